import { useEffect, useState } from 'react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { TextChat } from '../../lib/texts/text-chat.ts';
import { keepReadUpTo, readUpTo } from '../texts/read-up-to.ts';
import type { WorkstationConnection } from './connection.ts';

/** The texts of the call in hand, which can still be read in its wrap-up. null without a call, and until they are opened. */
export function useCallChat(work: WorkstationWork, connection: WorkstationConnection | null, ready: boolean): TextChat | null {
  const [opened, setOpened] = useState<{ callId: string; chat: TextChat } | null>(null);
  const held = work.kind === 'call' || work.kind === 'wrapup' ? work : null;
  const callId = held?.callId ?? null;
  const conversationId = held?.conversationId ?? null;
  const token = held?.token ?? null;
  useEffect(() => {
    if (callId === null || conversationId === null || token === null || connection === null) return;
    const chat = new TextChat({
      you: `agent-${token}`,
      wire: {
        say: (message) => connection.say(callId, message),
        textsAfter: (after) => connection.textsAfter(callId, after),
      },
      readUpTo: readUpTo(conversationId),
      keepReadUpTo: (seq) => keepReadUpTo(conversationId, seq),
    });
    setOpened({ callId, chat });
    const stop = connection.onTexts(({ callId: of, texts }) => of === conversationId && chat.hear(texts));
    return () => {
      stop();
      chat.close();
    };
  }, [callId, conversationId, token, connection]);
  // That of another call is there for a moment more, until the new one's is.
  const chat = opened !== null && opened.callId === callId ? opened.chat : null;
  useEffect(() => {
    if (ready) chat?.online();
  }, [chat, ready]);
  return chat;
}
