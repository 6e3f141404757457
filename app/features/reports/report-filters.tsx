'use client';

import { useTranslations } from 'use-intl/react';
import { REPORT_CHANNELS } from '../../../server/protocol/report-words.ts';
import type { ReportChoices, ReportQuery } from '../../../server/protocol/reports.ts';
import { Field } from '../../components/ui/field.tsx';
import { Select } from '../../components/ui/select.tsx';

const ALL = '*';
const FILTERS = [
  { dimension: 'queue', list: 'queues' },
  { dimension: 'center', list: 'centers' },
  { dimension: 'agent', list: 'agents' },
  { dimension: 'disposition', list: 'dispositions' },
] as const;

interface ReportFiltersProps {
  query: ReportQuery;
  choices: ReportChoices | null;
  onChange: (change: Partial<ReportQuery>) => void;
}

export function ReportFilters({ query, choices, onChange }: ReportFiltersProps) {
  const t = useTranslations('reports');
  const known = {
    queue: choices?.queues ?? [],
    center: choices?.centers ?? [],
    // Agents of the center that is chosen.
    agent: choices?.agents.filter(({ centerId }) => query.centers.length === 0 || query.centers.includes(centerId)) ?? [],
    disposition: choices?.dispositions.map((name) => ({ id: name, name })) ?? [],
  };
  const filters = FILTERS.map(({ dimension, list }) => {
    const chosen = query[list];
    const value = chosen.length === 0 ? ALL : chosen.join('\n');
    const options = known[dimension].map(({ id, name }) => ({ value: id, label: name }));
    // A link may name several, or what is gone by now: it stays to be seen and to be changed.
    const nameOf = (id: string) => known[dimension].find((one) => one.id === id)?.name ?? t('filters.gone', { name: id });
    const linked =
      value === ALL || options.some((option) => option.value === value) ? [] : [{ value, label: chosen.map(nameOf).join(', ') }];
    return (
      <Field key={dimension} label={t(`filters.${dimension}`)} className="w-44">
        <Select
          value={value}
          onChange={(next) => onChange({ [list]: next === ALL ? [] : next.split('\n') })}
          options={[{ value: ALL, label: t(`filters.all-${dimension}`) }, ...linked, ...options]}
        />
      </Field>
    );
  });
  return (
    <>
      <Field label={t('filters.channel')} className="w-60">
        <Select
          value={query.channel}
          onChange={(value) => onChange({ channel: REPORT_CHANNELS.find((one) => one === value) ?? query.channel })}
          options={REPORT_CHANNELS.map((one) => ({ value: one, label: t(`channels.${one}`) }))}
        />
      </Field>
      {filters}
    </>
  );
}
