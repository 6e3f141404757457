import type { PrismaClient } from '../data/database.ts';
import { openLinkKeyFacts } from '../data/link-key-facts.ts';
import { type LinkedMachines, type MachineKind, type MachineWord, openLinkedMachines } from '../data/linked-machines.ts';

/** More often than that nobody's word is kept: what comes between is left out. */
const KEPT_EVERY_MS = 2000;

/** What is kept of the links of one kind of machines, for administrators to see. None of it is waited for. */
export interface LinkNotes<K extends MachineKind> {
  /** @param keyHash of the key by which it was let in */
  linked(id: string, keyHash: string): void;
  word(id: string, word: MachineWord[K]): void;
  unlinked(id: string, keyHash: string): void;
}

/** For who has no use for them. */
export const NO_NOTES: LinkNotes<MachineKind> = { linked: () => {}, word: () => {}, unlinked: () => {} };

export interface NotesOfLinks {
  center: LinkNotes<'center'>;
  media: LinkNotes<'media'>;
  machines: Pick<LinkedMachines, 'list' | 'forget'>;
  /** Writes nothing more, once what is being written is there. */
  close(): Promise<void>;
}

export function openLinkNotes(options: {
  prisma: PrismaClient;
  now: () => number;
  log: { warn(details: object, message: string): void };
}): NotesOfLinks {
  const { prisma, now, log } = options;
  const keys = openLinkKeyFacts(prisma);
  const machines = openLinkedMachines(prisma);
  let closed = false;
  /** Of each machine one thing after the other. */
  const turns = new Map<string, Promise<void>>();
  const inTurn = (name: string, act: () => Promise<void>) => {
    if (closed) return;
    const done = (turns.get(name) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => log.warn({ err: error, machine: name }, 'What a linked machine said could not be kept'))
      .finally(() => turns.get(name) === done && turns.delete(name));
    turns.set(name, done);
  };
  const notesOf = <K extends MachineKind>(kind: K): LinkNotes<K> => {
    /** When a word of the present link was taken last; null: none yet. */
    const takenAt = new Map<string, number | null>();
    const nameOf = (id: string) => `${kind} ${id}`;
    return {
      linked(id, keyHash) {
        takenAt.set(id, null);
        inTurn(nameOf(id), () => keys.used(keyHash, now()));
      },
      word(id, word) {
        const before = takenAt.get(id);
        if (before === undefined || (before !== null && performance.now() - before < KEPT_EVERY_MS)) return;
        takenAt.set(id, performance.now());
        inTurn(nameOf(id), () => machines.say(kind, id, word, before === null));
      },
      unlinked(id, keyHash) {
        takenAt.delete(id);
        inTurn(nameOf(id), async () => {
          await keys.used(keyHash, now());
          await machines.lost(kind, id);
        });
      },
    };
  };
  return {
    ...{ center: notesOf('center'), media: notesOf('media'), machines },
    async close() {
      closed = true;
      await Promise.all(turns.values());
    },
  };
}
