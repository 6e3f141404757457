import { createHash } from 'node:crypto';
import type { CallId } from '../protocol/common.ts';
import type { PrismaClient } from './database.ts';

export interface Consent {
  text: string;
  widgetKeyId: string;
  /** Milliseconds. */
  acceptedAt: number;
}

/** What callers accepted before their calls began, word for word. */
export interface ConsentBook {
  keep(callId: CallId, consent: Consent): Promise<void>;
  /** By conversation; null: nothing was asked of its caller. */
  of(callId: CallId): Promise<Consent | null>;
}

export function openConsentBook(prisma: PrismaClient): ConsentBook {
  return {
    async keep(callId, { text, widgetKeyId, acceptedAt }) {
      const id = createHash('sha256').update(text).digest('hex');
      await prisma.consentText.createMany({ data: [{ id, text }], skipDuplicates: true });
      await prisma.callConsent.create({ data: { callId, consentTextId: id, widgetKeyId, acceptedAt: new Date(acceptedAt) } });
    },
    async of(callId) {
      const kept = await prisma.callConsent.findUnique({ where: { callId }, include: { consentText: true } });
      return kept && { text: kept.consentText.text, widgetKeyId: kept.widgetKeyId, acceptedAt: kept.acceptedAt.getTime() };
    },
  };
}
