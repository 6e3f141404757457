'use client';

import { useTranslations } from 'use-intl/react';
import { INTERVALS, type PlanningScope } from '../../../server/protocol/planning.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { ASKED_BY, type ForecastForm, type Made, type Model, type NumberField } from './forecast-view.ts';
import { noonOf } from './local-date.ts';

interface ForecastFieldsProps {
  scope: PlanningScope;
  form: ForecastForm;
  onForm: (form: ForecastForm) => void;
  model: Model;
  onModel: (model: Model) => void;
  /** That can be chosen, with their calls; none before the first forecast. */
  days: Made['days'];
  /** Which of them is shown. */
  date: string | null;
  errorOf: (field: NumberField) => string | undefined;
}

const ALL = 'all';

/** What the forecast is for, and what the staff must be enough for. */
export function ForecastFields({ scope, form, onForm, model, onModel, days, date, errorOf }: ForecastFieldsProps) {
  const t = useTranslations('planning.fields');
  const { longDay } = useFormats();
  const { now } = scope;
  const set = (change: Partial<ForecastForm>) => onForm({ ...form, ...change });
  const typed = (field: NumberField, label: string, hint?: string) => (
    <Field label={label} error={errorOf(field)} {...(hint === undefined ? {} : { hint })} className="w-36">
      <Input inputMode="decimal" value={form[field]} onChange={(event) => set({ [field]: event.target.value })} />
    </Field>
  );
  const targets = (['service-level', 'asa', 'occupancy'] as const).map((kind) => ({ value: kind, label: t(kind) }));
  const models = [
    { value: 'erlangC', label: t('erlang-c') },
    { value: 'erlangA', label: t('erlang-a') },
  ];
  return (
    <Panel>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <Field label={t('day')} className="w-72 max-sm:w-full">
          <Select
            value={date ?? undefined}
            onChange={(value) => set({ date: value })}
            disabled={days.length === 0}
            options={days.map((day) => ({
              value: day.date,
              label: t('day-with-calls', { day: longDay(noonOf(day.date), now), calls: t('calls', { count: Math.round(day.calls) }) }),
            }))}
          />
        </Field>
        {scope.centers.length > 1 && (
          <Field label={t('center')} className="w-40">
            <Select
              value={form.centerId}
              onChange={(centerId) => set({ centerId, date: null })}
              options={scope.centers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
        <Field label={t('queue')} className="w-48">
          <Select
            value={form.queueId ?? ALL}
            onChange={(value) => set({ queueId: value === ALL ? null : value })}
            options={[{ value: ALL, label: t('all-queues') }, ...scope.queues.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </Field>
        <Field label={t('interval')} className="w-28">
          <Select
            value={String(form.intervalMinutes)}
            onChange={(value) => set({ intervalMinutes: INTERVALS.find((minutes) => String(minutes) === value) ?? 30 })}
            options={INTERVALS.map((minutes) => ({ value: String(minutes), label: t('minutes', { count: minutes }) }))}
          />
        </Field>
        <Field label={t('target')} className="w-52">
          <Select
            value={form.target}
            onChange={(kind) => set({ target: targets.find(({ value }) => value === kind)?.value ?? 'service-level' })}
            options={targets}
          />
        </Field>
        {ASKED_BY[form.target].map((field) => (
          <span key={field}>{typed(field, t(field === 'percent' ? 'percent' : 'seconds'))}</span>
        ))}
        {typed('shrinkage', t('shrinkage'), t('shrinkage-hint'))}
        {typed('patience', t('patience'), t('patience-hint'))}
        <Field label={t('model')} className="w-72 max-sm:w-full">
          <Select value={model} onChange={(value) => onModel(value === 'erlangA' ? 'erlangA' : 'erlangC')} options={models} />
        </Field>
      </div>
    </Panel>
  );
}
