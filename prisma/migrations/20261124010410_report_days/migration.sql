-- Days of the centers' own time zones are rolled up too; what was made before is made again.
DROP TABLE "ReportDay";
TRUNCATE "ReportCell";

CREATE TABLE "ReportDay" (
    "zone" TEXT NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "facts" INTEGER NOT NULL,

    CONSTRAINT "ReportDay_pkey" PRIMARY KEY ("zone","day")
);
