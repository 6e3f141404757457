-- CreateTable
CREATE TABLE "SavedReport" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "query" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportDay" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "facts" INTEGER NOT NULL,

    CONSTRAINT "ReportDay_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "ReportCell" (
    "id" BIGSERIAL NOT NULL,
    "grain" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "queueId" TEXT NOT NULL,
    "centerId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "disposition" TEXT NOT NULL,
    "answered" INTEGER NOT NULL,
    "abandoned" INTEGER NOT NULL,
    "turnedAway" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "handled" INTEGER NOT NULL,
    "answerWaitMs" DOUBLE PRECISION NOT NULL,
    "talkMs" DOUBLE PRECISION NOT NULL,
    "holdMs" DOUBLE PRECISION NOT NULL,
    "wrapupMs" DOUBLE PRECISION NOT NULL,
    "offers" INTEGER NOT NULL,
    "missedOffers" INTEGER NOT NULL,
    "declinedOffers" INTEGER NOT NULL,
    "staffedMs" DOUBLE PRECISION NOT NULL,
    "notReadyMs" DOUBLE PRECISION NOT NULL,
    "busyMs" DOUBLE PRECISION NOT NULL,
    "qualitySamples" INTEGER NOT NULL,
    "qualitySum" DOUBLE PRECISION NOT NULL,
    "callbacks" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,
    "longestWaitMs" INTEGER NOT NULL,
    "answerWaits" INTEGER[],
    "abandonWaits" INTEGER[],

    CONSTRAINT "ReportCell_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SavedReport_ownerId_idx" ON "SavedReport"("ownerId");

-- CreateIndex
CREATE INDEX "ReportCell_grain_slot_idx" ON "ReportCell"("grain", "slot");

-- CreateIndex
CREATE INDEX "AgentTimeline_at_idx" ON "AgentTimeline"("at");

-- CreateIndex
CREATE INDEX "Reservation_offeredAt_idx" ON "Reservation"("offeredAt");

