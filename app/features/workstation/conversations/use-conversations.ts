import { useEffect, useRef, useState } from 'react';
import type { WorkstationState, WorkstationWork } from '../../../../server/protocol/workstation.ts';
import type { TextChat } from '../../../lib/texts/text-chat.ts';
import type { WorkstationConnection } from '../connection.ts';
import { chime } from '../ring.ts';
import { sound } from '../sound/sound.ts';
import type { Work } from '../view-model.ts';
import { type InHand, inHandOf, nextConversation, offerOf, shownOf, type TextSummary, wishesToTalk } from './conversations-view.ts';
import { useChats, useSummaries } from './use-chats.ts';

export interface Conversations {
  held: InHand[];
  /** What is in the middle. */
  shown: WorkstationWork;
  offer: Work<'offer'> | null;
  /** The texts of what is in the middle. */
  chat: TextChat | null;
  summaries: ReadonlyMap<string, TextSummary>;
  /** Messages that have not been in sight: of all that is in hand, and of text conversations alone. */
  unread: number;
  unreadByText: number;
  choose: (callId: string) => void;
  next: () => void;
}

/** All that the agent has in hand, and which of it is in sight. What they have just accepted comes into sight by itself. */
export function useConversations(state: WorkstationState | null, connection: WorkstationConnection | null, ready: boolean): Conversations {
  const [chosen, choose] = useState<string | null>(null);
  const held = inHandOf(state);
  const chats = useChats(held, connection, ready);
  const summaries = useSummaries(chats);
  const shown = shownOf(state, chosen);
  const shownId = shown.kind === 'call' || shown.kind === 'wrapup' ? shown.callId : null;
  useAccepted(state === null ? null : held.map(({ callId }) => callId), choose);
  const unreadIn = (works: readonly InHand[]) => works.reduce((sum, { callId }) => sum + (summaries.get(callId)?.unread ?? 0), 0);
  const unreadByText = unreadIn(held.filter(({ channel }) => channel === 'text'));
  useChime(unreadByText + held.filter(wishesToTalk).length);
  return {
    ...{ held, shown, summaries, unreadByText, choose },
    unread: unreadIn(held),
    offer: offerOf(state),
    chat: shownId === null ? null : (chats.get(shownId) ?? null),
    next: () => {
      const callId = nextConversation(held, shownId, summaries);
      if (callId !== null) choose(callId);
    },
  };
}

function useAccepted(callIds: string[] | null, choose: (callId: string) => void): void {
  const before = useRef<ReadonlySet<string> | null>(null);
  const key = callIds?.join(' ') ?? null;
  useEffect(() => {
    if (key === null) return;
    const now = key === '' ? [] : key.split(' ');
    const known = before.current;
    before.current = new Set(now);
    const fresh = known === null ? undefined : now.find((callId) => !known.has(callId));
    if (fresh !== undefined) choose(fresh);
  }, [key, choose]);
}

/** Two soft notes for what was written where the agent does not look, and for who would like to talk. What is in sight has been read before they could sound. */
function useChime(unread: number): void {
  const before = useRef(0);
  useEffect(() => {
    const more = unread > before.current;
    before.current = unread;
    if (!more) return;
    const timer = setTimeout(() => chime(sound.deviceId('ringer') ?? ''), 300);
    return () => clearTimeout(timer);
  }, [unread]);
}
