'use client';

import { Pencil } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Customer } from '../../../server/protocol/customers.ts';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';
import { FieldNotice } from './customer-field-notice.tsx';
import { type FieldName, fieldText, LONGEST } from './customer-fields.ts';
import { useFieldWords } from './customer-words.ts';
import { type UpdateRecord, useFieldEdit } from './use-field-edit.ts';

interface CustomerFieldProps {
  customer: Customer;
  field: Exclude<FieldName, 'tier' | 'language'>;
  /** null: it can't be changed now. */
  update: UpdateRecord | null;
  /** Of the text while it is read. */
  className?: string;
  /** Begins to edit when this number changes: a shortcut was pressed. */
  editSignal?: number;
}

/**
 * A value that becomes an input where it stands. Enter saves (Ctrl + Enter where text has lines), Escape restores, and so does
 * nothing typed; whoever goes on to the next field has it saved too.
 */
export function CustomerField({ customer, field, update, className, editSignal = 0 }: CustomerFieldProps) {
  const t = useTranslations('workstation-desk.customer');
  const { nameOf, textOf } = useFieldWords();
  const editing = useFieldEdit(customer, field, update);
  const { edit } = editing;
  const button = useRef<HTMLButtonElement>(null);
  const goBack = useRef(false);
  const noticeId = useId();
  const text = fieldText(customer, field);

  useEffect(() => {
    if (edit === null && goBack.current) {
      goBack.current = false;
      button.current?.focus();
    }
  }, [edit]);
  const seen = useRef(editSignal);
  useEffect(() => {
    if (editSignal === seen.current) return;
    seen.current = editSignal;
    button.current?.click();
  }, [editSignal]);

  /** Ends the change; the focus goes back to where it came from. */
  const settle = async (act: () => Promise<boolean>) => {
    goBack.current = true;
    if (!(await act())) goBack.current = false;
  };
  const restore = () =>
    settle(async () => {
      editing.restore();
      return true;
    });
  if (edit === null) {
    if (update === null) return <span className={cn('whitespace-pre-line break-words', className)}>{textOf(field, text)}</span>;
    return (
      <button
        ref={button}
        type="button"
        onClick={editing.begin}
        className={cn(
          'group -mx-1.5 -my-0.5 flex w-[calc(100%+0.75rem)] items-baseline gap-1.5 rounded-md px-1.5 py-0.5 text-left hover:bg-sunken',
          className,
        )}
      >
        <span className={cn('min-w-0 whitespace-pre-line break-words', text === '' && 'text-muted')}>
          {text === '' ? t(field === 'notes' ? 'add-notes' : 'add', { field: nameOf(field) }) : text}
        </span>
        {text !== '' && <span className="sr-only">{t('change', { field: nameOf(field) })}</span>}
        <Pencil
          aria-hidden
          className="ml-auto size-3.5 shrink-0 self-center text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
        />
      </button>
    );
  }

  const long = field === 'notes';
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      void restore();
    } else if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.matches('input, textarea')) {
      if (long && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      // What somebody else made of it is not written over by the way: that is a press of its own.
      if (edit.theirs !== null) event.currentTarget.querySelector<HTMLElement>('[data-keep]')?.focus();
      else void settle(editing.save);
    }
  };
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    if (edit.theirs === null) void editing.save();
  };
  const look = {
    'aria-label': nameOf(field),
    'aria-invalid': editing.problem !== null || undefined,
    'aria-describedby': editing.problem !== null || edit.theirs !== null ? noticeId : undefined,
    autoFocus: true,
    readOnly: editing.saving,
    value: edit.typed,
    maxLength: LONGEST[field],
    autoComplete: 'off',
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the keys of the input inside.
    <div onKeyDown={press} onBlur={leave} className="-mx-1.5">
      {long ? (
        <Textarea {...look} rows={4} onChange={(event) => editing.type(event.target.value)} />
      ) : (
        <Input
          {...look}
          type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => editing.type(event.target.value)}
          className="h-8 px-1.5"
        />
      )}
      <FieldNotice
        id={noticeId}
        field={field}
        editing={editing}
        onKeep={() => void settle(editing.keepMine)}
        onTake={() => void restore()}
      />
    </div>
  );
}
