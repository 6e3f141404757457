-- What callers say of a conversation once it is over, and what reports count of it.
CREATE TABLE "CallRating" (
    "conversationId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "agentId" TEXT,
    "centerId" TEXT,
    "score" INTEGER NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallRating_pkey" PRIMARY KEY ("conversationId")
);
CREATE UNIQUE INDEX "CallRating_callId_key" ON "CallRating"("callId");
CREATE INDEX "CallRating_createdAt_idx" ON "CallRating"("createdAt");
ALTER TABLE "ReportCell" ADD COLUMN "ratings" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "goodRatings" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "ratingSum" INTEGER NOT NULL DEFAULT 0;
