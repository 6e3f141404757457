'use client';

import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../../server/protocol/api.ts';
import type { Requirement, SkillNeed } from '../../../../server/protocol/skills.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useWords } from '../../../lib/i18n/words.ts';
import { FieldGroup } from '../field-group.tsx';
import { errorsAt, messageAt } from '../form-errors.ts';
import { AddButton } from '../list-button.tsx';
import { useSentences } from '../use-sentences.ts';
import {
  edited,
  type GroupKind,
  isGroup,
  needsOf,
  newGroup,
  newNeed,
  type SkillGroup,
  toRequirement,
  withoutPart,
  withPart,
} from './requirement-rows.ts';
import { requirementWords } from './requirement-words.ts';
import { SkillNeedRow } from './skill-need-row.tsx';

interface RequirementFieldProps {
  skills: readonly Skill[];
  value: Requirement;
  onChange: (value: Requirement) => void;
  /** As react-hook-form has them. */
  errors: unknown;
}

/** Which skills an agent must have: a list, in which groups may stand. */
export function RequirementField({ skills, value, onChange, errors }: RequirementFieldProps) {
  const requirement = edited(value);
  const t = useTranslations('admin');
  const say = useWords();
  const { sentence } = useSentences();
  const legend = t('requirement.legend');
  const nameOf = (skillId: string) => skills.find((skill) => skill.id === skillId)?.name ?? skillId;
  const error = sentence(t('fields.list'), messageAt(errors));
  if (requirement === null)
    return (
      <FieldGroup legend={legend} error={error}>
        <Banner kind="info" title={say(requirementWords(value, nameOf))}>
          {t('requirement.too-deep')}
        </Banner>
        <Button size="sm" className="self-start" onClick={() => onChange({ all: [] })}>
          {t('requirement.anew')}
        </Button>
      </FieldGroup>
    );

  const { kind, parts } = requirement;
  const change = (next: typeof requirement) => onChange(toRequirement(next));
  const listErrors = 'skillId' in value ? [errors] : errorsAt(errors, kind);
  const next = newNeed(skills, needsOf(parts));
  return (
    <FieldGroup legend={legend} hint={t('requirement.hint')} error={error ?? sentence(t('fields.list'), messageAt(listErrors))}>
      {parts.length === 0 && <p className="text-muted text-sm">{t('requirement.nothing')}</p>}
      {parts.length > 1 && (
        <GroupKindSelect label={t('requirement.need')} value={kind} onChange={(chosen) => change({ ...requirement, kind: chosen })} />
      )}
      {parts.map((part, index) => {
        const name = `${index + 1}`;
        const shared = { skills, name, errors: errorsAt(listErrors, index), onRemove: () => change(withoutPart(requirement, index)) };
        return isGroup(part) ? (
          <GroupPart key={name} {...shared} group={part} onChange={(changed) => change(withPart(requirement, index, changed))} />
        ) : (
          <SkillNeedRow key={name} {...shared} need={part} onChange={(changed) => change(withPart(requirement, index, changed))} />
        );
      })}
      <div className="flex flex-wrap gap-2">
        <AddButton disabled={next === null} onClick={() => next !== null && change({ ...requirement, parts: [...parts, next] })}>
          {t('skills.add')}
        </AddButton>
        <AddButton
          disabled={next === null}
          onClick={() => next !== null && change({ ...requirement, parts: [...parts, newGroup(kind, next)] })}
        >
          {t('requirement.add-group')}
        </AddButton>
      </div>
      {skills.length === 0 && <p className="text-muted text-xs">{t('skills.there-are-none')}</p>}
    </FieldGroup>
  );
}

interface GroupPartProps {
  skills: readonly Skill[];
  /** Its number. */
  name: string;
  group: SkillGroup;
  onChange: (group: SkillGroup) => void;
  onRemove: () => void;
  errors: unknown;
}

function GroupPart({ skills, name, group, onChange, onRemove, errors }: GroupPartProps) {
  const t = useTranslations('admin');
  const { sentenceAt } = useSentences();
  const next = newNeed(skills, group.needs);
  const listErrors = errorsAt(errors, group.kind);
  const changeNeed = (index: number, need: SkillNeed) => onChange({ ...group, needs: group.needs.with(index, need) });
  // With its last skill the whole group goes.
  const removeNeed = (index: number) =>
    group.needs.length === 1 ? onRemove() : onChange({ ...group, needs: group.needs.toSpliced(index, 1) });
  return (
    <FieldGroup
      legend={t('requirement.group-number', { number: name })}
      hideLegend
      className="rounded-md border border-line p-3"
      error={sentenceAt(t('fields.the-group'), errors) ?? sentenceAt(t('fields.the-group'), listErrors)}
    >
      <GroupKindSelect
        label={t('requirement.in-group', { number: name })}
        value={group.kind}
        onChange={(kind) => onChange({ ...group, kind })}
      />
      {group.needs.map((need, index) => {
        const path = `${name}.${index + 1}`;
        return (
          <SkillNeedRow
            key={path}
            skills={skills}
            name={path}
            need={need}
            errors={errorsAt(listErrors, index)}
            onChange={(changed) => changeNeed(index, changed)}
            onRemove={() => removeNeed(index)}
          />
        );
      })}
      <AddButton
        aria-label={t('requirement.add-to-group', { number: name })}
        disabled={next === null}
        onClick={() => next !== null && onChange({ ...group, needs: [...group.needs, next] })}
      >
        {t('skills.add')}
      </AddButton>
    </FieldGroup>
  );
}

function GroupKindSelect({ label, value, onChange }: { label: string; value: GroupKind; onChange: (kind: GroupKind) => void }) {
  const t = useTranslations('admin.requirement');
  return (
    <Select
      aria-label={label}
      className="w-40 max-sm:w-full"
      value={value}
      onChange={(kind) => onChange(kind === 'any' ? 'any' : 'all')}
      options={(['all', 'any'] as const).map((kind) => ({ value: kind, label: t(`${kind}-of`) }))}
    />
  );
}
