'use client';

import { useTranslations } from 'use-intl/react';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { useNotesDraft } from './use-notes-draft.ts';

/** Written while talking; the wrap-up goes on with them. */
export function CallNotes({ callId }: { callId: string }) {
  const t = useTranslations('workstation-call.notes');
  const draft = useNotesDraft(callId);
  return (
    <Field label={t('label')} hint={t('hint')}>
      <Textarea value={draft.notes} maxLength={4000} onChange={(event) => draft.setNotes(event.target.value)} className="h-40" />
    </Field>
  );
}
