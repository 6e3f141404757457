-- CreateTable
CREATE TABLE "LeftMessage" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "doneById" TEXT,

    CONSTRAINT "LeftMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LeftMessage_callId_key" ON "LeftMessage"("callId");

-- CreateIndex
CREATE INDEX "LeftMessage_doneAt_createdAt_idx" ON "LeftMessage"("doneAt", "createdAt");

-- CreateIndex
CREATE INDEX "Call_customerId_connectedAt_idx" ON "Call"("customerId", "connectedAt");

-- CreateIndex
CREATE INDEX "Call_callerEmail_connectedAt_idx" ON "Call"("callerEmail", "connectedAt");
