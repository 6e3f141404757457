import type { WireError } from '../../../server/protocol/common.ts';
import type { PartyId } from '../../../server/protocol/conversation.ts';
import type { CallText } from '../../../server/protocol/texts.ts';

/** What this side has written and the server has not confirmed yet. */
export interface Draft {
  id: string;
  text: string;
  state: { kind: 'sending' } | { kind: 'failed'; failure: WireError };
}

/** The texts of one conversation as one side of it knows them. */
export interface TextLog {
  you: PartyId;
  /** By their numbers, each once; some may be missing between them. */
  texts: readonly CallText[];
  drafts: readonly Draft[];
  /** Number of the last that has been in sight. */
  readUpTo: number;
}

export type TextEvent =
  | { type: 'received'; texts: readonly CallText[] }
  | { type: 'sent'; id: string; text: string }
  | { type: 'refused'; id: string; failure: WireError }
  | { type: 'retried'; id: string }
  | { type: 'discarded'; id: string }
  | { type: 'read' };

export const emptyLog = (you: PartyId, readUpTo = 0): TextLog => ({ you, texts: [], drafts: [], readUpTo });

/** Takes what happens in any order and as often as it comes: messages are known by their numbers. */
export function textLog(log: TextLog, event: TextEvent): TextLog {
  switch (event.type) {
    case 'received':
      return receive(log, event.texts);
    case 'sent':
      return { ...log, drafts: [...log.drafts, { id: event.id, text: event.text, state: { kind: 'sending' } }] };
    case 'refused':
      return withDraft(log, event.id, { kind: 'failed', failure: event.failure });
    case 'retried':
      return withDraft(log, event.id, { kind: 'sending' });
    case 'discarded':
      return { ...log, drafts: log.drafts.filter((draft) => draft.id !== event.id) };
    case 'read': {
      const readUpTo = Math.max(log.readUpTo, log.texts.at(-1)?.seq ?? 0);
      return readUpTo === log.readUpTo ? log : { ...log, readUpTo };
    }
  }
}

function receive(log: TextLog, received: readonly CallText[]): TextLog {
  const known = new Set(log.texts.map(({ seq }) => seq));
  const fresh: CallText[] = [];
  for (const text of received) {
    if (known.has(text.seq)) continue;
    known.add(text.seq);
    fresh.push(text);
  }
  if (fresh.length === 0) return log;
  const arrived = new Set(fresh.filter(({ from }) => from === log.you).map(({ id }) => id));
  return {
    ...log,
    texts: [...log.texts, ...fresh].sort((a, b) => a.seq - b.seq),
    drafts: log.drafts.filter((draft) => !arrived.has(draft.id)),
  };
}

const withDraft = (log: TextLog, id: string, state: Draft['state']): TextLog => ({
  ...log,
  drafts: log.drafts.map((draft) => (draft.id === id ? { ...draft, state } : draft)),
});

/** The number up to which nothing is missing: what comes after it is to be asked for. */
export function completeUpTo(log: TextLog): number {
  let upTo = 0;
  for (const { seq } of log.texts) {
    if (seq !== upTo + 1) break;
    upTo = seq;
  }
  return upTo;
}

export const hasGap = (log: TextLog): boolean => completeUpTo(log) < (log.texts.at(-1)?.seq ?? 0);

/** Whether a sender is a supervisor who has joined, or who writes to the agent alone. */
export const isSupervisor = (from: CallText['from']): boolean => from.startsWith('supervisor-');

/** How many texts of others have not been in sight. */
export const unread = (log: TextLog): number => log.texts.filter(({ seq, from }) => seq > log.readUpTo && from !== log.you).length;
