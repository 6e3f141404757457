'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { type Skill, SkillInput } from '../../../server/protocol/api.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { plural } from '../../lib/format.ts';
import { DeleteButton } from './delete-button.tsx';
import { Editor } from './editor.tsx';
import { sentence } from './form-errors.ts';
import { useSave } from './use-save.ts';

interface SkillEditorProps {
  /** null: a new one. */
  skill: Skill | null;
  onClose: () => void;
  onDone: () => void;
}

export function SkillEditor({ skill, onClose, onDone }: SkillEditorProps) {
  const form = useForm<SkillInput>({ resolver: zodResolver(SkillInput), defaultValues: { name: skill?.name ?? '' } });
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const { save, failure } = useSave(form, {
    id: skill?.id ?? null,
    path: '/api/admin/skills',
    fields: ['name'],
    nameOf: ({ name }) => name,
    onSaved: onDone,
  });

  return (
    <Editor
      title={skill === null ? 'Add a skill' : `Change ${skill.name}`}
      submitLabel={skill === null ? 'Add skill' : 'Save changes'}
      dirty={isDirty}
      busy={isSubmitting}
      failure={failure}
      attempt={submitCount}
      onSubmit={save}
      onClose={onClose}
      extra={
        skill === null ? undefined : (
          <DeleteButton
            path={`/api/admin/skills/${encodeURIComponent(skill.id)}`}
            what={`the skill “${skill.name}”`}
            consequence={skill.agents === 0 ? 'Nobody has it.' : `${plural(skill.agents, 'person', 'people')} will no longer have it.`}
            onDeleted={onDone}
          />
        )
      }
    >
      <Field
        label="Name"
        hint="As agents and supervisors read it, for example “Portuguese”."
        error={sentence('Name', errors.name?.message)}
      >
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
    </Editor>
  );
}
