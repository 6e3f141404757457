'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { type AlertRule, AlertRuleInput, type AlertRules, type AlertScope, COMPARISONS } from '../../../server/protocol/alerts.ts';
import { type LiveMeasure, MEASURE_NAMES, measureHas, unitOf } from '../../../server/protocol/live-measures.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { NumberInput } from '../admin/number-input.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';
import { measureWords, scopeKey, scopeOf, scopeWords } from './alert-words.ts';

const EVERYONE = 'everyone';

interface RuleEditorProps {
  /** null: a new one. */
  rule: AlertRule | null;
  choices: AlertRules;
  onClose: () => void;
  onDone: () => void;
}

export function RuleEditor({ rule, choices, onClose, onDone }: RuleEditorProps) {
  const t = useTranslations('alerts');
  const admin = useTranslations('admin');
  const say = useWords();
  const { sentence, sentenceAt } = useSentences();
  const form = useForm<AlertRuleInput>({
    resolver: zodResolver(AlertRuleInput),
    defaultValues: rule ?? newRule(choices),
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: rule?.id ?? null,
    path: '/api/alerts/rules',
    fields: ['name', 'measure', 'scope', 'comparison', 'threshold', 'forSeconds', 'centerId'],
    nameOf: ({ name }) => name,
    onSaved: onDone,
  });
  const measure = form.watch('measure');
  const scopes = scopesOf(measure, choices);
  const told = [
    ...(choices.forAll ? [{ value: EVERYONE, label: t('everyone') }] : []),
    ...choices.centers.map(({ id, name }) => ({ value: id, label: name })),
  ];

  return (
    <Editor
      title={rule === null ? t('new-title') : t('change-it', { name: rule.name })}
      submitLabel={rule === null ? t('new-submit') : admin('save-changes')}
      {...saving}
      onClose={onClose}
      extra={
        rule === null ? undefined : (
          <DeleteButton
            path={`/api/alerts/rules/${encodeURIComponent(rule.id)}`}
            what={t('the', { name: rule.name })}
            consequence={t('delete-consequence')}
            onDeleted={onDone}
          />
        )
      }
    >
      <Field label={t('fields.name')} error={sentence(t('fields.name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Controller
        control={form.control}
        name="measure"
        render={({ field }) => (
          <Field label={t('fields.measure')} error={sentence(t('fields.measure'), errors.measure?.message)}>
            <Select
              value={field.value}
              onChange={(value) => {
                field.onChange(value);
                const [first] = scopesOf(value as LiveMeasure, choices);
                if (first && !measureHas(value as LiveMeasure, form.getValues('scope').kind))
                  form.setValue('scope', first, { shouldDirty: true });
              }}
              options={MEASURE_NAMES.map((value) => ({ value, label: say(measureWords(value)) }))}
            />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="scope"
        render={({ field }) => (
          <Field
            label={t('fields.scope')}
            error={sentenceAt(t('fields.scope'), errors, 'scope') ?? sentenceAt(t('fields.scope'), errors, 'scope', 'id')}
          >
            <Select
              value={scopeKey(field.value)}
              onChange={(value) => field.onChange(scopeOf(value))}
              options={scopes.map((scope) => ({ value: scopeKey(scope), label: say(scopeWords(scope, choices)) }))}
            />
          </Field>
        )}
      />
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <Controller
          control={form.control}
          name="comparison"
          render={({ field }) => (
            <Field label={t('fields.comparison')} error={sentence(t('fields.comparison'), errors.comparison?.message)}>
              <Select
                value={field.value}
                onChange={field.onChange}
                options={COMPARISONS.map((value) => ({ value, label: t(`comparison.${value}`) }))}
              />
            </Field>
          )}
        />
        <Controller
          control={form.control}
          name="threshold"
          render={({ field }) => (
            <Field
              label={t('fields.threshold')}
              hint={t(`hints.threshold.${unitOf(measure)}`)}
              error={sentence(t('fields.threshold'), errors.threshold?.message)}
            >
              <NumberInput value={field.value} onChange={field.onChange} />
            </Field>
          )}
        />
      </div>
      <Controller
        control={form.control}
        name="forSeconds"
        render={({ field }) => (
          <Field label={t('fields.seconds')} hint={t('hints.seconds')} error={sentence(t('fields.seconds'), errors.forSeconds?.message)}>
            <NumberInput value={field.value} onChange={field.onChange} />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="centerId"
        render={({ field }) => (
          <Field label={t('fields.told')} error={sentence(t('fields.told'), errors.centerId?.message)}>
            <Select
              value={field.value ?? EVERYONE}
              onChange={(value) => field.onChange(value === EVERYONE ? null : value)}
              options={told}
            />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="sound"
        render={({ field }) => <Switch label={t('sound')} checked={field.value} onChange={field.onChange} />}
      />
      <Controller
        control={form.control}
        name="active"
        render={({ field }) => <Switch label={t('active')} checked={field.value} onChange={field.onChange} />}
      />
    </Editor>
  );
}

function newRule({ queues, centers, forAll }: AlertRules): AlertRuleInput {
  const [queue] = queues;
  return {
    name: '',
    measure: 'waiting',
    scope: queue ? { kind: 'queue', id: queue.id } : { kind: 'all' },
    comparison: 'above',
    threshold: 5,
    forSeconds: 30,
    centerId: forAll ? null : (centers[0]?.id ?? null),
    sound: true,
    active: true,
  };
}

function scopesOf(measure: LiveMeasure, { queues, centers, agents }: AlertRules): AlertScope[] {
  return [
    ...(measureHas(measure, 'all') ? [{ kind: 'all' } as const] : []),
    ...(measureHas(measure, 'queue') ? queues.map(({ id }) => ({ kind: 'queue', id }) as const) : []),
    ...(measureHas(measure, 'center') ? centers.map(({ id }) => ({ kind: 'center', id }) as const) : []),
    ...(measureHas(measure, 'agent') ? agents.map(({ id }) => ({ kind: 'agent', id }) as const) : []),
  ];
}
