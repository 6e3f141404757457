'use client';

import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { messageAt } from './form-errors.ts';
import { useSentences } from './use-sentences.ts';

interface TextListFieldProps {
  legend: string;
  hint: string;
  /** "Disposition 1": the name of each line, by its number. */
  nameOf: (number: number) => string;
  addLabel: string;
  maxLength: number;
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** As react-hook-form has it: of the list, or of its lines. */
  errors: unknown;
}

/** Short texts, one a line; Enter begins the next. */
export function TextListField({ legend, hint, nameOf, addLabel, maxLength, value, onChange, errors }: TextListFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  const id = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const whole = sentence(t('fields.list'), messageAt(errors));
  const focusLine = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('input')[index]?.focus());
  const add = (at: number) => {
    onChange(value.toSpliced(at, 0, ''));
    focusLine(at);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add(index + 1);
  };

  return (
    <fieldset ref={list} aria-describedby={`${id}-hint${whole === undefined ? '' : ` ${id}-error`}`} className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{legend}</legend>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {hint}
      </p>
      {value.map((text, index) => (
        <div key={index} className="flex items-start gap-2">
          <Field
            label={nameOf(index + 1)}
            hideLabel
            className="flex-1"
            error={sentence(t('fields.this-line'), messageAt((errors as readonly unknown[] | undefined)?.[index]))}
          >
            <Input
              maxLength={maxLength}
              value={text}
              onKeyDown={(event) => onKeyDown(event, index)}
              onChange={(event) => onChange(value.with(index, event.target.value))}
            />
          </Field>
          <Button
            variant="quiet"
            size="icon"
            aria-label={t('remove', { name: text || t('queue.line', { number: index + 1 }) })}
            onClick={() => onChange(value.toSpliced(index, 1))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" className="self-start" onClick={() => add(value.length)}>
        <Plus aria-hidden />
        {addLabel}
      </Button>
      {whole !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {whole}
        </p>
      )}
    </fieldset>
  );
}
