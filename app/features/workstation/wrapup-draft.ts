import { withRecent } from './disposition-choices.ts';

/** What is chosen in a wrap-up besides the notes, until it is finished. It outlives a reload in this tab, and no more. */
export interface WrapupDraft {
  /** Path from the top of the tree; null: nothing chosen. */
  disposition: readonly string[] | null;
  followUp: { dueOn: string; note: string } | null;
}
export const NO_DRAFT: WrapupDraft = { disposition: null, followUp: null };

/** The part of sessionStorage and localStorage that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (callId: string) => `tandem-wrapup-${callId}`;
const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What is stored may be from another version, or anything at all: what is not understood is left out. */
export function readDraft(store: Store, callId: string): WrapupDraft {
  const stored = parsed(attempt(() => store.getItem(keyOf(callId))) ?? '');
  if (!isObject(stored)) return NO_DRAFT;
  const { disposition, followUp } = stored;
  return {
    disposition: Array.isArray(disposition) && disposition.length > 0 && disposition.every(isText) ? disposition : null,
    followUp: isObject(followUp) && isText(followUp.dueOn) && isText(followUp.note) ? { dueOn: followUp.dueOn, note: followUp.note } : null,
  };
}

export function writeDraft(store: Store, callId: string, draft: WrapupDraft | null): void {
  attempt(() => (draft === null ? store.removeItem(keyOf(callId)) : store.setItem(keyOf(callId), JSON.stringify(draft))));
}

const recentKey = (agentId: string) => `tandem-dispositions-${agentId}`;

/** What an agent chose last on this machine, as paths in one line, the latest first. */
export function readRecent(store: Store, agentId: string): string[] {
  const stored = parsed(attempt(() => store.getItem(recentKey(agentId))) ?? '');
  return Array.isArray(stored) ? stored.filter(isText) : [];
}

export function addRecent(store: Store, agentId: string, text: string): void {
  attempt(() => store.setItem(recentKey(agentId), JSON.stringify(withRecent(readRecent(store, agentId), text))));
}

function parsed(text: string): unknown {
  return attempt(() => JSON.parse(text) as unknown);
}

/** Storage may be full or closed to us: then the draft lives as long as the page does. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
