'use client';

import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../../server/protocol/api.ts';
import type { SkillNeed } from '../../../../server/protocol/skills.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { RemoveButton } from '../list-button.tsx';
import { levelOptions, skillOptions } from '../skill-options.ts';
import { useSentences } from '../use-sentences.ts';

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
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  const skillName = skills.find((skill) => skill.id === need.skillId)?.name ?? need.skillId;
  return (
    <div className="flex items-start gap-2">
      <Field
        label={t('skills.numbered', { number: name })}
        hideLabel
        className="min-w-0 flex-1"
        error={sentenceAt(t('fields.skill'), errors, 'skillId')}
      >
        <Select value={need.skillId} onChange={(skillId) => onChange({ ...need, skillId })} options={skillOptions(skills, need.skillId)} />
      </Field>
      <Field
        label={t('skills.level-of', { name: skillName })}
        hideLabel
        className="w-28"
        error={sentenceAt(t('fields.level'), errors, 'level')}
      >
        <Select
          value={String(need.level)}
          onChange={(level) => onChange({ ...need, level: Number(level) })}
          options={levelOptions((level) => t('skills.level', { level }))}
        />
      </Field>
      <RemoveButton aria-label={t('remove', { name: skillName })} onClick={onRemove} />
    </div>
  );
}
