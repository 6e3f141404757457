'use client';

import { CalendarClock } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { BookedCallbacks } from '../../../server/protocol/callbacks.ts';
import { Badge, type Tone } from '../../components/ui/badge.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { CallerName } from '../callers/caller-name.tsx';
import { usePolled } from './use-polled.ts';

const EVERY_MS = 10_000;
const TONES: Record<BookedCallbacks['callbacks'][number]['state'], Tone> = {
  booked: 'accent',
  due: 'on-call',
  met: 'available',
  missed: 'missed',
  left: 'missed',
  'turned-away': 'missed',
  canceled: 'offline',
};

/** Calls that are booked, and what became of those of the last hours. */
export function CallbacksPanel() {
  const t = useTranslations('board-callbacks');
  const errorWords = useErrorWords();
  const formats = useFormats();
  const { polled, reload } = usePolled('/api/callbacks', BookedCallbacks, { everyMs: EVERY_MS });
  const list = polled.kind === 'loaded' ? polled.data.callbacks : [];
  const missed = list.filter(({ state }) => state === 'missed').length;
  return (
    <Panel
      title={t('title')}
      aria-label={t('title')}
      action={
        polled.kind === 'loaded' && (
          <span className="figures text-muted text-sm">
            {t('counts', { booked: list.filter(({ state }) => state === 'booked').length, missed })}
          </span>
        )
      }
      flush
    >
      {polled.kind === 'failed' && <ErrorState title={t('failed')} message={errorWords(polled.error)} onRetry={reload} />}
      {polled.kind === 'loaded' && list.length === 0 && (
        <EmptyState icon={CalendarClock} title={t('none')}>
          {t('none-hint')}
        </EmptyState>
      )}
      {polled.kind === 'loaded' && list.length > 0 && (
        // Longer than the panel, it scrolls: by the keyboard, too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls.
        <ul tabIndex={0} aria-label={t('title')} className="mt-2 max-h-80 overflow-y-auto">
          {list.map(({ id, name, verified, queueName, slotAt, state }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2.5">
              <span className="figures w-32 shrink-0">{formats.moment(slotAt, polled.data.now)}</span>
              <span className="min-w-40 flex-1">
                <CallerName name={name} verified={verified} className="font-medium text-ink" />{' '}
                <span className="text-muted text-sm">{queueName}</span>
              </span>
              <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
