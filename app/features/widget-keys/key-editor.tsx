'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { LOCALES } from '../../../server/protocol/locale.ts';
import type { Center, Queue } from '../../../server/protocol/queue.ts';
import { type NewIdentitySecret, POSITIONS, type WidgetKey, WidgetKeyInput } from '../../../server/protocol/widget-keys.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { LOCALE_NAMES } from '../../lib/i18n/locale-tags.ts';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { FieldGroup } from '../admin/field-group.tsx';
import { messageAt } from '../admin/form-errors.ts';
import { Checkbox, RadioOption } from '../admin/options.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';
import { OldSecret, SecretButton } from './identity-secret.tsx';
import { formOf, type KeyForm, sitesOf } from './key-form.ts';

type Form = UseFormReturn<KeyForm, unknown, WidgetKeyInput>;
const PATH = '/api/admin/widget-keys';
const FIELDS = ['name', 'origins', 'queues', 'label', 'consent', 'accent', 'onAccent', 'needsIdentity', 'centerId'];

interface KeyEditorProps {
  /** null: a new one. */
  widgetKey: WidgetKey | null;
  queues: readonly Queue[];
  centers: readonly Center[];
  onClose: () => void;
  /** With the identity secret, when there is a new one. */
  onDone: (made: NewIdentitySecret | null) => void;
}

export function KeyEditor({ widgetKey: key, queues, centers, onClose, onDone }: KeyEditorProps) {
  const t = useTranslations('widget-keys');
  const admin = useTranslations('admin');
  const { sentence } = useSentences();
  const form: Form = useForm<KeyForm, unknown, WidgetKeyInput>({
    resolver: zodResolver(WidgetKeyInput),
    defaultValues: formOf(key),
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: key?.id ?? null,
    path: PATH,
    fields: FIELDS,
    nameOf: ({ name }) => name,
    onSaved: () => onDone(null),
  });
  return (
    <Editor
      title={key === null ? t('add') : t('change-it', { name: key.name })}
      description={t('editor-text')}
      submitLabel={key === null ? t('add-submit') : admin('save-changes')}
      wide
      {...saving}
      onClose={onClose}
      extra={
        key === null ? undefined : (
          <span className="flex items-center gap-1">
            <DeleteButton
              path={`${PATH}/${key.id}`}
              what={t('the', { name: key.name })}
              consequence={t('delete-consequence')}
              onDeleted={() => onDone(null)}
            />
            <SecretButton widgetKey={key} onMade={onDone} />
          </span>
        )
      }
    >
      {key !== null && <OldSecret widgetKey={key} onEnded={() => onDone(null)} />}
      <Field label={t('name')} hint={t('name-hint')} error={sentence(t('name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <SitesField form={form} />
      <QueuesField form={form} queues={queues} />
      <EntryField form={form} centers={centers} />
      <LookFields form={form} />
      <InLanguages form={form} part="consent" long />
      <Controller
        control={form.control}
        name="needsIdentity"
        render={({ field }) => (
          <Switch
            label={t('identity.needed')}
            hint={t(key?.hasSecret ? 'identity.needed-hint' : 'identity.needed-first')}
            disabled={!key?.hasSecret && field.value !== true}
            checked={field.value === true}
            onChange={field.onChange}
          />
        )}
      />
      <Controller
        control={form.control}
        name="standsIn"
        render={({ field }) => <Switch label={t('stands-in')} hint={t('stands-in-hint')} checked={field.value} onChange={field.onChange} />}
      />
      <Controller
        control={form.control}
        name="enabled"
        render={({ field }) => <Switch label={t('enabled')} hint={t('enabled-hint')} checked={field.value} onChange={field.onChange} />}
      />
    </Editor>
  );
}

/** Typed as lines; what can't be a site is said of the line's own words. */
function SitesField({ form }: { form: Form }) {
  const t = useTranslations('widget-keys');
  const { sentence } = useSentences();
  const field = form.watch('origins');
  const [lines, setLines] = useState(() => (field ?? []).join('\n'));
  const found: unknown = form.formState.errors.origins;
  const wrong = Array.isArray(found) ? found.findIndex((error) => error !== undefined && error !== null) : -1;
  const label = wrong >= 0 ? (sitesOf(lines)[wrong] ?? t('sites')) : t('sites');
  const error = sentence(label, wrong >= 0 ? messageAt((found as unknown[])[wrong]) : messageAt(found));
  const set = (origins: string[] | null) => form.setValue('origins', origins, { shouldDirty: true });
  return (
    <FieldGroup legend={t('sites')}>
      <RadioOption name="sites" label={t('these-sites')} checked={field !== null} onChange={() => set(sitesOf(lines))} />
      {field !== null && (
        <Field label={t('site-lines')} hint={t('site-lines-hint')} error={error} className="pl-6">
          <Textarea
            rows={3}
            spellCheck={false}
            className="font-mono text-sm"
            value={lines}
            onChange={(event) => {
              setLines(event.target.value);
              set(sitesOf(event.target.value));
            }}
          />
        </Field>
      )}
      <RadioOption name="sites" label={t('any-site')} hint={t('any-site-hint')} checked={field === null} onChange={() => set(null)} />
    </FieldGroup>
  );
}

function QueuesField({ form, queues }: { form: Form; queues: readonly Queue[] }) {
  const t = useTranslations('widget-keys');
  const { sentenceAt } = useSentences();
  return (
    <Controller
      control={form.control}
      name="queues"
      render={({ field: { value, onChange } }) => (
        <FieldGroup legend={t('queues')} error={sentenceAt(t('queues'), form.formState.errors, 'queues')}>
          <RadioOption name="queues" label={t('all-queues')} checked={value === null} onChange={() => onChange(null)} />
          <RadioOption name="queues" label={t('these-queues')} checked={value !== null} onChange={() => onChange([])} />
          {value !== null && (
            <div className="flex flex-col gap-2 pl-6">
              {queues.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={value.includes(id)}
                  onChange={(on) => onChange([...value.filter((one) => one !== id), ...(on ? [id] : [])])}
                />
              ))}
            </div>
          )}
        </FieldGroup>
      )}
    />
  );
}

/** Whose address its tag leads to. */
function EntryField({ form, centers }: { form: Form; centers: readonly Center[] }) {
  const t = useTranslations('widget-keys');
  const { sentence } = useSentences();
  return (
    <Controller
      control={form.control}
      name="centerId"
      render={({ field: { value = null, onChange } }) => (
        <FieldGroup
          legend={t('entry.label')}
          hint={t('entry.hint')}
          error={sentence(t('entry.label'), form.formState.errors.centerId?.message)}
        >
          <RadioOption name="entry" label={t('entry.none')} checked={value === null} onChange={() => onChange(null)} />
          {centers.map(({ id, name }) => (
            <RadioOption key={id} name="entry" label={name} checked={value === id} onChange={() => onChange(id)} />
          ))}
        </FieldGroup>
      )}
    />
  );
}

function LookFields({ form }: { form: Form }) {
  const t = useTranslations('widget-keys');
  const { sentence } = useSentences();
  const { errors } = form.formState;
  return (
    <>
      <InLanguages form={form} part="label" />
      <Controller
        control={form.control}
        name="position"
        render={({ field }) => (
          <FieldGroup legend={t('position')}>
            {POSITIONS.map((position) => (
              <RadioOption
                key={position}
                name="position"
                label={t(`positions.${position}`)}
                checked={field.value === position}
                onChange={() => field.onChange(position)}
              />
            ))}
          </FieldGroup>
        )}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {(['accent', 'onAccent'] as const).map((part) => (
          <Controller
            key={part}
            control={form.control}
            name={part}
            render={({ field }) => (
              <Field label={t(part)} hint={t('color-hint')} error={sentence(t(part), errors[part]?.message)}>
                <Input
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono"
                  value={field.value ?? ''}
                  onChange={(event) => field.onChange(event.target.value.trim() || null)}
                />
              </Field>
            )}
          />
        ))}
      </div>
    </>
  );
}

/** The same words in each language of the widget. */
function InLanguages({ form, part, long = false }: { form: Form; part: 'label' | 'consent'; long?: boolean }) {
  const t = useTranslations('widget-keys');
  const { sentenceAt } = useSentences();
  return (
    <FieldGroup legend={t(part)} hint={t(`${part}-hint`)}>
      {LOCALES.map((locale) => (
        <Field key={locale} label={LOCALE_NAMES[locale]} error={sentenceAt(LOCALE_NAMES[locale], form.formState.errors, part, locale)}>
          {long ? (
            <Textarea rows={2} {...form.register(`${part}.${locale}`)} />
          ) : (
            <Input autoComplete="off" {...form.register(`${part}.${locale}`)} />
          )}
        </Field>
      ))}
    </FieldGroup>
  );
}
