-- A queue that a supervisor has closed, whatever its hours.
ALTER TABLE "Queue" ADD COLUMN "closed" BOOLEAN NOT NULL DEFAULT false;

-- Queues whose calls an agent does not take.
ALTER TABLE "User" ADD COLUMN "excludedQueues" JSONB NOT NULL DEFAULT '[]';

-- CreateTable: what supervisors wrote to agents, a row for each of them.
CREATE TABLE "StaffMessage" (
    "id" TEXT NOT NULL,
    "centerId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "fromName" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffMessage_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "StaffMessage_centerId_readAt_idx" ON "StaffMessage"("centerId", "readAt");
CREATE INDEX "StaffMessage_agentId_readAt_idx" ON "StaffMessage"("agentId", "readAt");
