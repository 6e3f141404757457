'use client';

import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../server/protocol/api.ts';
import { Button } from '../../components/ui/button.tsx';
import { Select } from '../../components/ui/select.tsx';
import { nextSkill, type SkillLevelValue } from './skill-levels.ts';
import { levelOptions } from './skill-options.ts';

interface SkillLevelsFieldProps {
  legend: string;
  hint: string;
  skills: readonly Pick<Skill, 'id' | 'name'>[];
  value: readonly SkillLevelValue[];
  onChange: (value: SkillLevelValue[]) => void;
  error: string | undefined;
}

/** Skills with a level each: of a person. */
export function SkillLevelsField({ legend, hint, skills, value, onChange, error }: SkillLevelsFieldProps) {
  const t = useTranslations('admin');
  const id = useId();
  const next = nextSkill(skills, value);
  const nameOf = (skillId: string) => skills.find((skill) => skill.id === skillId)?.name ?? skillId;
  const change = (index: number, part: Partial<SkillLevelValue>) =>
    onChange(value.map((row, at) => (at === index ? { ...row, ...part } : row)));

  return (
    <fieldset aria-describedby={`${id}-hint${error === undefined ? '' : ` ${id}-error`}`} className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{legend}</legend>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {hint}
      </p>
      {value.map((row, index) => (
        <div key={row.skillId} className="flex items-center gap-2">
          <Select
            aria-label={t('skills.numbered', { number: `${index + 1}` })}
            className="flex-1"
            value={row.skillId}
            onChange={(skillId) => change(index, { skillId })}
            options={skills.map((skill) => ({
              value: skill.id,
              label: skill.name,
              disabled: skill.id !== row.skillId && value.some((other) => other.skillId === skill.id),
            }))}
          />
          <Select
            aria-label={t('skills.level-of', { name: nameOf(row.skillId) })}
            className="w-28"
            value={String(row.level)}
            onChange={(level) => change(index, { level: Number(level) })}
            options={levelOptions((level) => t('skills.level', { level }))}
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('remove', { name: nameOf(row.skillId) })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" className="self-start" disabled={next === null} onClick={() => next !== null && onChange([...value, next])}>
        <Plus aria-hidden />
        {t('skills.add')}
      </Button>
      {skills.length === 0 && <p className="text-muted text-xs">{t('skills.there-are-none')}</p>}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
