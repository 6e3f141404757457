-- CreateTable
CREATE TABLE "CallQuality" (
    "conversationId" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "samples" INTEGER NOT NULL,
    "mosAverage" DOUBLE PRECISION NOT NULL,
    "mosWorst" DOUBLE PRECISION NOT NULL,
    "lossUp" DOUBLE PRECISION NOT NULL,
    "lossDown" DOUBLE PRECISION NOT NULL,
    "jitterUpMs" DOUBLE PRECISION NOT NULL,
    "jitterDownMs" DOUBLE PRECISION NOT NULL,
    "rttMs" DOUBLE PRECISION,

    CONSTRAINT "CallQuality_pkey" PRIMARY KEY ("conversationId","party")
);
