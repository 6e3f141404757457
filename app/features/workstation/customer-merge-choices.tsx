'use client';

import { useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import type { FieldName } from './customer-fields.ts';
import { type MergeRow, mergeRows, type Pair, type Pick, type Picks } from './customer-merge.ts';
import { useFieldWords } from './customer-words.ts';

interface MergeChoicesProps {
  pair: Pair;
  keep: 'one' | 'other';
  onKeep: (keep: 'one' | 'other') => void;
  picks: Picks;
  onPick: (field: FieldName, pick: Pick) => void;
}

const SIDES = ['one', 'other'] as const;

/** Two records side by side, each field with one of its values chosen. What both say is shown once. */
export function MergeChoices({ pair, keep, onKeep, picks, onPick }: MergeChoicesProps) {
  const t = useTranslations('workstation-desk.merge');
  const rows = mergeRows(pair, picks);
  const differing = rows.filter(({ same }) => !same);
  const same = rows.filter(({ same: alike, one }) => alike && one !== '');
  return (
    <div className="grid gap-4">
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{t('keep-which')}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {SIDES.map((side) => (
            <Radio key={side} name="keep" first={keep === side} checked={keep === side} onChoose={() => onKeep(side)}>
              <span className="font-medium">{pair[side].name}</span>
              <span className="block text-muted text-sm">{t(side === 'one' ? 'on-the-line' : 'found', { email: pair[side].email })}</span>
            </Radio>
          ))}
        </div>
      </fieldset>
      {differing.length > 0 && (
        <div className="grid gap-3">
          <p className="font-medium text-sm">{t('choose-fields')}</p>
          {differing.map((row) => (
            <Row key={row.field} row={row} onPick={(pick) => onPick(row.field, pick)} />
          ))}
        </div>
      )}
      {same.length > 0 && <Same rows={same} />}
    </div>
  );
}

function Row({ row, onPick }: { row: MergeRow; onPick: (pick: Pick) => void }) {
  const t = useTranslations('workstation-desk.merge');
  const { nameOf, textOf } = useFieldWords();
  return (
    <fieldset>
      <legend className="mb-1 text-muted text-sm">{nameOf(row.field)}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {SIDES.map((side) => (
          <Radio key={side} name={row.field} checked={row.pick === side} onChoose={() => onPick(side)}>
            <span className={cn('whitespace-pre-line', row[side] === '' && 'text-muted')}>{textOf(row.field, row[side])}</span>
          </Radio>
        ))}
        {row.mayBeBoth && (
          <Radio name={row.field} checked={row.pick === 'both'} onChoose={() => onPick('both')}>
            {t('both')}
          </Radio>
        )}
      </div>
    </fieldset>
  );
}

interface RadioProps {
  name: string;
  checked: boolean;
  /** Has the focus when it first appears. */
  first?: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Radio({ name, checked, first = false, onChoose, children }: RadioProps) {
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef(first);
  useEffect(() => {
    if (wanted.current) input.current?.focus();
  }, []);
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        'flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-focus-visible:outline-offset-2',
        checked ? 'border-accent bg-accent-soft' : 'border-line hover:bg-sunken',
      )}
    >
      <input
        id={id}
        type="radio"
        ref={input}
        name={name}
        checked={checked}
        onChange={onChoose}
        className="mt-1 accent-(--color-accent) outline-none"
      />
      <span className="min-w-0 break-words">{children}</span>
    </label>
  );
}

function Same({ rows }: { rows: readonly MergeRow[] }) {
  const t = useTranslations('workstation-desk.merge');
  const { nameOf, textOf } = useFieldWords();
  return (
    <div>
      <p className="mb-1 font-medium text-sm">{t('same')}</p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        {rows.map(({ field, one }) => (
          <div key={field} className="contents">
            <dt className="text-muted">{nameOf(field)}</dt>
            <dd className="break-words">{textOf(field, one)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
