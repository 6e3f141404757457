-- The servers of the installation, as each says of itself every few seconds: who is silent for a minute is forgotten.
CREATE TABLE "ServerNode" (
  "id" TEXT NOT NULL,
  "roles" TEXT[],
  "state" TEXT NOT NULL,
  "address" TEXT,
  "host" TEXT NOT NULL,
  "version" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "decidesSince" TIMESTAMPTZ(3),
  "seenAt" TIMESTAMPTZ(3) NOT NULL,
  "load" JSONB NOT NULL,
  CONSTRAINT "ServerNode_pkey" PRIMARY KEY ("id")
);
