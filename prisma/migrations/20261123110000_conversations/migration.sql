-- AlterTable
ALTER TABLE "Call" ADD COLUMN     "conversationId" TEXT,
ADD COLUMN     "previousId" TEXT,
ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'main',
ADD COLUMN     "waited" BOOLEAN NOT NULL DEFAULT true;

-- Each call so far was a conversation of its own.
UPDATE "Call" SET "conversationId" = "id";
ALTER TABLE "Call" ALTER COLUMN "conversationId" SET NOT NULL;

-- CreateIndex
CREATE INDEX "Call_conversationId_idx" ON "Call"("conversationId");

-- Stores a batch of routing events with all that follows from them, in one statement and so in one round trip and one
-- transaction. `payloads` are the events as JSON, one a line; `batch` is what is made of them. Every part that is empty is
-- left out. What the writer believed is checked, never overwritten:
--   TN001  the log does not end where the writer believes: somebody else has written
--   TN002  an agent's slot is taken, or was not held as the writer believes
--   TN003  a reservation is not as the writer believes, for instance not pending any more
--   TN004  a call is unknown
-- `server/data/routing-store/batch.ts` makes the batch, and says what its parts mean.
CREATE OR REPLACE FUNCTION "tandem_append"(batch JSONB, payloads TEXT) RETURNS VOID LANGUAGE plpgsql
-- A plan made while the tables were small is kept; the indexes are right at any size.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  last BIGINT;
  done INTEGER;
BEGIN
  SELECT COALESCE(max("seq"), 0) INTO last FROM "Event";
  IF last <> (batch->>'after')::BIGINT THEN
    RAISE EXCEPTION 'The log ends at %, not at %', last, batch->>'after' USING ERRCODE = 'TN001';
  END IF;
  INSERT INTO "Event" ("seq", "at", "kind", "callId", "payload")
    SELECT last + e.n, to_timestamp(e."at" / 1000), e."kind", e."callId", e."payload"::JSON
    FROM ROWS FROM (
      jsonb_to_recordset(batch->'events') AS ("at" DOUBLE PRECISION, "kind" TEXT, "callId" TEXT),
      string_to_table(payloads, E'\n')
    ) WITH ORDINALITY AS e("at", "kind", "callId", "payload", n);

  IF batch ? 'released' THEN
    DELETE FROM "Claim" AS c USING jsonb_to_recordset(batch->'released') AS n("agentId" TEXT, "slot" INTEGER, "token" BIGINT)
      WHERE c."agentId" = n."agentId" AND c."slot" = n."slot" AND c."token" = n."token";
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(batch->'released') THEN
      RAISE EXCEPTION 'Of % claims to be released, % were held', jsonb_array_length(batch->'released'), done USING ERRCODE = 'TN002';
    END IF;
  END IF;
  IF batch ? 'claimed' THEN
    INSERT INTO "Claim" ("agentId", "slot", "callId", "reservationId", "token")
      SELECT n."agentId", n."slot", n."callId", n."reservationId", n."token"
      FROM jsonb_to_recordset(batch->'claimed')
        AS n("agentId" TEXT, "slot" INTEGER, "callId" TEXT, "reservationId" TEXT, "token" BIGINT)
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(batch->'claimed') THEN
      RAISE EXCEPTION 'Of % claims, % found their slot free', jsonb_array_length(batch->'claimed'), done USING ERRCODE = 'TN002';
    END IF;
  END IF;

  IF batch ? 'newReservations' THEN
    INSERT INTO "Reservation" ("id", "callId", "agentId", "centerId", "token", "state", "offeredAt", "expiresAt", "endedAt")
      SELECT n."id", n."callId", n."agentId", n."centerId", n."token", n."state", n."offeredAt", n."expiresAt", n."endedAt"
      FROM jsonb_to_recordset(batch->'newReservations') AS n("id" TEXT, "callId" TEXT, "agentId" TEXT, "centerId" TEXT, "token" BIGINT,
        "state" TEXT, "offeredAt" TIMESTAMPTZ, "expiresAt" TIMESTAMPTZ, "endedAt" TIMESTAMPTZ);
  END IF;
  IF batch ? 'reservations' THEN
    UPDATE "Reservation" AS r SET "state" = n."state", "endedAt" = n."endedAt"
      FROM jsonb_to_recordset(batch->'reservations') AS n("id" TEXT, "state" TEXT, "endedAt" TIMESTAMPTZ, "accepting" BOOLEAN)
      WHERE r."id" = n."id" AND r."endedAt" IS NULL AND (r."state" = 'pending' OR NOT n."accepting");
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(batch->'reservations') THEN
      RAISE EXCEPTION 'Of % reservations to be changed, % stood as believed', jsonb_array_length(batch->'reservations'), done
        USING ERRCODE = 'TN003';
    END IF;
  END IF;

  IF batch ? 'newCalls' THEN
    INSERT INTO "Call" ("id", "queueId", "state", "reason", "callerName", "callerEmail", "customerId", "page", "question", "keyHash",
        "conversationId", "previousId", "role", "waited", "enqueuedAt", "estimatedWaitMs", "offeredAt", "answeredAt", "connectedAt", "endedAt", "completedAt", "agentId", "centerId")
      SELECT n."id", n."queueId", n."state", n."reason", n."callerName", n."callerEmail", n."customerId", n."page", n."question",
        n."keyHash", n."conversationId", n."previousId", n."role", n."waited", n."enqueuedAt", n."estimatedWaitMs", n."offeredAt", n."answeredAt", n."connectedAt", n."endedAt", n."completedAt",
        n."agentId", n."centerId"
      FROM jsonb_to_recordset(batch->'newCalls') AS n("id" TEXT, "queueId" TEXT, "state" TEXT, "reason" TEXT, "callerName" TEXT,
        "callerEmail" TEXT, "customerId" TEXT, "page" TEXT, "question" TEXT, "keyHash" TEXT, "conversationId" TEXT,
        "previousId" TEXT, "role" TEXT, "waited" BOOLEAN, "enqueuedAt" TIMESTAMPTZ,
        "estimatedWaitMs" DOUBLE PRECISION, "offeredAt" TIMESTAMPTZ, "answeredAt" TIMESTAMPTZ, "connectedAt" TIMESTAMPTZ,
        "endedAt" TIMESTAMPTZ, "completedAt" TIMESTAMPTZ, "agentId" TEXT, "centerId" TEXT);
  END IF;
  IF batch ? 'calls' THEN
    UPDATE "Call" AS c SET
        "queueId" = COALESCE(n."queueId", c."queueId"),
        "state" = COALESCE(n."state", c."state"),
        "reason" = COALESCE(n."reason", c."reason"),
        "role" = COALESCE(n."role", c."role"),
        "waited" = COALESCE(n."waited", c."waited"),
        "offeredAt" = COALESCE(c."offeredAt", n."offeredAt"),
        "connectedAt" = COALESCE(n."connectedAt", c."connectedAt"),
        "endedAt" = COALESCE(n."endedAt", c."endedAt"),
        "completedAt" = COALESCE(n."completedAt", c."completedAt"),
        "answeredAt" = CASE WHEN n."backInLine" THEN n."answeredAt" ELSE COALESCE(n."answeredAt", c."answeredAt") END,
        "agentId" = CASE WHEN n."backInLine" THEN n."agentId" ELSE COALESCE(n."agentId", c."agentId") END,
        "centerId" = CASE WHEN n."backInLine" THEN n."centerId" ELSE COALESCE(n."centerId", c."centerId") END
      FROM jsonb_to_recordset(batch->'calls') AS n("id" TEXT, "queueId" TEXT, "state" TEXT, "reason" TEXT, "role" TEXT,
        "waited" BOOLEAN, "offeredAt" TIMESTAMPTZ,
        "answeredAt" TIMESTAMPTZ, "connectedAt" TIMESTAMPTZ, "endedAt" TIMESTAMPTZ, "completedAt" TIMESTAMPTZ, "agentId" TEXT,
        "centerId" TEXT, "backInLine" BOOLEAN)
      WHERE c."id" = n."id";
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(batch->'calls') THEN
      RAISE EXCEPTION 'Of % calls to be changed, % are known', jsonb_array_length(batch->'calls'), done USING ERRCODE = 'TN004';
    END IF;
  END IF;

  IF batch ? 'centers' THEN
    INSERT INTO "CenterActivity" AS c ("centerId", "epoch", "seq", "reportedAt", "receivedAt", "waiting", "ringing", "talking")
      SELECT n."centerId", n."epoch", n."seq", n."reportedAt", n."receivedAt", n."waiting", n."ringing", n."talking"
      FROM jsonb_to_recordset(batch->'centers') AS n("centerId" TEXT, "epoch" TEXT, "seq" INTEGER, "reportedAt" TIMESTAMPTZ,
        "receivedAt" TIMESTAMPTZ, "waiting" INTEGER, "ringing" INTEGER, "talking" INTEGER)
      ON CONFLICT ("centerId") DO UPDATE SET "epoch" = excluded."epoch", "seq" = excluded."seq", "reportedAt" = excluded."reportedAt",
        "receivedAt" = excluded."receivedAt", "waiting" = excluded."waiting", "ringing" = excluded."ringing", "talking" = excluded."talking";
  END IF;
  IF batch ? 'snapshots' THEN
    DELETE FROM "AgentActivity" AS a
      WHERE a."centerId" IN (SELECT jsonb_array_elements_text(batch->'snapshots'))
        AND a."agentId" NOT IN (SELECT n."agentId" FROM jsonb_to_recordset(batch->'agents') AS n("agentId" TEXT));
  END IF;
  IF batch ? 'agents' THEN
    INSERT INTO "AgentActivity" ("agentId", "centerId", "name", "status", "skills", "reachable", "answeredAt", "capacity", "settledToken",
        "receivedAt")
      SELECT n."agentId", n."centerId", n."name", n."status", n."skills", n."reachable", n."answeredAt", n."capacity", n."settledToken",
        n."receivedAt"
      FROM jsonb_to_recordset(batch->'agents') AS n("agentId" TEXT, "centerId" TEXT, "name" TEXT, "status" JSONB, "skills" JSONB,
        "reachable" BOOLEAN, "answeredAt" TIMESTAMPTZ, "capacity" INTEGER, "settledToken" BIGINT, "receivedAt" TIMESTAMPTZ)
      ON CONFLICT ("agentId") DO UPDATE SET "centerId" = excluded."centerId", "name" = excluded."name", "status" = excluded."status",
        "skills" = excluded."skills", "reachable" = excluded."reachable", "answeredAt" = excluded."answeredAt",
        "capacity" = excluded."capacity", "settledToken" = excluded."settledToken", "receivedAt" = excluded."receivedAt";
  END IF;
END
$$;
