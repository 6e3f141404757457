import type { CallId } from '../protocol/common.ts';
import type { CallText } from '../protocol/texts.ts';
import type { TextStore } from '../routing/texts.ts';
import type { PrismaClient } from './database.ts';

/** The texts of conversations, in the routing database. They are kept after the call. */
export function openCallTexts(prisma: PrismaClient): TextStore {
  return {
    async load(conversationIds) {
      const rows = await prisma.callText.findMany({
        where: { conversationId: { in: [...conversationIds] } },
        orderBy: [{ conversationId: 'asc' }, { seq: 'asc' }],
      });
      const found = new Map<CallId, CallText[]>();
      for (const { conversationId, seq, at, sender, name, text, clientId, recipient } of rows) {
        const texts = found.get(conversationId) ?? [];
        texts.push({ seq, at: at.getTime(), from: sender, name, text, id: clientId, ...(recipient !== null && { to: recipient }) });
        found.set(conversationId, texts);
      }
      return found;
    },
    async add(conversationId, { seq, at, from, name, text, id, to = null }) {
      await prisma.callText.create({
        data: { conversationId, seq, at: new Date(at), sender: from, name, text, clientId: id, recipient: to },
        select: { seq: true },
      });
    },
  };
}
