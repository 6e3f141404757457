'use client';

import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { controlLook } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';
import { lengthOf } from './text-length.ts';

interface TextComposerProps {
  onSend: (text: string) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
  keys?: { 'aria-keyshortcuts': string | undefined };
}

/** Enter sends, Shift+Enter starts a new line. Nothing is cut off: what is too long says by how much. */
export function TextComposer({ onSend, field, keys }: TextComposerProps) {
  const t = useTranslations('texts');
  const [written, setWritten] = useState('');
  const hintId = useId();
  const length = lengthOf(written);
  const sendable = length.kind === 'fits' || length.kind === 'near';
  const send = () => {
    if (!sendable) return;
    onSend(written);
    setWritten('');
  };
  const press = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          rows={1}
          aria-label={t('write')}
          placeholder={t('write')}
          aria-describedby={hintId}
          aria-invalid={length.kind === 'over' || undefined}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
          onKeyDown={press}
          className={cn(controlLook, 'field-sizing-content max-h-32 min-h-9 resize-none py-1.5')}
          {...keys}
        />
        <Button type="submit" size="icon" aria-label={t('send')} disabled={!sendable}>
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <p id={hintId} className="text-muted text-xs">
        <span className={cn(length.kind !== 'fits' && length.kind !== 'empty' && 'sr-only')}>{t('hint')}</span>
        <span className={cn(length.kind === 'over' && 'text-missed')}>
          {length.kind === 'near' && t('left', { count: length.left })}
          {length.kind === 'over' && t('over', { count: length.over })}
        </span>
      </p>
    </form>
  );
}
