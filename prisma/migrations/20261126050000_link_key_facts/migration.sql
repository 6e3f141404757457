-- Who made a link key of a center or a media server, and when it was used last. Whether it is good stands with its owner.
CREATE TABLE "LinkKey" (
  "hash" TEXT NOT NULL,
  "hint" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "createdById" TEXT NOT NULL,
  "createdByName" TEXT NOT NULL,
  "lastUsedAt" TIMESTAMPTZ(3),
  CONSTRAINT "LinkKey_pkey" PRIMARY KEY ("hash")
);
-- Machines that are linked to the routing server, or were: what each said of itself last.
CREATE TABLE "LinkedMachine" (
  "kind" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "linkedAt" TIMESTAMPTZ(3) NOT NULL,
  "seenAt" TIMESTAMPTZ(3) NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "word" JSONB NOT NULL,
  CONSTRAINT "LinkedMachine_pkey" PRIMARY KEY ("kind", "id")
);
