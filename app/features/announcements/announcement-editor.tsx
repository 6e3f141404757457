'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import type { z } from 'zod';
import { ANNOUNCEMENT_KINDS, Announcement, NewAnnouncement } from '../../../server/protocol/announcements.ts';
import { LOCALES } from '../../../server/protocol/locale.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { LOCALE_NAMES } from '../../lib/i18n/locale-tags.ts';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { FieldGroup } from '../admin/field-group.tsx';
import { messageAt } from '../admin/form-errors.ts';
import { RadioOption } from '../admin/options.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';
import { SoundField } from './sound-field.tsx';

const PATH = '/api/admin/announcements';
const FIELDS = ['name', 'kind', 'afterSeconds', 'everySeconds', 'minWaitSeconds', 'texts'];
const TIMES = ['afterSeconds', 'everySeconds', 'minWaitSeconds'] as const;
const NONE = { en: '', pt: '', fr: '' };

interface AnnouncementEditorProps {
  queueId: string;
  /** null: a new one. */
  announcement: Announcement | null;
  onClose: () => void;
  /** Its words are saved; recordings can be added to a new one from now on. */
  onSaved: (announcement: Announcement) => void;
  /** A recording is another one. */
  onChanged: (announcement: Announcement) => void;
  onDeleted: () => void;
}

export function AnnouncementEditor({ queueId, announcement, onClose, onSaved, onChanged, onDeleted }: AnnouncementEditorProps) {
  const t = useTranslations('announcements');
  const admin = useTranslations('admin');
  const { sentence, sentenceAt } = useSentences();
  const form = useForm<z.input<typeof NewAnnouncement>, unknown, NewAnnouncement>({
    resolver: zodResolver(NewAnnouncement),
    defaultValues: formOf(queueId, announcement),
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: announcement?.id ?? null,
    path: PATH,
    fields: FIELDS,
    nameOf: ({ name }) => name,
    onSaved: (answer) => onSaved(Announcement.parse(answer)),
  });
  const kind = form.watch('kind');
  return (
    <Editor
      title={announcement === null ? t('add') : admin('change-it', { name: announcement.name })}
      submitLabel={announcement === null ? t('add-submit') : admin('save-changes')}
      wide
      {...saving}
      onClose={onClose}
      extra={
        announcement === null ? undefined : (
          <DeleteButton
            path={`${PATH}/${announcement.id}`}
            what={t('the', { name: announcement.name })}
            consequence={t('delete-consequence')}
            onDeleted={onDeleted}
          />
        )
      }
    >
      <Field label={t('name')} hint={t('name-hint')} error={sentence(t('name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Controller
        control={form.control}
        name="kind"
        render={({ field }) => (
          <FieldGroup legend={t('kind')}>
            {ANNOUNCEMENT_KINDS.map((each) => (
              <RadioOption
                key={each}
                name="kind"
                label={t(`kinds.${each}`)}
                hint={t(`kind-hints.${each}`)}
                checked={field.value === each}
                onChange={() => field.onChange(each)}
              />
            ))}
          </FieldGroup>
        )}
      />
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {TIMES.map((name) => (
          <Field key={name} label={t(name)} hint={t(`${name}-hint`)} error={sentence(t(name), messageAt(errors[name]))}>
            <Input
              type="number"
              inputMode="numeric"
              className="figures"
              {...form.register(name, name === 'afterSeconds' ? { valueAsNumber: true } : { setValueAs: asNumberOrNull })}
            />
          </Field>
        ))}
      </div>
      {kind === 'words' &&
        LOCALES.map((locale) => (
          <FieldGroup key={locale} legend={LOCALE_NAMES[locale]}>
            <Field label={t('words')} error={sentenceAt(LOCALE_NAMES[locale], errors, 'texts', locale)}>
              <Textarea rows={2} lang={locale} {...form.register(`texts.${locale}`)} />
            </Field>
            {announcement !== null && <SoundField announcement={announcement} locale={locale} onChanged={onChanged} />}
          </FieldGroup>
        ))}
      {kind === 'words' && announcement === null && <p className="text-muted text-sm">{t('recordings-later')}</p>}
    </Editor>
  );
}

function formOf(queueId: string, announcement: Announcement | null): z.input<typeof NewAnnouncement> {
  if (announcement === null)
    return { ...{ queueId, name: '', kind: 'words', afterSeconds: 10, everySeconds: 60, minWaitSeconds: null }, texts: NONE };
  const { id: _, sounds: __, ...form } = announcement;
  return form;
}

/** react-hook-form hands in what was typed, or what it has already. */
const asNumberOrNull = (value: unknown) => (value === '' || value === null ? null : Number(value));
