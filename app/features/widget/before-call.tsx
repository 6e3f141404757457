import { Clock, MessageSquare, PhoneIncoming } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { StartCall, TopicOutlook } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { momentIn, outlookWords } from './outlook.ts';

export type LeaveWord = NonNullable<StartCall['instead']>;

/** What a caller would meet: open or when, and how long it takes. Its line is there from the beginning, so that nothing jumps. */
export function OutlookLine({ outlook }: { outlook: TopicOutlook | null }) {
  const say = useWords();
  const tag = LOCALE_TAGS[useLanguage().locale];
  return (
    <p className="flex min-h-6 items-start gap-2 text-sm" aria-live="polite">
      {outlook !== null && (
        <>
          <Clock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span>{say(outlookWords(outlook, (at) => momentIn(tag, at, Date.now())))}</span>
        </>
      )}
    </p>
  );
}

interface WordButtonsProps {
  outlook: TopicOutlook | null;
  onLeaveWord: (instead: LeaveWord) => void;
}

/** For whoever can't talk now: a message, and a callback where the queue offers one. */
export function WordButtons({ outlook, onLeaveWord }: WordButtonsProps) {
  const t = useTranslations('widget-waiting.ways');
  return (
    <>
      <Button size="lg" onClick={() => onLeaveWord('leave-message')}>
        <MessageSquare aria-hidden />
        {t('message')}
      </Button>
      {outlook?.callsBack && (
        <Button size="lg" onClick={() => onLeaveWord('callback')}>
          <PhoneIncoming aria-hidden />
          {t('callback')}
        </Button>
      )}
    </>
  );
}
