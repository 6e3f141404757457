'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Disposition, leaves, MAX_DEPTH, MAX_LEAVES, MAX_SIBLINGS } from '../../../../server/protocol/disposition-tree.ts';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { errorsAt, messageAt } from '../form-errors.ts';
import { AddButton } from '../list-button.tsx';
import { useSentences } from '../use-sentences.ts';
import {
  addAfter,
  at,
  type Changed,
  type DispositionRow,
  indent,
  move,
  outdent,
  type Place,
  remove,
  rename,
  rowsOf,
} from './disposition-rows.ts';

interface DispositionsFieldProps {
  value: readonly Disposition[];
  onChange: (value: Disposition[]) => void;
  /** As react-hook-form has it: of the tree, or of its lines. */
  errors: unknown;
}

type Motion = 'up' | 'down' | 'indent' | 'outdent';
const MOTIONS: readonly { motion: Motion; icon: LucideIcon; key: string }[] = [
  { motion: 'outdent', icon: ArrowLeft, key: 'ArrowLeft' },
  { motion: 'indent', icon: ArrowRight, key: 'ArrowRight' },
  { motion: 'up', icon: ArrowUp, key: 'ArrowUp' },
  { motion: 'down', icon: ArrowDown, key: 'ArrowDown' },
];
const DEPTH_LOOK = ['', 'pl-6', 'pl-12'] as const;

/** A queue's tree of dispositions, a line each. Enter begins the next; with Alt the arrows move a line, and what is under it. */
export function DispositionsField({ value, onChange, errors }: DispositionsFieldProps) {
  const t = useTranslations('admin-desk.dispositions');
  const { sentence } = useSentences();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const whole = sentence(t('legend'), messageAt(errors));
  const rows = rowsOf(value);

  const focus = (place: Place, what: 'input' | Motion = 'input') =>
    requestAnimationFrame(() => {
      const line = list.current?.querySelector(`[data-place="${place.join('.')}"]`);
      const wanted = line?.querySelector<HTMLElement>(what === 'input' ? 'input' : `[data-motion="${what}"]`);
      // A button that can't be pressed any more would let the focus fall to the page.
      (wanted?.matches(':disabled') ? line?.querySelector<HTMLElement>('input') : wanted)?.focus();
    });
  const take = ({ tree, place }: Changed, what: 'input' | Motion = 'input') => {
    onChange(tree);
    focus(place, what);
    const moved = rowsOf(tree).find((row) => row.place.join() === place.join());
    if (moved) setSaid(t('stands', { name: moved.name || t('unnamed'), number: moved.number }));
  };
  const carryOut = (row: DispositionRow, motion: Motion, from: 'input' | 'button') => {
    if (!may(row, motion)) return;
    take(CHANGES[motion](value, row.place), from === 'button' ? motion : 'input');
  };
  const removeAt = (row: DispositionRow) => {
    const nth = rows.indexOf(row);
    const next = remove(value, row.place);
    onChange(next);
    setSaid(t('removed', { name: row.name || t('unnamed') }));
    const left = rowsOf(next);
    const beside = left[Math.min(nth, left.length - 1)];
    if (beside) focus(beside.place);
  };
  const onKeyDown = (event: KeyboardEvent, row: DispositionRow) => {
    const motion = event.altKey ? MOTIONS.find(({ key }) => key === event.key)?.motion : undefined;
    if (event.key !== 'Enter' && motion === undefined) return;
    event.preventDefault();
    if (motion !== undefined) carryOut(row, motion, 'input');
    else take(addAfter(value, row.place));
  };

  return (
    <fieldset
      aria-describedby={`${id}-hint${whole === undefined ? '' : ` ${id}-error`}`}
      data-invalid={whole === undefined ? undefined : ''}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className="font-medium text-sm">{t('legend')}</legend>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t('hint', { levels: MAX_DEPTH, siblings: MAX_SIBLINGS, leaves: MAX_LEAVES })}
      </p>
      <ol ref={list} className="flex flex-col gap-2">
        {rows.map((row) => (
          <li key={row.number} data-place={row.place.join('.')} className={`flex items-start gap-1 ${DEPTH_LOOK[row.place.length - 1]}`}>
            <Field
              label={t('line', { number: row.number })}
              hideLabel
              className="min-w-24 flex-1"
              error={sentence(t('this-line'), lineError(errors, row.place))}
            >
              <Input
                maxLength={80}
                value={row.name}
                className={row.heading ? 'font-medium' : ''}
                onKeyDown={(event) => onKeyDown(event, row)}
                onChange={(event) => onChange(rename(value, row.place, event.target.value))}
              />
            </Field>
            <span className="flex">
              {MOTIONS.map(({ motion, icon: Icon }) => (
                <Button
                  key={motion}
                  variant="quiet"
                  size="icon"
                  className="w-7"
                  data-motion={motion}
                  disabled={!may(row, motion)}
                  aria-label={t(motion, { name: row.name || t('unnamed') })}
                  onClick={() => carryOut(row, motion, 'button')}
                >
                  <Icon aria-hidden />
                </Button>
              ))}
              <Button
                variant="quiet"
                size="icon"
                className="w-7"
                aria-label={
                  row.heading
                    ? t('remove-with', {
                        name: row.name || t('unnamed'),
                        count: leaves([at(value, row.place) ?? { name: '', children: [] }]).length,
                      })
                    : t('remove', { name: row.name || t('unnamed') })
                }
                onClick={() => removeAt(row)}
              >
                <X aria-hidden />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <AddButton onClick={() => take(addAfter(value, null))}>{t('add')}</AddButton>
      <p role="status" className="sr-only">
        {said}
      </p>
      {whole !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {whole}
        </p>
      )}
    </fieldset>
  );
}

const CHANGES: Record<Motion, (tree: readonly Disposition[], place: Place) => Changed> = {
  up: (tree, place) => move(tree, place, -1),
  down: (tree, place) => move(tree, place, 1),
  indent,
  outdent,
};

function may(row: DispositionRow, motion: Motion): boolean {
  const can = { up: row.canMoveUp, down: row.canMoveDown, indent: row.canIndent, outdent: row.canOutdent };
  return can[motion];
}

/** What is wrong with a line: with its name, or with how many are under it. */
function lineError(errors: unknown, place: Place): string | undefined {
  const path = place.flatMap((index, level) => (level === 0 ? [index] : ['children', index]));
  return messageAt(errorsAt(errors, ...path, 'name')) ?? messageAt(errorsAt(errors, ...path, 'children'));
}
