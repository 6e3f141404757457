'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { later } from '../../lib/later.tsx';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { NewTexts } from '../texts/news.tsx';
import { TextComposer } from '../texts/text-composer.tsx';
import { useTextLog } from '../texts/use-text-log.ts';
import { useKeysOf, useShortcut } from './shortcuts/use-shortcut.tsx';

// Apart from the page's first load: it brings what finds links.
const TextList = later(
  () => import('../texts/text-list.tsx').then((module) => module.TextList),
  () => <Skeleton className="h-60" />,
);

const OPEN_KEY = 'tandem.texts.open';

interface TextsPanelProps {
  chat: TextChat;
  /** In the wrap-up they are only read. */
  talking: boolean;
}

/** Messages with the caller and the others in the call. In the wrap-up they are there to be read, if there are any. */
export function TextsPanel({ chat, talking }: TextsPanelProps) {
  const t = useTranslations('texts');
  const log = useTextLog(chat);
  const [open, setOpen] = useOpen();
  // Ahead of need: it may be opened while the network is out.
  useEffect(TextList.fetch, []);
  const bodyId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const keys = useKeysOf('message');
  useShortcut(
    'message',
    () => {
      setOpen(true);
      requestAnimationFrame(() => field.current?.focus());
    },
    talking,
  );
  if (!talking && log.texts.length === 0) return null;
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={t('title')} className="mt-4 rounded-lg border border-line bg-surface">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
          className="flex h-11 w-full items-center gap-2 rounded-lg px-4 font-semibold text-base hover:bg-sunken"
        >
          <Mark aria-hidden className="size-4 text-muted" />
          {t('title')}
          {!open && <NewTexts log={log} />}
        </button>
      </h2>
      <div id={bodyId} hidden={!open} className="grid gap-3 px-4 pb-4">
        {open && (
          <>
            <TextList chat={chat} log={log} empty={t('emptyForAgent')} className="h-60" />

            {talking && <TextComposer onSend={(text) => chat.send(text)} field={field} keys={keys.aria} />}
          </>
        )}
      </div>
    </section>
  );
}

/** Open or closed as the agent left it, also in the next call. */
function useOpen() {
  const [open, setOpen] = useState(() => {
    try {
      return localStorage.getItem(OPEN_KEY) === 'yes';
    } catch {
      return false;
    }
  });
  return [
    open,
    (next: boolean) => {
      setOpen(next);
      try {
        localStorage.setItem(OPEN_KEY, next ? 'yes' : 'no');
      } catch {
        // Closed to us: it begins closed with the next call.
      }
    },
  ] as const;
}
