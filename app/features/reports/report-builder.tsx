'use client';

import { ListChecks } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { DIMENSIONS, type Dimension, INTERVALS, MEASURES, PRESETS } from '../../../server/protocol/report-words.ts';
import type { ReportChoices, ReportQuery } from '../../../server/protocol/reports.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../components/ui/popover.tsx';
import { Select } from '../../components/ui/select.tsx';
import { WireFailure } from '../../lib/failure.ts';
import { toggled } from './report-draft.ts';
import { ReportFilters } from './report-filters.tsx';

const NONE = '*';

interface ReportBuilderProps {
  query: ReportQuery;
  choices: ReportChoices | null;
  /** Why there is no report, when something that is chosen here is at fault. */
  refused: unknown;
  onChange: (change: Partial<ReportQuery>) => void;
}

/** What is asked: when, by what, of whom. Each change is asked at once. */
export function ReportBuilder({ query, choices, refused, onChange }: ReportBuilderProps) {
  const t = useTranslations('reports');
  const { period, interval, by, zone } = query;
  const atFault = (field: string) => refused instanceof WireFailure && refused.field === field;
  const [first, second] = by;
  const grouped = (choice: Dimension | null, and: Dimension | null) => {
    const chosen = [choice, and].filter((one, index, all): one is Dimension => one !== null && all.indexOf(one) === index);
    // Of one channel there would be one group.
    onChange({ by: chosen, ...(chosen.includes('channel') && !by.includes('channel') && { channel: 'both' }) });
  };
  const dimensions = (without?: Dimension) => [
    { value: NONE, label: t('nothing-to-group') },
    ...DIMENSIONS.filter((one) => one !== without).map((one) => ({ value: one, label: t(`dimensions.${one}`) })),
  ];
  const zones = [...new Set([zone, ...(choices?.zones ?? []), 'UTC'])];

  return (
    <Panel aria-label={t('title')}>
      <div className="flex flex-wrap items-start gap-3">
        <Field label={t('period')} className="w-44">
          <Select
            value={'preset' in period ? period.preset : 'custom'}
            onChange={(value) => {
              const preset = PRESETS.find((one) => one === value);
              onChange({ period: preset ? { preset } : customFrom(query) });
            }}
            options={[...PRESETS, 'custom' as const].map((one) => ({ value: one, label: t(`presets.${one}`) }))}
          />
        </Field>
        {'from' in period && (
          <>
            <Field label={t('from')} className="w-40">
              <Input
                type="date"
                value={period.from}
                required
                onChange={({ target }) => target.value !== '' && onChange({ period: { ...period, from: target.value } })}
              />
            </Field>
            <Field label={t('to')} className="w-40">
              <Input
                type="date"
                value={period.to}
                required
                aria-invalid={atFault('to') || undefined}
                onChange={({ target }) => target.value !== '' && onChange({ period: { ...period, to: target.value } })}
              />
            </Field>
          </>
        )}
        <Field label={t('zone')} className="w-48">
          <Select value={zone} onChange={(value) => onChange({ zone: value })} options={zones.map((one) => ({ value: one, label: one }))} />
        </Field>
        <Field label={t('interval')} className="w-40">
          <Select
            value={interval}
            onChange={(value) => onChange({ interval: INTERVALS.find((one) => one === value) ?? interval })}
            options={INTERVALS.map((one) => ({ value: one, label: t(`intervals.${one}`) }))}
          />
        </Field>
        <Field label={t('by')} className="w-40">
          <Select
            value={first ?? NONE}
            onChange={(value) => grouped(DIMENSIONS.find((one) => one === value) ?? null, second ?? null)}
            options={dimensions()}
          />
        </Field>
        {first !== undefined && (
          <Field label={t('then-by')} className="w-40">
            <Select
              value={second ?? NONE}
              onChange={(value) => grouped(first, DIMENSIONS.find((one) => one === value) ?? null)}
              options={dimensions(first)}
            />
          </Field>
        )}
        <ReportFilters query={query} choices={choices} onChange={onChange} />
        <Popover>
          <PopoverTrigger asChild>
            <Button className="mt-6">
              <ListChecks aria-hidden />
              {t('figure-count', { count: query.measures.length })}
            </Button>
          </PopoverTrigger>
          <PopoverContent aria-label={t('show')} className="max-h-[70dvh] overflow-y-auto">
            <fieldset className="flex flex-col gap-1">
              <legend className="pb-2 font-medium text-sm">{t('show')}</legend>
              {MEASURES.map((measure) => {
                const chosen = query.measures.includes(measure);
                return (
                  <label key={measure} className="flex min-h-7 cursor-pointer items-center gap-2 text-sm">
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      checked={chosen}
                      // A report without figures is none.
                      disabled={chosen && query.measures.length === 1}
                      onChange={() => onChange({ measures: toggled(MEASURES, query.measures, measure) })}
                    />
                    {t(`measures.${measure}`)}
                  </label>
                );
              })}
            </fieldset>
          </PopoverContent>
        </Popover>
      </div>
    </Panel>
  );
}

/** From a preset, today is a day to begin with. */
function customFrom({ period, zone }: ReportQuery): ReportQuery['period'] {
  if ('from' in period) return period;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
  return { from: today, to: today };
}
