'use client';

import type { Skill } from '../../../../server/protocol/api.ts';
import type { SkillNeed } from '../../../../server/protocol/skills.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { sentenceAt } from '../form-errors.ts';
import { RemoveButton } from '../list-button.tsx';
import { LEVELS, skillOptions } from '../skill-options.ts';

interface SkillNeedRowProps {
  skills: readonly Skill[];
  /** Its number, `2` or `2.1` in a group. */
  name: string;
  need: SkillNeed;
  onChange: (need: SkillNeed) => void;
  onRemove: () => void;
  errors: unknown;
}

export function SkillNeedRow({ skills, name, need, onChange, onRemove, errors }: SkillNeedRowProps) {
  const skillName = skills.find((skill) => skill.id === need.skillId)?.name ?? need.skillId;
  return (
    <div className="flex items-start gap-2">
      <Field label={`Skill ${name}`} hideLabel className="min-w-0 flex-1" error={sentenceAt('Skill', errors, 'skillId')}>
        <Select value={need.skillId} onChange={(skillId) => onChange({ ...need, skillId })} options={skillOptions(skills, need.skillId)} />
      </Field>
      <Field label={`Level of ${skillName}`} hideLabel className="w-28" error={sentenceAt('Level', errors, 'level')}>
        <Select value={String(need.level)} onChange={(level) => onChange({ ...need, level: Number(level) })} options={LEVELS} />
      </Field>
      <RemoveButton aria-label={`Remove ${skillName}`} onClick={onRemove} />
    </div>
  );
}
