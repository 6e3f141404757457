import type { WorkstationState, WorkstationWork } from '../../../../server/protocol/workstation.ts';
import type { TextLog } from '../../../lib/texts/text-log.ts';
import { unread } from '../../../lib/texts/text-log.ts';
import type { Work } from '../view-model.ts';

/** What an agent has in hand beside each other: a call, text conversations, one offer. Pure. */

export type InHand = Work<'call'> | Work<'wrapup'>;
export const IDLE = { kind: 'idle' } as const;

/** Of whichever channel: an agent rings for one thing at a time. */
export function offerOf(state: WorkstationState | null): Work<'offer'> | null {
  return everything(state).find((work) => work.kind === 'offer') ?? null;
}

/** The call first, then text conversations, oldest first. */
export const inHandOf = (state: WorkstationState | null): InHand[] =>
  everything(state).filter((work): work is InHand => work.kind === 'call' || work.kind === 'wrapup');

const everything = (state: WorkstationState | null): WorkstationWork[] => (state === null ? [] : [state.work, ...state.texts]);

/** What the agent sees in the middle: what they have chosen while it is there, else the call, else the oldest text conversation. */
export function shownOf(state: WorkstationState | null, chosen: string | null): WorkstationWork {
  const held = inHandOf(state);
  return held.find(({ callId }) => callId === chosen) ?? held[0] ?? offerOf(state) ?? IDLE;
}

/** What the list says of a conversation's texts. */
export interface TextSummary {
  unread: number;
  /** Since when the customer waits for an answer; null while they do not. */
  waitingSince: number | null;
  last: string | null;
}

/** The first text of the customer's after the last that answered them tells since when they wait: a word to the agent alone does not. */
export function summaryOf(log: TextLog): TextSummary {
  const answered = log.texts.findLastIndex(({ from, to }) => from !== 'caller' && to === undefined);
  const waiting = log.texts.slice(answered + 1).find(({ from }) => from === 'caller');
  return { unread: unread(log), waitingSince: waiting?.at ?? null, last: log.texts.at(-1)?.text ?? null };
}

/** Whether the customer would like to talk. */
export const wishesToTalk = (work: InHand): boolean =>
  work.kind === 'call' && work.phase.kind === 'connected' && work.phase.talkProposedAt !== undefined;

/** Who has waited longest for an answer; null when nobody waits. */
export function longestWaiting(held: readonly InHand[], summaries: ReadonlyMap<string, TextSummary>): string | null {
  let longest: { callId: string; since: number } | null = null;
  for (const { kind, callId } of held) {
    const since = summaries.get(callId)?.waitingSince ?? null;
    if (kind === 'call' && since !== null && (longest === null || since < longest.since)) longest = { callId, since };
  }
  return longest?.callId ?? null;
}

/** Where "next conversation" goes: to who waits longest, unless that is the one in sight, else to the next in the list. */
export function nextConversation(
  held: readonly InHand[],
  shown: string | null,
  summaries: ReadonlyMap<string, TextSummary>,
): string | null {
  const others = held.filter(({ callId }) => callId !== shown);
  const waiting = longestWaiting(others, summaries);
  if (waiting !== null) return waiting;
  const at = held.findIndex(({ callId }) => callId === shown);
  return held[(at + 1) % Math.max(1, held.length)]?.callId ?? null;
}
