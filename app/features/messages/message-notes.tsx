'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';

interface MessageNotesProps {
  /** Whose message it is. */
  name: string;
  notes: string;
  /** Resolves with whether they are kept. */
  onSave: (notes: string) => Promise<boolean>;
}

/** What was done about a message. Saved by a press: others read it, too. */
export function MessageNotes({ name, notes, onSave }: MessageNotesProps) {
  const t = useTranslations('left-messages');
  const [text, setText] = useState(notes);
  const [saving, setSaving] = useState(false);
  const kept = useRef(notes);
  // Changed by somebody else: shown, unless something is being written here.
  useEffect(() => {
    setText((before) => (before === kept.current ? notes : before));
    kept.current = notes;
  }, [notes]);
  const save = async () => {
    setSaving(true);
    await onSave(text.trim());
    setSaving(false);
  };
  return (
    <div className="mt-2 flex max-w-md items-end gap-2">
      <Field label={t('notes', { name })} hideLabel className="min-w-0 flex-1">
        <Textarea rows={1} maxLength={2000} placeholder={t('notes-hint')} value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      {text.trim() !== notes && (
        <Button size="sm" busy={saving} onClick={() => void save()}>
          {t('save')}
        </Button>
      )}
    </div>
  );
}
