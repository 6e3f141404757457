'use client';

import { useTranslations } from 'use-intl/react';
import { IntervalChart } from '../../components/charts/interval-chart.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { ForecastNotes } from './forecast-notes.tsx';
import { ForecastTable } from './forecast-table.tsx';
import { apart, busySlots, clock, type Made, type Model, needOf, totalsOf } from './forecast-view.ts';
import { PlanFigure } from './plan-figure.tsx';

/** A day's forecast: in a few figures, on two charts, and interval by interval. */
export function ForecastResult({ forecast, model }: { forecast: Made; model: Model }) {
  const t = useTranslations('planning');
  const { number, duration } = useFormats();
  const totals = totalsOf(forecast, model);
  const slots = busySlots(forecast.slots);
  const times = slots.map(({ minute }) => clock(minute));
  const several = forecast.centers.length > 1;
  const whole = (value: number) => number(Math.round(value));
  const seconds = (value: number | null) => (value === null ? '–' : duration(value * 1000));
  const short = (value: number) => number(Number(value.toPrecision(3)));
  const separate = several
    ? [{ key: 'apart', name: t('chart.apart'), look: 'other' as const, values: slots.map((slot) => apart(slot, model)) }]
    : [];
  return (
    <>
      <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] lg:grid-cols-5 max-lg:[&>:last-child]:col-span-2">
        <PlanFigure
          name={t('figures.calls')}
          value={whole(totals.calls)}
          note={t('figures.range', { low: whole(totals.low), high: whole(totals.high) })}
        />
        <PlanFigure name={t('figures.aht')} value={seconds(forecast.ahtSeconds)} note={t('figures.aht-hint')} />
        <PlanFigure
          name={t('figures.patience')}
          value={seconds(forecast.patienceSeconds)}
          note={t(forecast.patienceSeconds === null ? 'figures.patience-none' : 'figures.patience-hint')}
        />
        <PlanFigure
          name={t('figures.peak')}
          value={whole(totals.peak)}
          note={several && totals.peakApart !== null ? t('figures.peak-hint', { count: totals.peakApart }) : t('figures.peak-pool')}
        />
        <PlanFigure name={t('figures.hours')} value={number(totals.paidHours, 1)} note={t('figures.hours-hint')} />
      </dl>
      {slots.length === 0 ? (
        <EmptyState title={t('table.quiet')} />
      ) : (
        <>
          <Panel title={t('chart.calls')}>
            <IntervalChart
              label={t('chart.calls-label', { calls: whole(totals.calls), peak: clock(totals.busiest) })}
              times={times}
              lines={[{ key: 'calls', name: t('chart.forecast'), look: 'main', values: slots.map(({ pooled }) => pooled.calls) }]}
              band={{ name: t('chart.band'), low: slots.map(({ low }) => low), high: slots.map(({ high }) => high) }}
              format={short}
            />
          </Panel>
          <Panel title={t('chart.agents')}>
            <IntervalChart
              label={t('chart.agents-label', { count: totals.peak })}
              times={times}
              lines={[
                {
                  key: 'pooled',
                  name: t('chart.pooled'),
                  look: 'main',
                  values: slots.map((slot) => needOf(slot.pooled, model)?.agents ?? null),
                },
                ...separate,
              ]}
              format={short}
            />
          </Panel>
          <ForecastTable forecast={forecast} slots={slots} model={model} />
        </>
      )}
      <ForecastNotes forecast={forecast} />
    </>
  );
}
