'use client';

import { useTranslations } from 'use-intl/react';
import { SCORES } from '../../../server/protocol/rating-words.ts';
import { Field } from '../../components/ui/field.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import type { RatingFilter } from './rating-filter.ts';
import { useChoices } from './use-ratings.ts';

const ALL = '*';

interface RatingFiltersProps {
  filter: RatingFilter;
  onChange: (part: Partial<RatingFilter>) => void;
}

export function RatingFilters({ filter, onChange }: RatingFiltersProps) {
  const t = useTranslations('ratings.filters');
  const { queues, agents } = useChoices();
  const chosen = (value: string) => (value === ALL ? '' : value);
  const named = (all: string, list: readonly { id: string; name: string }[]) => [
    { value: ALL, label: all },
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <search className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] items-end gap-3">
      <Field label={t('score')}>
        <Select
          value={filter.atMost || ALL}
          onChange={(value) => onChange({ atMost: chosen(value) as RatingFilter['atMost'] })}
          options={[
            { value: ALL, label: t('any-score') },
            ...SCORES.slice(0, -1).map((score) => ({ value: `${score}`, label: t('at-most', { score }) })),
          ]}
        />
      </Field>
      <Field label={t('queue')}>
        <Select
          value={filter.queue || ALL}
          onChange={(value) => onChange({ queue: chosen(value) })}
          options={named(t('all-queues'), queues)}
        />
      </Field>
      <Field label={t('agent')}>
        <Select
          value={filter.agent || ALL}
          onChange={(value) => onChange({ agent: chosen(value) })}
          options={named(t('all-agents'), agents)}
        />
      </Field>
      <Switch label={t('comments')} checked={filter.commented} onChange={(commented) => onChange({ commented })} />
    </search>
  );
}
