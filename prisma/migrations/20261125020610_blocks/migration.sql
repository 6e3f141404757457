-- Where conversations came from, hashed, so that a caller can be blocked afterwards; and who is blocked.
CREATE TABLE "CallOrigin" (
    "conversationId" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "browserHash" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallOrigin_pkey" PRIMARY KEY ("conversationId")
);
CREATE INDEX "CallOrigin_at_idx" ON "CallOrigin"("at");
CREATE TABLE "CallerBlock" (
    "id" TEXT NOT NULL,
    "callId" TEXT NOT NULL,
    "callerName" TEXT NOT NULL,
    "centerId" TEXT,
    "addressHash" TEXT,
    "browserHash" TEXT,
    "email" TEXT,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),
    "liftedByName" TEXT,

    CONSTRAINT "CallerBlock_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "CallerBlock_endsAt_idx" ON "CallerBlock"("endsAt");
