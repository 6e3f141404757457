-- AlterTable: agents who have the same call one after the other, or are offered it at once, write each their own.
ALTER TABLE "CallDraft" DROP CONSTRAINT "CallDraft_pkey",
ADD CONSTRAINT "CallDraft_pkey" PRIMARY KEY ("callId", "agentId");
