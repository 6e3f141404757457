-- Months and weeks stand in one table. Months are added up anew.
DROP TABLE "ReportMonth";
DELETE FROM "ReportCell" WHERE "grain" LIKE '%/month';

-- CreateTable
CREATE TABLE "ReportUnit" (
    "zone" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "facts" INTEGER NOT NULL,

    CONSTRAINT "ReportUnit_pkey" PRIMARY KEY ("zone","unit","from")
);
