-- Who left the line for a message or a callback is counted apart from who gave up.
ALTER TABLE "ReportCell" ADD COLUMN     "elsewhere" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "elsewhereWaits" INTEGER[];
