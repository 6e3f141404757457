'use client';

import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../../server/protocol/api.ts';
import type { Center, Queue, QueueStep } from '../../../../server/protocol/queue.ts';
import type { Requirement } from '../../../../server/protocol/skills.ts';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt } from '../form-errors.ts';
import { AddButton } from '../list-button.tsx';
import { useSentences } from '../use-sentences.ts';
import { StepRow } from './step-row.tsx';
import { inOrder, withStep } from './steps-view.ts';

interface StepsFieldProps {
  skills: readonly Skill[];
  centers: readonly Center[];
  requirement: Requirement;
  ownCenters: Queue['centers'];
  value: readonly QueueStep[];
  onChange: (value: QueueStep[]) => void;
  errors: unknown;
}

/** What becomes easier for a call that has waited, in the order of time. */
export function StepsField({ skills, centers, requirement, ownCenters, value, onChange, errors }: StepsFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const choices = { requirement, centers, ownCenters };
  return (
    <FieldGroup legend={t('sections.steps')} hideLegend hint={t('steps.hint')} error={sentence(t('fields.list'), messageAt(errors))}>
      {value.map((step, index) => {
        const name = t('steps.number', { number: index + 1 });
        return (
          <StepRow
            key={name}
            name={name}
            step={step}
            skills={skills}
            choices={choices}
            centers={centers}
            errors={errorsAt(errors, index)}
            onChange={(changed) => onChange(value.with(index, changed))}
            onTimed={() => onChange(inOrder(value))}
            onRemove={() => onChange(value.toSpliced(index, 1))}
          />
        );
      })}
      <AddButton onClick={() => onChange(withStep(value, choices))}>{t('steps.add')}</AddButton>
    </FieldGroup>
  );
}
