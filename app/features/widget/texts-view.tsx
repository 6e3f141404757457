'use client';

import { ChevronDown, ChevronRight, MessageSquareText } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { NewTexts } from '../texts/news.tsx';
import { TextComposer } from '../texts/text-composer.tsx';
import { TextList } from '../texts/text-list.tsx';
import { useTextLog } from '../texts/use-text-log.ts';

/** What caller and agents write to each other, behind one button until it is wanted. */
export function TextsView({ chat, waiting }: { chat: TextChat; waiting: boolean }) {
  const t = useTranslations('texts');
  const log = useTextLog(chat);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const bodyId = useId();
  const toggle = () => {
    setOpen(!open);
    if (!open) requestAnimationFrame(() => field.current?.focus());
  };
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={t('title')} className="grid gap-3 border-line border-t pt-3">
      <Button variant="quiet" aria-expanded={open} aria-controls={bodyId} onClick={toggle} className="justify-start px-0">
        <MessageSquareText aria-hidden />
        {t('title')}
        {!open && <NewTexts log={log} />}
        <Mark aria-hidden className="ml-auto text-muted" />
      </Button>
      <div id={bodyId} hidden={!open} className="grid gap-3">
        {open && (
          <>
            <TextList chat={chat} log={log} empty={t(waiting ? 'emptyWhileWaiting' : 'emptyForCaller')} className="h-52" />
            <TextComposer onSend={(text) => chat.send(text)} field={field} />
          </>
        )}
      </div>
    </section>
  );
}
