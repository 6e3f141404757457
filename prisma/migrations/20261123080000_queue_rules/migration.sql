-- The log before this migration is in events that the routing core no longer knows, and the calls and reservations that
-- are open hang on it. This precedes the first release: nothing is in progress anywhere that would be missed.
DELETE FROM "Event";
DELETE FROM "Reservation";
DELETE FROM "Call" WHERE "state" IN ('queued', 'offered', 'connecting', 'connected', 'wrapup');

-- AlterTable
ALTER TABLE "Center" ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{"hours": null, "foreignShare": 1, "protectServiceLevel": null}';

-- AlterTable
ALTER TABLE "Queue" ADD COLUMN     "centers" JSONB,
ADD COLUMN     "hours" JSONB,
ADD COLUMN     "maxLength" INTEGER,
ADD COLUMN     "maxWaitSeconds" INTEGER,
ADD COLUMN     "offersAtOnce" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "preferredSeconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requirement" JSONB,
ADD COLUMN     "steps" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "strategy" TEXT NOT NULL DEFAULT 'longest-idle',
ADD COLUMN     "whenClosed" JSONB,
ADD COLUMN     "whenFull" JSONB,
ADD COLUMN     "whenTooLong" JSONB,
ADD COLUMN     "wrapupExtensionSeconds" INTEGER NOT NULL DEFAULT 30;

-- Queues that are there ask for what they asked for, and take up the usual words.
UPDATE "Queue" SET
  "requirement" = jsonb_build_object('all', "requirements"),
  "whenClosed" = '{"kind": "message", "text": "We are closed now. Please call again during our opening hours."}',
  "whenFull" = '{"kind": "message", "text": "All our lines are busy. Please call again in a while."}',
  "whenTooLong" = '{"kind": "message", "text": "We could not take your call in time, and we are sorry. Please call again later."}';

ALTER TABLE "Queue" ALTER COLUMN "requirement" SET NOT NULL,
ALTER COLUMN "whenClosed" SET NOT NULL,
ALTER COLUMN "whenFull" SET NOT NULL,
ALTER COLUMN "whenTooLong" SET NOT NULL,
DROP COLUMN "requirements";
