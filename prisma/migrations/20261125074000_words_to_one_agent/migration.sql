-- AlterTable
ALTER TABLE "CallText" ADD COLUMN     "recipient" TEXT;
