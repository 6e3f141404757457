-- AlterTable
ALTER TABLE "LeftMessage" ADD COLUMN     "durationMs" INTEGER,
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "takenAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenById" TEXT;

-- CreateTable
CREATE TABLE "MessageRecording" (
    "messageId" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "MessageRecording_pkey" PRIMARY KEY ("messageId")
);
