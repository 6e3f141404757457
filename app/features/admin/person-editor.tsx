'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import type { z } from 'zod';
import { type Person, PersonChange, PersonInput, ROLES, type Role, type Skill } from '../../../server/protocol/api.ts';
import type { Center } from '../../../server/protocol/queue.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { Editor } from './editor.tsx';
import { messageAt } from './form-errors.ts';
import { GrantsField } from './grants-field.tsx';
import { SkillLevelsField } from './skill-levels-field.tsx';
import { useSave } from './use-save.ts';
import { useSentences } from './use-sentences.ts';

const NO_CENTER = '*';
const FIELDS = ['name', 'email', 'role', 'centerId', 'team', 'active', 'skills', 'supervises', 'password'];
const NEW: z.input<typeof PersonChange> = {
  name: '',
  email: '',
  role: 'agent',
  centerId: null,
  team: '',
  active: true,
  skills: [],
  supervises: [],
};

interface PersonEditorProps {
  /** null: a new one. */
  person: Person | null;
  centers: readonly Center[];
  skills: readonly Skill[];
  onClose: () => void;
  onSaved: () => void;
}

export function PersonEditor({ person, centers, skills, onClose, onSaved }: PersonEditorProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const form = useForm<z.input<typeof PersonChange>, unknown, z.output<typeof PersonChange>>({
    // A new person needs a password; that is the only difference between the two.
    resolver: zodResolver(person === null ? (PersonInput as unknown as typeof PersonChange) : PersonChange),
    defaultValues: person === null ? NEW : valuesOf(person),
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: person?.id ?? null,
    path: '/api/admin/people',
    fields: FIELDS,
    nameOf: ({ name }) => name,
    onSaved,
  });

  return (
    <Editor
      title={person === null ? t('people.add') : t('change-it', { name: person.name })}
      submitLabel={t(person === null ? 'people.add-submit' : 'save-changes')}
      {...saving}
      onClose={onClose}
    >
      <Field label={t('fields.name')} error={sentence(t('fields.name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('fields.email')} hint={t('people.email-hint')} error={sentence(t('fields.email'), errors.email?.message)}>
        <Input type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} {...form.register('email')} />
      </Field>
      <Field
        label={t('fields.password')}
        hint={t(person === null ? 'people.password-new' : 'people.password-keep')}
        error={sentence(t('fields.password'), errors.password?.message)}
      >
        <Input
          type="password"
          autoComplete="new-password"
          // Left empty, a new person's is too short; that of one who has a password stays.
          {...form.register('password', { setValueAs: (value = '') => (value === '' && person !== null ? undefined : value) })}
        />
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => (
            <Field label={t('fields.role')} error={sentence(t('fields.role'), errors.role?.message)}>
              <Select
                ref={field.ref}
                value={field.value}
                onChange={(role) => field.onChange(role as Role)}
                options={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
              />
            </Field>
          )}
        />
        <Controller
          control={form.control}
          name="centerId"
          render={({ field }) => (
            <Field label={t('fields.center')} error={sentence(t('fields.center'), errors.centerId?.message)}>
              <Select
                ref={field.ref}
                value={field.value ?? NO_CENTER}
                onChange={(centerId) => field.onChange(centerId === NO_CENTER ? null : centerId)}
                options={[
                  { value: NO_CENTER, label: t('people.no-center') },
                  ...centers.map((center) => ({ value: center.id, label: center.name })),
                ]}
              />
            </Field>
          )}
        />
      </div>
      <Field label={t('fields.team')} hint={t('people.team-hint')} error={sentence(t('fields.team'), errors.team?.message)}>
        <Input autoComplete="off" maxLength={60} {...form.register('team')} />
      </Field>
      {form.watch('role') === 'supervisor' && (
        <Controller
          control={form.control}
          name="supervises"
          render={({ field }) => (
            <GrantsField
              centers={centers.filter((center) => center.id !== form.watch('centerId'))}
              value={field.value ?? []}
              onChange={field.onChange}
              error={sentence(t('fields.list'), messageAt(errors.supervises))}
            />
          )}
        />
      )}
      <Controller
        control={form.control}
        name="skills"
        render={({ field }) => (
          <SkillLevelsField
            legend={t('fields.skills')}
            hint={t('people.skills-hint')}
            skills={skills}
            value={field.value}
            onChange={field.onChange}
            error={sentence(t('fields.list'), messageAt(errors.skills))}
          />
        )}
      />
      <Controller
        control={form.control}
        name="active"
        render={({ field }) => (
          <Switch label={t('people.active')} hint={t('people.active-hint')} checked={field.value} onChange={field.onChange} />
        )}
      />
    </Editor>
  );
}

const valuesOf = ({ name, email, role, centerId, team, active, skills, supervises }: Person): z.input<typeof PersonChange> => ({
  name,
  email,
  role,
  centerId,
  team,
  active,
  skills,
  supervises,
});
