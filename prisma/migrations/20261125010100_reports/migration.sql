-- Cells get more grains: days without agents or without dispositions, and months. All are made anew from what they were made of.
TRUNCATE "ReportCell";
DELETE FROM "ReportDay";

-- CreateTable
CREATE TABLE "ReportMonth" (
    "zone" TEXT NOT NULL,
    "month" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "facts" INTEGER NOT NULL,

    CONSTRAINT "ReportMonth_pkey" PRIMARY KEY ("zone","month")
);
