'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { type Skill, SkillInput } from '../../../server/protocol/api.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { DeleteButton } from './delete-button.tsx';
import { Editor } from './editor.tsx';
import { useSave } from './use-save.ts';
import { useSentences } from './use-sentences.ts';

interface SkillEditorProps {
  /** null: a new one. */
  skill: Skill | null;
  onClose: () => void;
  onDone: () => void;
}

export function SkillEditor({ skill, onClose, onDone }: SkillEditorProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const form = useForm<SkillInput>({ resolver: zodResolver(SkillInput), defaultValues: { name: skill?.name ?? '' } });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: skill?.id ?? null,
    path: '/api/admin/skills',
    fields: ['name'],
    nameOf: ({ name }) => name,
    onSaved: onDone,
  });

  return (
    <Editor
      title={skill === null ? t('skills.add') : t('change-it', { name: skill.name })}
      submitLabel={t(skill === null ? 'skills.add-submit' : 'save-changes')}
      {...saving}
      onClose={onClose}
      extra={
        skill === null ? undefined : (
          <DeleteButton
            path={`/api/admin/skills/${encodeURIComponent(skill.id)}`}
            what={t('skills.the', { name: skill.name })}
            consequence={skill.agents === 0 ? t('skills.nobody') : t('skills.lost-by', { count: skill.agents })}
            onDeleted={onDone}
          />
        )
      }
    >
      <Field label={t('fields.name')} hint={t('skills.name-hint')} error={sentence(t('fields.name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
    </Editor>
  );
}
