import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { TextChat } from '../../../lib/texts/text-chat.ts';
import { keepReadUpTo, readUpTo } from '../../texts/read-up-to.ts';
import type { WorkstationConnection } from '../connection.ts';
import { type InHand, summaryOf, type TextSummary } from './conversations-view.ts';

export type Chats = ReadonlyMap<string, TextChat>;

/** The texts of all that is in hand, by call; they can still be read in its wrap-up. */
export function useChats(held: readonly InHand[], connection: WorkstationConnection | null, ready: boolean): Chats {
  const [chats, setChats] = useState<Chats>(new Map());
  const opened = useRef(new Map<string, { chat: TextChat; conversationId: string }>());
  const key = JSON.stringify(held.map(({ callId, conversationId, token }) => [callId, conversationId, token]));
  useEffect(() => {
    if (connection === null) return;
    const known = opened.current;
    const wanted = JSON.parse(key) as [callId: string, conversationId: string, token: number][];
    for (const [callId, { chat }] of known) {
      if (wanted.some(([one]) => one === callId)) continue;
      chat.close();
      known.delete(callId);
    }
    for (const [callId, conversationId, token] of wanted)
      if (!known.has(callId)) known.set(callId, { chat: openChat(connection, callId, conversationId, token), conversationId });
    setChats(new Map([...known].map(([callId, { chat }]) => [callId, chat])));
  }, [key, connection]);
  useEffect(() => {
    if (connection === null) return;
    return connection.onTexts(({ callId: of, texts }) => {
      for (const { chat, conversationId } of opened.current.values()) if (conversationId === of) chat.hear(texts);
    });
  }, [connection]);
  useEffect(() => {
    if (ready) for (const chat of chats.values()) chat.online();
  }, [chats, ready]);
  useEffect(
    () => () => {
      for (const { chat } of opened.current.values()) chat.close();
      opened.current.clear();
    },
    [],
  );
  return chats;
}

function openChat(connection: WorkstationConnection, callId: string, conversationId: string, token: number): TextChat {
  return new TextChat({
    you: `agent-${token}`,
    wire: {
      say: (message) => connection.say(callId, message),
      textsAfter: (after) => connection.textsAfter(callId, after),
    },
    readUpTo: readUpTo(conversationId),
    keepReadUpTo: (seq) => keepReadUpTo(conversationId, seq),
  });
}

/** What the list says of each, as it changes. */
export function useSummaries(chats: Chats): ReadonlyMap<string, TextSummary> {
  const [changes, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const stops = [...chats.values()].map((chat) => chat.subscribe(changed));
    return () => {
      for (const stop of stops) stop();
    };
  }, [chats]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chats change in themselves
  return useMemo(() => new Map([...chats].map(([callId, chat]) => [callId, summaryOf(chat.get())])), [chats, changes]);
}
