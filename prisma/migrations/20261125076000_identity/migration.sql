-- A site may take calls from those alone whom its server vouches for.
ALTER TABLE "WidgetKey" ADD COLUMN "needsIdentity" BOOLEAN NOT NULL DEFAULT false;

-- What is left instead of a call is of the same person as the call was.
ALTER TABLE "LeftMessage"
  ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "verifiedIn" JSONB,
  ADD COLUMN "customerId" TEXT,
  ADD COLUMN "page" TEXT,
  ADD COLUMN "question" TEXT,
  ADD COLUMN "context" JSONB;

ALTER TABLE "Callback"
  ADD COLUMN "verified" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "verifiedIn" JSONB,
  ADD COLUMN "context" JSONB;
