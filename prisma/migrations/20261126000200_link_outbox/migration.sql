-- What a center has to tell the routing server of work that ended while it could not be reached: told in this order, once.
CREATE TABLE "LinkOutbox" (
  "id" BIGSERIAL NOT NULL,
  "centerId" TEXT NOT NULL,
  "event" TEXT NOT NULL,
  "message" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "LinkOutbox_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "LinkOutbox_centerId_id_idx" ON "LinkOutbox"("centerId", "id");
