'use client';

import { useTranslations } from 'use-intl/react';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { TextsToday } from './board-view.ts';

/** Text conversations of the day in one line: no figure above has them in it. */
export function TextsLine({ texts }: { texts: TextsToday }) {
  const t = useTranslations('board.texts');
  const { percent, durationOr } = useFormats();
  const figures = [
    { id: 'offered', value: texts.offered },
    { id: 'answered', value: texts.answered },
    { id: 'level', value: percent(texts.serviceLevel) },
    { id: 'abandoned', value: texts.abandoned },
    { id: 'asa', value: durationOr(texts.asaMs) },
    { id: 'aht', value: durationOr(texts.ahtMs) },
  ] as const;
  return (
    <section aria-label={t('title')} title={t('how')} className="-mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      <h2 className="font-medium">{t('title')}</h2>
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        {figures.map(({ id, value }) => (
          <div key={id} className="flex gap-1">
            <dt className="text-muted">{t(id)}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
