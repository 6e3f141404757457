-- AlterTable
ALTER TABLE "Queue" ADD COLUMN     "callbacksPerSlot" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Callback" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "agentId" TEXT,
    "fromCallId" TEXT,
    "messageId" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "customerId" TEXT,
    "page" TEXT,
    "question" TEXT,
    "timeZone" TEXT NOT NULL,
    "slotAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "callId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT,

    CONSTRAINT "Callback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Callback_tokenHash_key" ON "Callback"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Callback_fromCallId_key" ON "Callback"("fromCallId");

-- CreateIndex
CREATE UNIQUE INDEX "Callback_callId_key" ON "Callback"("callId");

-- CreateIndex
CREATE INDEX "Callback_state_slotAt_idx" ON "Callback"("state", "slotAt");

-- CreateIndex
CREATE INDEX "Callback_queueId_slotAt_idx" ON "Callback"("queueId", "slotAt");
