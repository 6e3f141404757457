'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { CustomerSource, type CustomerSourceInput, TriedSource } from '../../../server/protocol/customer-source.ts';
import type { Center } from '../../../server/protocol/queue.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { SOURCE_FIELDS, SourceForm, type SourceValues, valuesOf } from './customer-source-form.ts';
import { Editor } from './editor.tsx';
import { FieldGroup } from './field-group.tsx';
import { placeFailure } from './form-errors.ts';
import { NumberInput } from './number-input.tsx';
import { RadioOption } from './options.tsx';
import { TriedBanner } from './tried-banner.tsx';
import { useResource } from './use-resource.ts';
import { useSentences } from './use-sentences.ts';

interface CustomerSourceEditorProps {
  center: Center;
  onClose: () => void;
}

/** Where a center's customers are kept: in its own database, or in the company's own system. */
export function CustomerSourceEditor({ center, onClose }: CustomerSourceEditorProps) {
  const { resource, retry } = useResource(`/api/admin/centers/${encodeURIComponent(center.id)}/customers`, CustomerSource);
  const t = useTranslations('admin-desk.customers');
  const errorWords = useErrorWords();
  if (resource.kind === 'loaded') return <SourceEditor center={center} source={resource.data} onClose={onClose} />;
  return (
    <Editor
      title={t('title', { center: center.name })}
      submitLabel={t('again')}
      dirty={false}
      busy={resource.kind === 'loading'}
      failure={resource.kind === 'failed' ? errorWords(resource.error) : null}
      attempt={0}
      onSubmit={(event) => {
        event.preventDefault();
        retry();
      }}
      onClose={onClose}
    >
      {null}
    </Editor>
  );
}

function SourceEditor({ center, source, onClose }: CustomerSourceEditorProps & { source: CustomerSource }) {
  const t = useTranslations('admin-desk.customers');
  const toast = useToast();
  const errorWords = useErrorWords();
  const { sentence } = useSentences();
  const [failure, setFailure] = useState<string | null>(null);
  const [tried, setTried] = useState<TriedSource | 'trying' | null>(null);
  const form = useForm<SourceValues, unknown, CustomerSourceInput>({
    resolver: zodResolver(SourceForm),
    defaultValues: valuesOf(source),
    shouldFocusError: false, // the editor does it
  });
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const path = `/api/admin/centers/${encodeURIComponent(center.id)}/customers` as const;
  const refused = (error: unknown) => {
    const placed = placeFailure(error, SOURCE_FIELDS);
    if (placed.kind === 'form') setFailure(errorWords(placed.error));
    else form.setError(placed.path as keyof SourceValues, { type: 'server', message: placed.message }, { shouldFocus: true });
  };
  const save = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      await api(path, { method: 'PUT', body: input });
    } catch (error) {
      return refused(error);
    }
    toast({ kind: 'success', title: t('saved', { center: center.name }) });
    onClose();
  });
  const tryIt = form.handleSubmit(async (input) => {
    setFailure(null);
    setTried('trying');
    try {
      setTried(await api(`${path}/try`, { method: 'POST', body: input, schema: TriedSource }));
    } catch (error) {
      setTried(null);
      refused(error);
    }
  });

  return (
    <Editor
      title={t('title', { center: center.name })}
      description={t('description')}
      submitLabel={t('save')}
      dirty={isDirty}
      busy={isSubmitting && tried !== 'trying'}
      failure={failure}
      attempt={submitCount}
      onSubmit={save}
      onClose={onClose}
    >
      <Controller
        control={form.control}
        name="kind"
        render={({ field }) => (
          <FieldGroup legend={t('legend')}>
            {(['built-in', 'http'] as const).map((kind) => (
              <RadioOption
                key={kind}
                name="kind"
                label={t(`${kind}.label`)}
                hint={t(`${kind}.hint`)}
                checked={field.value === kind}
                onChange={() => {
                  setTried(null);
                  field.onChange(kind);
                }}
              />
            ))}
          </FieldGroup>
        )}
      />
      {form.watch('kind') === 'http' && (
        <>
          <Field label={t('url.label')} hint={t('url.hint')} error={sentence(t('url.label'), errors.url?.message)}>
            <Input type="url" inputMode="url" autoComplete="off" spellCheck={false} maxLength={500} {...form.register('url')} />
          </Field>
          <Field
            label={t('secret.label')}
            hint={source.kind === 'http' ? t('secret.hint-kept') : t('secret.hint')}
            error={sentence(t('secret.label'), errors.secret?.message)}
          >
            <Input type="password" autoComplete="new-password" maxLength={200} {...form.register('secret')} />
          </Field>
          <Controller
            control={form.control}
            name="timeoutSeconds"
            render={({ field }) => (
              <Field
                label={t('timeout.label')}
                hint={t('timeout.hint')}
                error={sentence(t('timeout.label'), errors.timeoutSeconds?.message)}
              >
                <NumberInput step={0.1} inputMode="decimal" className="figures max-w-32" value={field.value} onChange={field.onChange} />
              </Field>
            )}
          />
          <div className="flex flex-col items-start gap-3">
            <Button busy={tried === 'trying'} onClick={(event) => void tryIt(event)}>
              {t('try')}
            </Button>
            {tried !== null && tried !== 'trying' && <TriedBanner tried={tried} />}
          </div>
        </>
      )}
    </Editor>
  );
}
