-- DropForeignKey
ALTER TABLE "Interaction" DROP CONSTRAINT "Interaction_customerId_fkey";

-- AlterTable
ALTER TABLE "Center" ADD COLUMN     "customers" JSONB NOT NULL DEFAULT '{"kind": "built-in"}';

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "changes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Queue" ADD COLUMN     "wrapupEnds" TEXT NOT NULL DEFAULT 'done';

-- CreateTable
CREATE TABLE "CustomerCache" (
    "centerId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "record" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CustomerCache_pkey" PRIMARY KEY ("centerId","customerId")
);

-- CreateTable
CREATE TABLE "CallDraft" (
    "callId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "centerId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "customerId" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallDraft_pkey" PRIMARY KEY ("callId")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" TEXT NOT NULL,
    "centerId" TEXT NOT NULL,
    "customerId" TEXT,
    "customerName" TEXT NOT NULL,
    "callId" TEXT,
    "dueOn" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "agentName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentTimeline" (
    "id" BIGSERIAL NOT NULL,
    "centerId" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgentTimeline_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CustomerCache_centerId_email_idx" ON "CustomerCache"("centerId", "email");

-- CreateIndex
CREATE INDEX "CallDraft_centerId_conversationId_idx" ON "CallDraft"("centerId", "conversationId");

-- CreateIndex
CREATE INDEX "CallDraft_updatedAt_idx" ON "CallDraft"("updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_callId_key" ON "FollowUp"("callId");

-- CreateIndex
CREATE INDEX "FollowUp_agentId_doneAt_dueOn_idx" ON "FollowUp"("agentId", "doneAt", "dueOn");

-- CreateIndex
CREATE INDEX "FollowUp_customerId_doneAt_idx" ON "FollowUp"("customerId", "doneAt");

-- CreateIndex
CREATE INDEX "AgentTimeline_agentId_at_idx" ON "AgentTimeline"("agentId", "at");


-- Lists of dispositions become trees whose every choice is a leaf.
UPDATE "Queue" SET "dispositions" = (
  SELECT coalesce(jsonb_agg(
    CASE WHEN jsonb_typeof(one) = 'string' THEN jsonb_build_object('name', one, 'children', '[]'::jsonb) ELSE one END ORDER BY nth
  ), '[]'::jsonb)
  FROM jsonb_array_elements("dispositions") WITH ORDINALITY AS list(one, nth)
);
