-- Callbacks and the return of messages in reports.
ALTER TABLE "ReportCell" ADD COLUMN     "bookingWaitMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "bookings" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bookingsCanceled" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bookingsKept" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bookingsLeft" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bookingsMissed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "returnMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "returned" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "Callback_slotAt_idx" ON "Callback"("slotAt");
