-- What those who wait in a queue are told at set times, and its recordings, apart from it.
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL,
    "queueId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "afterSeconds" INTEGER NOT NULL,
    "everySeconds" INTEGER,
    "minWaitSeconds" INTEGER,
    "texts" JSONB NOT NULL,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Announcement_queueId_place_idx" ON "Announcement"("queueId", "place");
CREATE TABLE "AnnouncementSound" (
    "announcementId" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "AnnouncementSound_pkey" PRIMARY KEY ("announcementId","locale")
);
CREATE INDEX "AnnouncementSound_hash_idx" ON "AnnouncementSound"("hash");
ALTER TABLE "AnnouncementSound" ADD CONSTRAINT "AnnouncementSound_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
