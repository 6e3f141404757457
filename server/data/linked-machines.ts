import type { z } from 'zod';
import { CenterWord, MediaWord } from '../protocol/machines.ts';
import type { Seen } from '../protocol/system.ts';
import type { PrismaClient } from './database.ts';

const SAID = { center: CenterWord.omit({ upMs: true }), media: MediaWord.omit({ upMs: true }) };
export type MachineKind = keyof typeof SAID;
export type MachineWord = { center: CenterWord; media: MediaWord };
/** What a machine said last, by the id of its center or media server. */
export type Machines<K extends MachineKind> = ReadonlyMap<string, Omit<MachineWord[K], 'upMs'> & Seen>;

/** Machines without this database, as they said over their links. Times are by the database's clock: theirs may differ. */
export interface LinkedMachines {
  /** @param isNew the first word over this link */
  say<K extends MachineKind>(kind: K, id: string, word: MachineWord[K], isNew: boolean): Promise<void>;
  /** Its link has ended just now. */
  lost(kind: MachineKind, id: string): Promise<void>;
  /** There is no such machine any more. */
  forget(kind: MachineKind, id: string): Promise<void>;
  list<K extends MachineKind>(kind: K): Promise<Machines<K>>;
}

export function openLinkedMachines(prisma: PrismaClient): LinkedMachines {
  return {
    async say(kind, id, { upMs, ...word }, isNew) {
      // When it started is said once for each link, so that it does not waver with each word.
      await prisma.$executeRaw`
        INSERT INTO "LinkedMachine" AS old ("kind", "id", "linkedAt", "seenAt", "startedAt", "word")
        VALUES (
          ${kind}, ${id}, clock_timestamp(), clock_timestamp(), clock_timestamp() - ${upMs}::float8 * interval '1 ms',
          ${JSON.stringify(word)}::jsonb
        )
        ON CONFLICT ("kind", "id") DO UPDATE SET
          "word" = EXCLUDED."word", "seenAt" = EXCLUDED."seenAt",
          "linkedAt" = CASE WHEN ${isNew} THEN EXCLUDED."linkedAt" ELSE old."linkedAt" END,
          "startedAt" = CASE WHEN ${isNew} THEN EXCLUDED."startedAt" ELSE old."startedAt" END`;
    },
    async lost(kind, id) {
      await prisma.$executeRaw`UPDATE "LinkedMachine" SET "seenAt" = clock_timestamp() WHERE "kind" = ${kind} AND "id" = ${id}`;
    },
    async forget(kind, id) {
      await prisma.linkedMachine.deleteMany({ where: { kind, id } });
    },
    async list(kind) {
      const rows = await prisma.linkedMachine.findMany({ where: { kind }, take: 1000 });
      const schema: z.ZodType<object> = SAID[kind];
      const said = rows.flatMap(({ id, word, linkedAt, seenAt, startedAt }) => {
        // Said to a server of another version, it may lack what is shown now.
        const parsed = schema.safeParse(word);
        const times = { linkedAt: linkedAt.getTime(), seenAt: seenAt.getTime(), startedAt: startedAt.getTime() };
        return parsed.success ? [[id, { ...parsed.data, ...times }] as const] : [];
      });
      return new Map(said) as never;
    },
  };
}
