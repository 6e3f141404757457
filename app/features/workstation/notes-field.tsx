'use client';

import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { LONGEST } from './customer-fields.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import type { NotesInHand } from './use-notes.ts';

interface NotesFieldProps {
  notes: NotesInHand;
  className?: string;
  ref?: Ref<{ focusEnd: () => void }>;
}

/** Where an agent writes about the call, during it and after; and whether it has been saved. */
export function NotesField({ notes, className, ref }: NotesFieldProps) {
  const t = useTranslations('workstation-desk.notes');
  const box = useRef<HTMLTextAreaElement>(null);
  const focusEnd = () => {
    box.current?.focus({ preventScroll: true });
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length);
  };
  useImperativeHandle(ref, () => ({ focusEnd }));
  useShortcut('notes', focusEnd);
  return (
    <Field
      label={t('label')}
      // Of one height whatever it says, and not read out at every pause: only trouble is.
      hint={
        <span role={notes.state === 'unsaved' ? 'status' : undefined} className="block min-h-4">
          {notes.notes !== '' || notes.state !== 'saved' ? t(`state.${notes.state}`) : t('as-typed')}
        </span>
      }
    >
      <Textarea
        ref={box}
        value={notes.notes}
        maxLength={LONGEST.notes}
        onChange={(event) => notes.setNotes(event.target.value)}
        className={className}
      />
    </Field>
  );
}
