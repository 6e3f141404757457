-- Media servers on machines of their own. Two keys may be good at once: the newest first.
CREATE TABLE "MediaNode" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "centerId" TEXT,
  "url" TEXT NOT NULL,
  "keyHashes" TEXT[],
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "MediaNode_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "MediaNode_centerId_fkey" FOREIGN KEY ("centerId") REFERENCES "Center"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
