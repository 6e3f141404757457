import { useTranslations } from 'use-intl/react';
import { Panel } from '../../components/ui/panel.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { Made } from './forecast-view.ts';
import { noonOf } from './local-date.ts';

/** What the forecast rests on, and how far off it has been. */
export function ForecastNotes({ forecast: { history, error, date } }: { forecast: Made }) {
  const t = useTranslations('planning.note');
  const { day, percent, number, list } = useFormats();
  const now = noonOf(date);
  const named = (one: string) => day(noonOf(one), now);
  const left = history.leftOut.map((one) =>
    t('left-out-day', { day: named(one.date), calls: number(one.calls), usual: number(Math.round(one.usual)) }),
  );
  return (
    <Panel title={t('title')}>
      <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5 text-sm">
        <li>
          {error === null
            ? t('no-error')
            : t('error', {
                weeks: error.weeks,
                interval: percent(error.byInterval),
                chance: percent(error.chance),
                last: percent(error.lastWeek),
                day: percent(error.byDay),
              })}
        </li>
        <li>{t('history', { days: history.days, from: named(history.from), to: named(history.to) })}</li>
        {left.length > 0 && <li>{t('left-out', { list: list(left) })}</li>}
        <li>{t('method')}</li>
        <li>{t('pool')}</li>
        <li>{t('erlang')}</li>
      </ul>
    </Panel>
  );
}
