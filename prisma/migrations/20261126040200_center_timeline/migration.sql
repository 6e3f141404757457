-- How far a center on machines of its own has told what its agents did: the last row taken, and of which of its databases.
ALTER TABLE "Center" ADD COLUMN     "timelineOf" TEXT,
ADD COLUMN     "timelineTold" BIGINT NOT NULL DEFAULT 0;
