import { z } from 'zod';
import type { CenterId } from '../protocol/common.ts';
import { Completion, HangUp } from '../protocol/link.ts';
import type { PrismaClient } from './database.ts';

/** What an agent's work came to while the routing server could not be reached. `at` by the center's clock, ms. */
export const LateWord = z.discriminatedUnion('event', [
  z.object({ event: z.literal('hang-up'), message: HangUp, at: z.number() }),
  z.object({ event: z.literal('complete'), message: Completion, at: z.number() }),
]);
export type LateWord = z.infer<typeof LateWord>;

/** What a center has still to tell the routing server; it outlives a restart. */
export interface LinkOutbox {
  /** @returns by which it is known when it is done */
  add(word: LateWord): Promise<bigint>;
  /** The one that is to be told first; null: there is none. */
  first(): Promise<{ id: bigint; word: LateWord } | null>;
  done(id: bigint): Promise<void>;
  /** How many are to be told. */
  length(): Promise<number>;
}

export function openLinkOutbox(prisma: PrismaClient, centerId: CenterId): LinkOutbox {
  return {
    async add({ event, message, at }) {
      return (await prisma.linkOutbox.create({ data: { centerId, event, message, at: new Date(at) }, select: { id: true } })).id;
    },
    async first() {
      const row = await prisma.linkOutbox.findFirst({ where: { centerId }, orderBy: { id: 'asc' } });
      if (row === null) return null;
      const { id, event, message, at } = row;
      return { id, word: LateWord.parse({ event, message, at: at.getTime() }) };
    },
    async done(id) {
      await prisma.linkOutbox.deleteMany({ where: { id, centerId } });
    },
    length: () => prisma.linkOutbox.count({ where: { centerId } }),
  };
}
