'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ListeningSession } from '../../../server/protocol/supervise.ts';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { later } from '../../lib/later.tsx';
import { TextChat } from '../../lib/texts/text-chat.ts';
import { NewTexts } from '../texts/news.tsx';
import { keepReadUpTo, readUpTo } from '../texts/read-up-to.ts';
import { TextComposer } from '../texts/text-composer.tsx';
import { useTextLog } from '../texts/use-text-log.ts';
import { listening } from './listening.ts';

const TextList = later(
  () => import('../texts/text-list.tsx').then((module) => module.TextList),
  () => <Skeleton className="h-40" />,
);

interface CallerTextsProps {
  session: ListeningSession;
  online: boolean;
}

/** Messages with a caller who was taken over; those of before, too. */
export function CallerTexts({ session, online }: CallerTextsProps) {
  const t = useTranslations('texts');
  const own = useTranslations('supervisor.listening');
  const chat = useSessionChat(session, online);
  const log = useTextLog(chat);
  const [open, setOpen] = useState(false);
  const bodyId = useId();
  // Ahead of need: it may be opened while the network is out.
  useEffect(TextList.fetch, []);
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={own('messages-with', { caller: session.callerName })} className="rounded-lg border border-line bg-surface">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
          className="flex h-9 w-full items-center gap-2 rounded-lg px-4 font-semibold hover:bg-sunken"
        >
          <Mark aria-hidden className="size-4 text-muted" />
          {t('title')}
          {!open && <NewTexts log={log} />}
        </button>
      </h2>
      <div id={bodyId} hidden={!open} className="grid gap-3 px-4 pb-4">
        {open && chat !== null && (
          <>
            <TextList chat={chat} log={log} empty={t('emptyForAgent')} className="h-40" />
            <TextComposer onSend={(text) => chat.send(text)} />
          </>
        )}
      </div>
    </section>
  );
}

/** All that is written in the conversation of a session. Who has the caller writes as their agent does. */
export function useSessionChat({ id, conversationId, agentParty, takenOver }: ListeningSession, online: boolean): TextChat | null {
  const [chat, setChat] = useState<TextChat | null>(null);
  const you = takenOver ? agentParty : `supervisor-${id}`;
  useEffect(() => {
    const opened = new TextChat({
      you,
      wire: { say: listening.say, textsAfter: listening.textsAfter },
      readUpTo: readUpTo(conversationId),
      keepReadUpTo: (seq) => keepReadUpTo(conversationId, seq),
    });
    setChat(opened);
    const stop = listening.onTexts((of, texts) => of === conversationId && opened.hear(texts));
    return () => {
      stop();
      opened.close();
    };
  }, [conversationId, you]);
  useEffect(() => {
    if (online) chat?.online();
  }, [chat, online]);
  return chat;
}
