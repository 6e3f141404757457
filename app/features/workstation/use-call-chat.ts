import { useEffect, useState } from 'react';
import { TextChat } from '../../lib/texts/text-chat.ts';
import { keepReadUpTo, readUpTo } from '../texts/read-up-to.ts';
import type { WorkstationConnection } from './connection.ts';
import type { Work } from './view-model.ts';

/** The texts of the call in hand, which can still be read in its wrap-up. null for a moment, until they are opened. */
export function useCallChat({ callId, conversationId, token }: Work<'call' | 'wrapup'>, connection: WorkstationConnection, ready: boolean) {
  const [chat, setChat] = useState<TextChat | null>(null);
  useEffect(() => {
    const opened = new TextChat({
      you: `agent-${token}`,
      wire: {
        say: (message) => connection.say(callId, message),
        textsAfter: (after) => connection.textsAfter(callId, after),
      },
      readUpTo: readUpTo(conversationId),
      keepReadUpTo: (seq) => keepReadUpTo(conversationId, seq),
    });
    setChat(opened);
    const stop = connection.onTexts(({ callId: of, texts }) => of === conversationId && opened.hear(texts));
    return () => {
      stop();
      opened.close();
    };
  }, [callId, conversationId, token, connection]);
  useEffect(() => {
    if (ready) chat?.online();
  }, [chat, ready]);
  return chat;
}
