import type { LeftMessage } from '../../../server/protocol/messages.ts';

/** Who looks at the list: an agent, or somebody who puts in order what agents have left. */
export interface MessageReader {
  id: string;
  supervises: boolean;
}

export interface MessageActs {
  take: boolean;
  release: boolean;
  /** Notes, and being done with it. */
  finish: boolean;
}

/** What a reader can do with a message. The server decides again. */
export function actsOf({ takenBy, doneAt }: LeftMessage, { id, supervises }: MessageReader): MessageActs {
  if (doneAt !== null) return { take: false, release: false, finish: false };
  const mine = takenBy?.id === id;
  return { take: takenBy === null, release: takenBy !== null && (mine || supervises), finish: mine || supervises };
}

/** How many are open, and how many of them nobody returns yet. */
export function countsOf(messages: readonly LeftMessage[]): { open: number; untaken: number } {
  const open = messages.filter(({ doneAt }) => doneAt === null);
  return { open: open.length, untaken: open.filter(({ takenBy }) => takenBy === null).length };
}
