'use client';

import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../../server/protocol/api.ts';
import type { Center, Queue, QueueStep, StepChange } from '../../../../server/protocol/queue.ts';
import { type Requirement, skillsIn } from '../../../../server/protocol/skills.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt } from '../form-errors.ts';
import { RemoveButton } from '../list-button.tsx';
import { NumberInput } from '../number-input.tsx';
import { levelOptions, skillOptions } from '../skill-options.ts';
import { useSentences } from '../use-sentences.ts';
import { changeOf, kindsFor, lowerLevel } from './steps-view.ts';

interface StepRowProps {
  name: string;
  step: QueueStep;
  skills: readonly Skill[];
  centers: readonly Center[];
  choices: { requirement: Requirement; centers: readonly Center[]; ownCenters: Queue['centers'] };
  errors: unknown;
  onChange: (step: QueueStep) => void;
  /** Its time has been typed to the end. */
  onTimed: () => void;
  onRemove: () => void;
}

export function StepRow({ name, step, skills, centers, choices, errors, onChange, onTimed, onRemove }: StepRowProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  const { afterSeconds, change } = step;
  const changeErrors = errorsAt(errors, 'change');
  return (
    <FieldGroup legend={name} hideLegend className="rounded-md border border-line p-3">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 grid-cols-[7rem_minmax(0,1fr)] items-start gap-3 max-sm:grid-cols-1">
          <Field label={t('steps.after')} error={sentenceAt(t('fields.this-time'), errors, 'afterSeconds')}>
            <NumberInput
              className="figures"
              value={afterSeconds}
              onChange={(seconds) => onChange({ ...step, afterSeconds: seconds })}
              onBlur={onTimed}
            />
          </Field>
          <Field label={t('steps.what')} error={sentenceAt(t('fields.this'), changeErrors, 'kind')}>
            <Select
              value={change.kind}
              onChange={(kind) => onChange({ ...step, change: changeOf(kind as StepChange['kind'], choices, change) })}
              options={kindsFor(choices, change.kind).map((kind) => ({ value: kind, label: t(`steps.kinds.${kind}`) }))}
            />
          </Field>
        </div>
        <RemoveButton aria-label={t('remove', { name: name.toLowerCase() })} className="mt-6 max-sm:mt-5" onClick={onRemove} />
      </div>
      <ChangeFields
        change={change}
        skills={skills}
        centers={centers}
        requirement={choices.requirement}
        errors={changeErrors}
        onChange={(changed) => onChange({ ...step, change: changed })}
      />
    </FieldGroup>
  );
}

interface ChangeFieldsProps {
  change: StepChange;
  skills: readonly Skill[];
  centers: readonly Center[];
  requirement: Requirement;
  errors: unknown;
  onChange: (change: StepChange) => void;
}

/** What the kind of change asks for. */
function ChangeFields({ change, skills, centers, requirement, errors, onChange }: ChangeFieldsProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  if (change.kind === 'raise-priority')
    return (
      <Field label={t('steps.raised-by')} className="w-28" error={sentenceAt(t('fields.this'), errors, 'by')}>
        <NumberInput className="figures" value={change.by} onChange={(by) => onChange({ ...change, by })} />
      </Field>
    );
  if (change.kind === 'add-center')
    return (
      <Field label={t('fields.center')} className="sm:w-64" error={sentenceAt(t('fields.center'), errors, 'centerId')}>
        <Select
          value={change.centerId}
          onChange={(centerId) => onChange({ ...change, centerId })}
          options={centers.map((center) => ({ value: center.id, label: center.name }))}
        />
      </Field>
    );
  const needs = skillsIn(requirement);
  const asked = skills.filter((skill) => needs.some((need) => need.skillId === skill.id));
  return (
    <div className="flex items-start gap-3">
      <Field label={t('fields.skill')} className="min-w-0 flex-1 sm:max-w-64" error={sentenceAt(t('fields.skill'), errors, 'skillId')}>
        <Select
          value={change.skillId}
          onChange={(skillId) =>
            onChange(change.kind === 'drop-skill' ? { ...change, skillId } : { ...change, skillId, level: lowerLevel(needs, skillId) })
          }
          options={skillOptions(asked, change.skillId)}
        />
      </Field>
      {change.kind === 'lower-level' && (
        <Field label={t('fields.level')} className="w-28" error={sentenceAt(t('fields.level'), errors, 'level')}>
          <Select
            value={String(change.level)}
            onChange={(level) => onChange({ ...change, level: Number(level) })}
            options={levelOptions((level) => t('skills.level', { level }))}
          />
        </Field>
      )}
    </div>
  );
}
