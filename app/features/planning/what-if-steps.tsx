'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { PlanningScope } from '../../../server/protocol/planning.ts';
import type { StepChange } from '../../../server/protocol/queue.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { type ChangeField, stepChoices, stepKey, type TypedStep, withStep } from './what-if-view.ts';

interface StepFieldsProps {
  scope: PlanningScope;
  queueId: string;
  steps: readonly TypedStep[];
  onChange: (steps: readonly TypedStep[]) => void;
  errorOf: (field: ChangeField) => string | undefined;
}

/** What becomes easier for a call that has waited, and when. */
export function StepFields({ scope, queueId, steps, onChange, errorOf }: StepFieldsProps) {
  const t = useTranslations('planning.what-if.steps');
  const said = useStepWords(scope);
  const choices = stepChoices(scope, queueId);
  const options = choices.map(({ value, change }) => ({ value, label: said(change) }));
  const set = (step: TypedStep, changed: Partial<TypedStep>) => onChange(steps.map((one) => (one === step ? { ...one, ...changed } : one)));
  return (
    <div className="flex w-full flex-col items-start gap-3">
      {steps.map((step, nth) => (
        <fieldset key={step.id} className="flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-l-2 pl-3">
          <legend className="mb-1 text-muted text-xs">{t('number', { number: nth + 1 })}</legend>
          <Field label={t('after')} error={errorOf(`step-${nth}`)} className="w-32">
            <Input inputMode="numeric" value={step.after} onChange={(event) => set(step, { after: event.target.value })} />
          </Field>
          <Field label={t('what')} className="w-72 max-w-full">
            <Select
              value={stepKey(step.change)}
              onChange={(value) => set(step, { change: choices.find((one) => one.value === value)?.change ?? step.change })}
              options={options}
            />
          </Field>
          <Button
            variant="quiet"
            size="icon"
            className="mt-6 max-sm:mt-0"
            aria-label={t('remove', { number: nth + 1 })}
            onClick={() => onChange(steps.filter((one) => one !== step))}
          >
            <X aria-hidden />
          </Button>
        </fieldset>
      ))}
      <Button size="sm" onClick={() => onChange(withStep(steps))} disabled={steps.length >= MOST_STEPS}>
        <Plus aria-hidden />
        {t('add')}
      </Button>
    </div>
  );
}

const MOST_STEPS = 20;

function useStepWords({ places, skills }: PlanningScope): (change: StepChange) => string {
  const t = useTranslations('planning.what-if.steps.does');
  const skillOf = (skillId: string) => skills.find(({ id }) => id === skillId)?.name ?? skillId;
  return (change) => {
    switch (change.kind) {
      case 'raise-priority':
        return t('raise-priority', { by: change.by });
      case 'add-center':
        return t('add-center', { center: places.find(({ id }) => id === change.centerId)?.name ?? change.centerId });
      case 'drop-skill':
        return t('drop-skill', { skill: skillOf(change.skillId) });
      case 'lower-level':
        return t('lower-level', { skill: skillOf(change.skillId), level: change.level });
    }
  };
}
