'use client';

import type { Skill } from '../../../../server/protocol/api.ts';
import type { Center, Queue, QueueStep } from '../../../../server/protocol/queue.ts';
import type { Requirement } from '../../../../server/protocol/skills.ts';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt, sentence } from '../form-errors.ts';
import { AddButton } from '../list-button.tsx';
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
  const choices = { requirement, centers, ownCenters };
  return (
    <FieldGroup
      legend="Steps"
      hideLegend
      hint="What becomes easier for a call that has waited. A step is taken at once when nobody signed in could ever answer without it."
      error={sentence('The list', messageAt(errors))}
    >
      {value.map((step, index) => {
        const name = `Step ${index + 1}`;
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
      <AddButton onClick={() => onChange(withStep(value, choices))}>Add a step</AddButton>
    </FieldGroup>
  );
}
