-- AlterTable: what an agent asked to be after the call in hand outlives a restart.
ALTER TABLE "AgentStatusLog" ADD COLUMN "afterwards" TEXT;
