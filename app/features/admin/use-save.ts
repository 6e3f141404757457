'use client';

import { useState } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { placeFailure } from './form-errors.ts';

interface Save<Output> {
  /** null: a new one. */
  id: string | null;
  path: `/api/${string}`;
  fields: readonly string[];
  /** What it is called when it is said to be saved. */
  nameOf: (values: Output) => string;
  /** With what the server answered. */
  onSaved: (answer: unknown) => void;
}

/** Saves what a form holds; a refusal goes to the field that it names. Returns what an `Editor` needs of the form. */
export function useSave<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  { id, path, fields, nameOf, onSaved }: Save<Output>,
) {
  const t = useTranslations('admin');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [failure, setFailure] = useState<string | null>(null);

  const save = form.handleSubmit(async (values) => {
    setFailure(null);
    let answer: unknown;
    try {
      answer = await api(id === null ? path : `${path}/${encodeURIComponent(id)}`, {
        method: id === null ? 'POST' : 'PATCH',
        body: values,
      });
    } catch (error) {
      const placed = placeFailure(error, fields);
      if (placed.kind === 'form') setFailure(errorWords(placed.error));
      else form.setError(placed.path as Path<Input>, { type: 'server', message: placed.message }, { shouldFocus: true });
      return;
    }
    toast({ kind: 'success', title: t('saved', { name: nameOf(values) }) });
    onSaved(answer);
  });

  const { isDirty, isSubmitting, submitCount } = form.formState;
  return { dirty: isDirty, busy: isSubmitting, failure, attempt: submitCount, onSubmit: save };
}
