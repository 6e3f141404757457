import type { QualitySummary } from '../media/quality.ts';
import type { PrismaClient } from './database.ts';

export interface PartyStay extends QualitySummary {
  callId: string;
  party: string;
  /** When they left, in milliseconds since the epoch. */
  at: number;
}

/** How good the lines of conversations were, in the routing database. */
export function openCallQuality(prisma: PrismaClient): { add(stay: PartyStay): Promise<void> } {
  return {
    /** A party who was in before, and came back, has one line: averages count by their samples, the worst stays the worst. */
    async add({ callId, party, at, samples, mosAverage, mosWorst, lossUp, lossDown, jitterUpMs, jitterDownMs, rttMs }) {
      await prisma.$executeRaw`
        INSERT INTO "CallQuality" AS old VALUES (
          ${callId}, ${party}, ${new Date(at)}, ${samples}, ${mosAverage}, ${mosWorst}, ${lossUp}, ${lossDown}, ${jitterUpMs}, ${jitterDownMs}, ${rttMs}
        )
        ON CONFLICT ("conversationId", "party") DO UPDATE SET
          "at" = EXCLUDED."at",
          "samples" = old."samples" + EXCLUDED."samples",
          "mosWorst" = LEAST(old."mosWorst", EXCLUDED."mosWorst"),
          "mosAverage" = (old."mosAverage" * old."samples" + EXCLUDED."mosAverage" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
          "lossUp" = (old."lossUp" * old."samples" + EXCLUDED."lossUp" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
          "lossDown" = (old."lossDown" * old."samples" + EXCLUDED."lossDown" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
          "jitterUpMs" = (old."jitterUpMs" * old."samples" + EXCLUDED."jitterUpMs" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
          "jitterDownMs" = (old."jitterDownMs" * old."samples" + EXCLUDED."jitterDownMs" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
          "rttMs" = COALESCE(
            (old."rttMs" * old."samples" + EXCLUDED."rttMs" * EXCLUDED."samples") / (old."samples" + EXCLUDED."samples"),
            EXCLUDED."rttMs", old."rttMs"
          )`;
    },
  };
}
