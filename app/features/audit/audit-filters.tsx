'use client';

import { useTranslations } from 'use-intl/react';
import { AUDIT_ACTIONS, type AuditAction } from '../../../server/protocol/audit.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import type { AuditFilter } from './audit-filter.ts';

const ALL = '*';

interface AuditFiltersProps {
  filter: AuditFilter;
  centers: readonly { id: string; name: string }[];
  onChange: (part: Partial<AuditFilter>) => void;
}

export function AuditFilters({ filter, centers, onChange }: AuditFiltersProps) {
  const t = useTranslations('audit');
  const all = (label: string) => ({ value: ALL, label });
  const chosen = (value: string) => (value === ALL ? '' : value);
  return (
    <search className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
      <Field label={t('columns.person')}>
        <Input type="search" maxLength={120} value={filter.actor} onChange={(event) => onChange({ actor: event.target.value })} />
      </Field>
      <Field label={t('columns.action')}>
        <Select
          value={filter.action || ALL}
          onChange={(value) => onChange({ action: chosen(value) as AuditAction | '' })}
          options={[all(t('all-actions')), ...AUDIT_ACTIONS.map((action) => ({ value: action, label: t(`actions.${action}`) }))]}
        />
      </Field>
      <Field label={t('columns.subject')}>
        <Input type="search" maxLength={120} value={filter.subject} onChange={(event) => onChange({ subject: event.target.value })} />
      </Field>
      <Field label={t('columns.center')}>
        <Select
          value={filter.centerId || ALL}
          onChange={(value) => onChange({ centerId: chosen(value) })}
          options={[all(t('all-centers')), ...centers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Field>
      <Field label={t('columns.outcome')}>
        <Select
          value={filter.outcome || ALL}
          onChange={(value) => onChange({ outcome: chosen(value) as AuditFilter['outcome'] })}
          options={[all(t('all-outcomes')), ...(['done', 'refused'] as const).map((value) => ({ value, label: t(`outcomes.${value}`) }))]}
        />
      </Field>
      <Field label={t('from')}>
        <Input type="date" value={filter.from} onChange={(event) => onChange({ from: event.target.value })} />
      </Field>
      <Field label={t('until')}>
        <Input type="date" value={filter.until} onChange={(event) => onChange({ until: event.target.value })} />
      </Field>
    </search>
  );
}
