-- Text conversations are a channel of their own, with slots of their own on each agent.
ALTER TABLE "Call" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'voice';
ALTER TABLE "Claim" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'voice';
ALTER TABLE "Claim" DROP CONSTRAINT "Claim_pkey", ADD CONSTRAINT "Claim_pkey" PRIMARY KEY ("agentId", "channel", "slot");
ALTER TABLE "Queue" ADD COLUMN "takesTexts" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "textIdleMinutes" INTEGER;
ALTER TABLE "Center" ALTER COLUMN "limits" SET DEFAULT '{"hours": null, "foreignShare": 1, "protectServiceLevel": null, "textCapacity": 3, "callsDuringTexts": true}';
UPDATE "Center" SET "limits" = '{"textCapacity": 3, "callsDuringTexts": true}'::jsonb || "limits";

-- What appends to the log, changed in place: other migrations change other parts of it.
DO $patch$
DECLARE
  body TEXT := pg_get_functiondef('tandem_append'::regproc);
  changed TEXT;
  change TEXT[];
BEGIN
  FOREACH change SLICE 1 IN ARRAY ARRAY[
    ['AS n("agentId" TEXT, "slot" INTEGER, "token" BIGINT)', 'AS n("agentId" TEXT, "channel" TEXT, "slot" INTEGER, "token" BIGINT)'],
    ['c."agentId" = n."agentId" AND c."slot" = n."slot"', 'c."agentId" = n."agentId" AND c."channel" = n."channel" AND c."slot" = n."slot"'],
    ['INSERT INTO "Claim" ("agentId", "slot",', 'INSERT INTO "Claim" ("agentId", "channel", "slot",'],
    ['SELECT n."agentId", n."slot", n."callId"', 'SELECT n."agentId", n."channel", n."slot", n."callId"'],
    ['AS n("agentId" TEXT, "slot" INTEGER, "callId" TEXT', 'AS n("agentId" TEXT, "channel" TEXT, "slot" INTEGER, "callId" TEXT'],
    ['"role", "waited", "enqueuedAt"', '"role", "channel", "waited", "enqueuedAt"'],
    ['n."role", n."waited", n."enqueuedAt"', 'n."role", n."channel", n."waited", n."enqueuedAt"'],
    ['"role" TEXT, "waited" BOOLEAN, "enqueuedAt"', '"role" TEXT, "channel" TEXT, "waited" BOOLEAN, "enqueuedAt"'],
    ['"role" = COALESCE(n."role", c."role"),', '"role" = COALESCE(n."role", c."role"), "channel" = COALESCE(n."channel", c."channel"),'],
    ['"waited" BOOLEAN, "offeredAt" TIMESTAMPTZ,', '"waited" BOOLEAN, "channel" TEXT, "offeredAt" TIMESTAMPTZ,']
  ] LOOP
    changed := replace(body, change[1], change[2]);
    IF changed = body THEN RAISE EXCEPTION 'tandem_append has no %', change[1]; END IF;
    body := changed;
  END LOOP;
  EXECUTE body;
END
$patch$;
