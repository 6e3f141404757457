'use client';

import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallAction } from '../../../server/protocol/conversation.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { TransferList } from './transfer-list.tsx';
import { type Ask, asksOf, canTake, type Purpose, type TargetRow } from './transfer-view.ts';
import type { Controls } from './use-call-control.ts';
import { useDirectory } from './use-directory.ts';

export interface TransferDialogProps {
  purpose: Purpose;
  /** Whether other agents are in the call. */
  others: boolean;
  /** Where not all of it can be done; the usual one last. */
  asks?: readonly Ask[];
  callId: string;
  connection: Controls & Pick<WorkstationConnection, 'directory'>;
  onClose: () => void;
}

/** Where to, with which words for whoever takes it, and how. By keyboard: type, Enter, Enter. */
export function TransferDialog({ purpose, others, asks = asksOf(purpose, others), callId, connection, onClose }: TransferDialogProps) {
  const t = useTranslations('workstation-call.transfer');
  const errorWords = useErrorWords();
  const { view, ask } = useDirectory(connection, callId);
  const [chosenValue, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [sending, setSending] = useState<Ask | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const usualButton = useRef<HTMLButtonElement>(null);
  const chosen = view.kind === 'loaded' ? (view.rows.find((row) => row.value === chosenValue) ?? null) : null;
  const sendable = chosen !== null && canTake(chosen);

  const usual = asks.at(-1);

  const choose = (row: TargetRow) => {
    setChosen(row.value);
    setFailure(null);
    // The button is there, but disabled until this has been drawn.
    if (canTake(row)) requestAnimationFrame(() => usualButton.current?.focus());
  };

  const send = async (kind: Ask) => {
    if (chosen === null || sending !== null) return;
    setSending(kind);
    setFailure(null);
    const action: CallAction = { kind, target: chosen.target, note: note.trim() || null };
    try {
      await connection.control(callId, action);
      onClose();
    } catch (error) {
      setFailure(errorWords(error));
      void ask(); // what was refused has changed since it was listed
    } finally {
      setSending(null);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`title.${purpose}`)}
      className="max-w-xl"
      actions={asks.map((kind) => (
        <Button
          key={kind}
          ref={kind === usual ? usualButton : undefined}
          variant={kind === usual ? 'primary' : 'secondary'}
          disabled={!sendable}
          busy={sending === kind}
          onClick={() => void send(kind)}
        >
          {t(`ask.${kind}`)}
        </Button>
      ))}
    >
      <TransferList view={view} chosen={chosenValue} onChoose={choose} onRetry={() => void ask()} />
      <p role="status" className="mt-3 min-h-5">
        <ChosenText row={chosen} />
      </p>
      <Field label={t('note')} hint={t('note-hint')} className="mt-2">
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {/* Its place is kept, so that the buttons stay where they are. */}
      <div className="mt-2 min-h-5 text-sm">
        {failure !== null ? (
          <p role="alert" className="text-missed">
            {failure}
          </p>
        ) : (
          view.kind === 'loaded' && view.stale && <p className="text-not-ready">{t('stale')}</p>
        )}
      </div>
    </Dialog>
  );
}

function ChosenText({ row }: { row: TargetRow | null }) {
  const t = useTranslations('workstation-call.transfer');
  if (row === null) return <span className="text-muted">{t('chosen.none')}</span>;
  if (row.kind === 'gone') return t('chosen.gone', { name: row.name });
  if (row.kind === 'agent') {
    if (row.unavailable !== null) return t('chosen.unavailable', { name: row.name, why: t(`unavailable.${row.unavailable}`) });
    return <b className="font-semibold">{t('chosen.agent', { name: row.name, center: row.centerName })}</b>;
  }
  const words = row.available === 0 ? t(`chosen.${row.kind}-nobody`, { name: row.name }) : t(`chosen.${row.kind}`, { name: row.name });
  return <b className="font-semibold">{words}</b>;
}
