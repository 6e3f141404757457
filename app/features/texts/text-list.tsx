'use client';

import { ArrowDown, EyeOff } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { type Draft, isSupervisor, type TextLog } from '../../lib/texts/text-log.ts';
import { TextWords } from './text-words.tsx';
import { useRead } from './use-read.ts';

/** So near the end counts as being there, in pixels. */
const NEAR_END = 40;

interface TextListProps {
  chat: TextChat;
  log: TextLog;
  /** What stands there before anybody has written. */
  empty: string;
  className?: string;
}

/** What was written, oldest first. It follows new messages, unless somebody has scrolled back to read. */
export function TextList({ chat, log, empty, className }: TextListProps) {
  const t = useTranslations('texts');
  const list = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const count = log.texts.length + log.drafts.length;
  useRead(chat, list, log.texts.length);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message is followed, and what another width makes longer
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || !follows) return;
    toEnd();
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    return () => observer.disconnect();
  }, [count, follows]);
  const scrolled = () => {
    const element = list.current;
    if (element !== null) setFollows(element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END);
  };
  return (
    <div className={cn('relative flex min-h-0 flex-col', className)}>
      <div
        ref={list}
        role="log"
        aria-label={t('log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        tabIndex={0}
        onScroll={scrolled}
        className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto overscroll-contain rounded-md"
      >
        {count === 0 && <p className="m-auto max-w-[34ch] text-balance py-4 text-center text-muted text-sm">{empty}</p>}
        {log.texts.map(({ seq, from, to, name, text, at }, index) => (
          <Bubble
            key={seq}
            own={from === log.you}
            name={sameBefore(log, index) ? null : from === log.you ? t('you') : isSupervisor(from) ? t('supervisor', { name }) : name}
            note={to === undefined ? null : t(to === log.you ? 'onlyYou' : 'onlyAgent')}
            at={at}
            text={text}
          />
        ))}
        {log.drafts.map((draft) => (
          <DraftBubble key={draft.id} draft={draft} chat={chat} />
        ))}
      </div>
      {!follows && (
        <Button size="sm" onClick={toEnd} className="-translate-x-1/2 absolute bottom-2 left-1/2 shadow-raised">
          <ArrowDown aria-hidden />
          {t('toEnd')}
        </Button>
      )}
    </div>
  );
}

/** Whether the one before is of the same sender, for the same readers. */
function sameBefore({ texts }: TextLog, index: number): boolean {
  const [before, text] = [texts[index - 1], texts[index]];
  return before?.from === text?.from && before?.to === text?.to;
}

interface BubbleProps {
  own: boolean;
  /** Said over the first of several in a row. */
  name: string | null;
  /** Who alone reads it; null: all do. */
  note: string | null;
  at: number;
  text: string;
}

function Bubble({ own, name, note, at, text }: BubbleProps) {
  const formats = useFormats();
  return (
    <div className={cn('flex max-w-[85%] flex-col', own ? 'items-end self-end' : 'items-start self-start')}>
      {name !== null && <p className="mb-0.5 text-muted text-xs">{name}</p>}
      <div
        className={cn(
          'rounded-lg px-3 py-1.5',
          note === null ? (own ? 'bg-accent-soft' : 'bg-sunken') : 'border border-not-ready border-dashed bg-not-ready-soft',
        )}
      >
        {note !== null && (
          <p className="flex items-center gap-1 font-medium text-xs">
            <EyeOff aria-hidden className="size-3" />
            {note}
          </p>
        )}
        <TextWords text={text} />{' '}
        <time dateTime={new Date(at).toISOString()} className="figures inline-block text-2xs text-muted">
          {formats.time(at)}
        </time>
      </div>
    </div>
  );
}

function DraftBubble({ draft, chat }: { draft: Draft; chat: TextChat }) {
  const t = useTranslations('texts');
  const errorWords = useErrorWords();
  const { state } = draft;
  return (
    <div className="flex max-w-[85%] flex-col items-end self-end">
      <div className={cn('rounded-lg px-3 py-1.5', state.kind === 'failed' ? 'bg-missed-soft' : 'bg-accent-soft')}>
        <TextWords text={draft.text} />{' '}
        {state.kind === 'sending' && <span className="inline-block text-2xs text-muted">{t('sending')}</span>}
      </div>
      {state.kind === 'failed' && (
        <div className="mt-0.5 flex flex-wrap items-baseline justify-end gap-x-3 text-sm">
          <span className="text-missed">
            {t('notSent')} {errorWords(new WireFailure(state.failure))}
          </span>
          <Button variant="link" size="sm" onClick={() => chat.retry(draft.id)}>
            {t('retry')}
          </Button>
          <Button variant="link" size="sm" onClick={() => chat.discard(draft.id)}>
            {t('discard')}
          </Button>
        </div>
      )}
    </div>
  );
}
