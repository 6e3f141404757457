'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { pathText } from '../../../server/protocol/disposition-tree.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useClock } from '../../lib/clock.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { WorkstationConnection } from './connection.ts';
import { DispositionPicker } from './disposition-picker.tsx';
import { dayAt, dueFault } from './follow-up-days.ts';
import { type FollowUpFaults, FollowUpFields } from './follow-up-fields.tsx';
import { NotesField } from './notes-field.tsx';
import { useKeysOf, useShortcut } from './shortcuts/use-shortcut.tsx';
import { useAction } from './use-action.ts';
import { useAtTime } from './use-at-time.ts';
import { useNotes } from './use-notes.ts';
import { useWrapupDraft } from './use-wrapup-draft.ts';
import { customerName, endWords, type Work } from './view-model.ts';
import { addRecent, readRecent, type WrapupDraft } from './wrapup-draft.ts';
import { MoreTime, TimeLeft, TimeUsed } from './wrapup-timer.tsx';

interface WrapupPanelProps {
  work: Work<'wrapup'>;
  agentId: string;
  ready: boolean;
  connection: WorkstationConnection;
}

/** So long before time ends a wrap-up, what is chosen is sent: the server has only the notes. */
const SENT_BEFORE_MS = 800;

export function WrapupPanel({ work, agentId, ready, connection }: WrapupPanelProps) {
  const t = useTranslations('workstation-desk.wrapup');
  const words = useWords();
  const formats = useFormats();
  const clock = useClock();
  const notes = useNotes(work, ready, connection);
  const { draft, change, forget } = useWrapupDraft(work.callId);
  const [recent] = useState(() => readRecent(localStorage, agentId));
  const [asked, setAsked] = useState(false);
  const finish = useAction(connection.finishWrapup);
  const finishKeys = useKeysOf('finish');
  const notesBox = useRef<{ focusEnd: () => void }>(null);
  const dispositionBox = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => notesBox.current?.focusEnd(), []);

  const { disposition, followUp } = draft;
  const faults: FollowUpFaults | null = followUp && {
    dueOn: dueFault(followUp.dueOn, dayAt(clock.now())),
    note: followUp.note.trim() === '' ? 'missing' : null,
  };

  const send = async () => {
    if (!ready || finish.busy) return;
    setAsked(true);
    if (disposition === null) return dispositionBox.current?.focus();
    if (faults?.dueOn || faults?.note) return focusFault(form.current);
    await keep(disposition, followUp);
  };
  const keep = async (disposition: readonly string[], followUp: WrapupDraft['followUp']) => {
    const wrapup = { callId: work.callId, disposition: [...disposition], notes: notes.notes.trim() };
    if (!(await finish.run({ ...wrapup, followUp: followUp && { dueOn: followUp.dueOn, note: followUp.note.trim() } }))) return;
    addRecent(localStorage, agentId, pathText(disposition));
    notes.forget();
    forget();
  };
  useAtTime(work.ends === 'time' ? work.dueAt - SENT_BEFORE_MS : null, () => {
    if (!ready || finish.busy || disposition === null) return;
    void keep(disposition, faults?.dueOn || faults?.note ? null : followUp);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  useShortcut('finish', () => void send(), ready);
  useShortcut('disposition', () => dispositionBox.current?.focus());

  return (
    <section aria-label={t('title')} className="flex flex-1 flex-col gap-5 rounded-lg border border-line bg-surface p-5">
      <header className="grid gap-1">
        <p className="font-medium text-sm text-wrapup">{t('title')}</p>
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 break-words font-semibold text-2xl">{customerName(work)}</h2>
          <TimeUsed work={work} />
        </div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="text-muted">
            {t.rich('summary', {
              end: words(endWords(work.reason)),
              talked: formats.duration(work.talkMs),
              queue: work.queueName,
              figures: (chunks) => <span className="figures">{chunks}</span>,
            })}
          </p>
          <span className="flex items-baseline gap-3">
            <TimeLeft work={work} />
            <MoreTime work={work} ready={ready} connection={connection} />
          </span>
        </div>
      </header>

      <form ref={form} onSubmit={submit} className="flex max-w-2xl flex-col gap-4">
        <Field label={t('disposition')} error={asked && disposition === null ? t('disposition-missing') : undefined}>
          <DispositionPicker
            ref={dispositionBox}
            tree={work.dispositions}
            recent={recent}
            value={disposition === null ? null : pathText(disposition)}
            onChoose={({ path }) => change({ disposition: path })}
          />
        </Field>
        <NotesField ref={notesBox} notes={notes} className="h-44" />
        <FollowUpFields value={followUp} onChange={(next) => change({ followUp: next })} faults={asked ? faults : null} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant="primary" size="lg" disabled={!ready} busy={finish.busy} className="min-w-32" {...finishKeys.aria}>
            {t('finish')}
          </Button>
          <p className="text-muted text-sm">
            {t(`then.${work.ends}`)}
            {finishKeys.label !== null && <span className="max-lg:hidden"> {t('finish-by-key', { keys: finishKeys.label })}</span>}
          </p>
        </div>
      </form>
    </section>
  );
}

const focusFault = (form: HTMLFormElement | null) =>
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
