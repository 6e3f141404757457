-- The secret that a webhook had before, which signs beside the new one for a while, so that the other side can change over.
ALTER TABLE "Webhook" ADD COLUMN "previousSecret" TEXT,
ADD COLUMN "previousUntil" TIMESTAMPTZ(3);
