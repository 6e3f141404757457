-- CreateTable
CREATE TABLE "CallText" (
    "conversationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sender" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,

    CONSTRAINT "CallText_pkey" PRIMARY KEY ("conversationId","seq")
);
