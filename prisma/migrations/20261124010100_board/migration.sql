-- AlterTable
ALTER TABLE "User" ADD COLUMN     "team" TEXT NOT NULL DEFAULT '';
