'use client';

import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import { Button } from '../../components/ui/button.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { FieldName } from './customer-fields.ts';
import { useFieldWords } from './customer-words.ts';
import type { FieldEditing, FieldProblem } from './use-field-edit.ts';

interface NoticeProps {
  id: string;
  field: FieldName;
  editing: FieldEditing;
  onKeep: () => void;
  onTake: () => void;
}

/** Beside a field that could not be saved: what is wrong, or what somebody else made of it. */
export function FieldNotice({ id, field, editing, onKeep, onTake }: NoticeProps) {
  const t = useTranslations('workstation-desk.customer');
  const { textOf } = useFieldWords();
  const problem = useProblemWords(editing.problem);
  const theirs = editing.edit?.theirs ?? null;
  if (theirs !== null) {
    const value = textOf(field, theirs.text);
    return (
      <div id={id} role="alert" className="mt-1.5 grid gap-2 rounded-md bg-not-ready-soft p-2 text-sm">
        <p className="break-words">
          {theirs.by === null ? t('changed-meanwhile', { value }) : t('changed-meanwhile-by', { name: theirs.by, value })}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" data-keep busy={editing.saving} onClick={onKeep}>
            {t('keep-mine')}
          </Button>
          <Button size="sm" onClick={onTake}>
            {t('take-theirs')}
          </Button>
        </div>
      </div>
    );
  }
  if (problem === null) return null;
  return (
    <p id={id} role="alert" className="mt-1 text-missed text-sm">
      {problem}
    </p>
  );
}

function useProblemWords(problem: FieldProblem | null): string | null {
  const t = useTranslations('workstation-desk.customer');
  const errorWords = useErrorWords();
  if (problem === null) return null;
  switch (problem.kind) {
    case 'fault':
      return t(`fault.${problem.fault}`);
    case 'refused':
      return t('not-saved', { reason: errorWords(problem.error) });
    default:
      return exhausted(problem);
  }
}
