'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { API_SCOPES, ApiKeyInput, type NewApiKey } from '../../../server/protocol/api-keys.ts';
import type { Center } from '../../../server/protocol/queue.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Editor } from '../admin/editor.tsx';
import { FieldGroup } from '../admin/field-group.tsx';
import { Checkbox, RadioOption } from '../admin/options.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';

interface KeyEditorProps {
  centers: readonly Center[];
  onClose: () => void;
  onMade: (made: NewApiKey) => void;
}

export function KeyEditor({ centers, onClose, onMade }: KeyEditorProps) {
  const t = useTranslations('integrations.keys');
  const scopes = useTranslations('integrations.scopes');
  const { sentence, sentenceAt } = useSentences();
  const form = useForm<ApiKeyInput>({
    resolver: zodResolver(ApiKeyInput),
    defaultValues: { name: '', scopes: [], centers: null },
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: null,
    path: '/api/admin/keys',
    fields: ['name', 'scopes', 'centers'],
    nameOf: ({ name }) => name,
    onSaved: (answer) => onMade(answer as NewApiKey),
  });
  return (
    <Editor title={t('new-title')} description={t('new-text')} submitLabel={t('add')} {...saving} onClose={onClose}>
      <Field label={t('name')} error={sentence(t('name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Controller
        control={form.control}
        name="scopes"
        render={({ field }) => (
          <FieldGroup legend={t('scopes')} error={sentenceAt(t('scopes'), errors, 'scopes')}>
            {API_SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                label={scopes(scope)}
                checked={field.value.includes(scope)}
                onChange={(on) => field.onChange(API_SCOPES.filter((one) => (one === scope ? on : field.value.includes(one))))}
              />
            ))}
          </FieldGroup>
        )}
      />
      <Controller
        control={form.control}
        name="centers"
        render={({ field }) => (
          <FieldGroup legend={t('for')} error={sentenceAt(t('for'), errors, 'centers')}>
            <RadioOption name="centers" label={t('for-all')} checked={field.value === null} onChange={() => field.onChange(null)} />
            <RadioOption name="centers" label={t('for-some')} checked={field.value !== null} onChange={() => field.onChange([])} />
            {field.value !== null && (
              <div className="flex flex-col gap-2 pl-6">
                {centers.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    label={name}
                    checked={field.value?.includes(id) ?? false}
                    onChange={(on) => field.onChange([...(field.value ?? []).filter((one) => one !== id), ...(on ? [id] : [])])}
                  />
                ))}
              </div>
            )}
          </FieldGroup>
        )}
      />
    </Editor>
  );
}
