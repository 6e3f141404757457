-- A server that takes over reads the day's lines, and not those of all days.
CREATE INDEX "CallQuality_at_idx" ON "CallQuality"("at");
