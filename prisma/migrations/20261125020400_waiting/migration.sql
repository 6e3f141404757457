-- CreateTable
CREATE TABLE "ConsentText" (
    "id" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "ConsentText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallConsent" (
    "callId" TEXT NOT NULL,
    "consentTextId" TEXT NOT NULL,
    "widgetKeyId" TEXT NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallConsent_pkey" PRIMARY KEY ("callId")
);

-- AddForeignKey
ALTER TABLE "CallConsent" ADD CONSTRAINT "CallConsent_consentTextId_fkey" FOREIGN KEY ("consentTextId") REFERENCES "ConsentText"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
