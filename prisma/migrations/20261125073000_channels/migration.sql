-- Cells of reports know their channel. Those that are there are of an older FACTS_VERSION: they are made anew.
ALTER TABLE "ReportCell" ADD COLUMN     "channel" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "firstReplyMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "replied" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "textsAnyMs" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "textsMs" DOUBLE PRECISION NOT NULL DEFAULT 0;
