'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { leaves, PATH_SEPARATOR, pathText } from '../../../server/protocol/disposition-tree.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { duration } from '../../lib/format.ts';
import type { WorkstationConnection } from './connection.ts';
import { useAction } from './use-action.ts';
import { useNotesDraft } from './use-notes-draft.ts';
import { customerName, endWords, type Work } from './view-model.ts';
import { moreTimeWords, wrapupTime } from './wrapup-time.ts';

interface WrapupPanelProps {
  work: Work<'wrapup'>;
  ready: boolean;
  connection: WorkstationConnection;
}

export function WrapupPanel({ work, ready, connection }: WrapupPanelProps) {
  const { notes, setNotes, forget } = useNotesDraft(work.callId);
  const [disposition, setDisposition] = useState<string>();
  const [missing, setMissing] = useState(false);
  const finish = useAction(connection.finishWrapup);
  const notesBox = useRef<HTMLTextAreaElement>(null);
  const dispositionBox = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const box = notesBox.current;
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const send = async () => {
    if (!ready) return;
    if (disposition === undefined) {
      setMissing(true);
      dispositionBox.current?.focus();
      return;
    }
    if (await finish.run({ callId: work.callId, disposition: disposition.split(PATH_SEPARATOR), notes: notes.trim() })) forget();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  };

  return (
    <section aria-label="Wrap-up" className="flex flex-1 flex-col gap-5 rounded-lg border border-line bg-surface p-5">
      <header className="grid gap-1">
        <p className="font-medium text-sm text-wrapup">Wrap-up</p>
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 break-words font-semibold text-2xl">{customerName(work)}</h2>
          <TimeUsed work={work} />
        </div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="text-muted">
            {endWords(work.reason)} · talked <span className="figures">{duration(work.talkMs)}</span> · {work.queueName}
          </p>
          <span className="flex items-baseline gap-3">
            <TimeLeft work={work} />
            <MoreTime work={work} ready={ready} connection={connection} />
          </span>
        </div>
      </header>

      <form onSubmit={submit} onKeyDown={sendByKey} className="flex flex-col gap-4">
        <Field label="Disposition" error={missing ? 'Choose how the call ended.' : undefined} className="max-w-sm">
          <Select
            ref={dispositionBox}
            value={disposition}
            onChange={(value) => {
              setDisposition(value);
              setMissing(false);
            }}
            options={leaves(work.dispositions).map((path) => ({ value: pathText(path), label: pathText(path) }))}
            placeholder="How did it end?"
          />
        </Field>
        <Field label="Notes">
          <Textarea ref={notesBox} value={notes} maxLength={4000} onChange={(event) => setNotes(event.target.value)} className="h-56" />
        </Field>
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" variant="primary" size="lg" disabled={!ready} busy={finish.busy} className="min-w-32">
            Finish
          </Button>
          <p className="text-muted text-sm max-lg:hidden">Ctrl + Enter does the same.</p>
        </div>
      </form>
    </section>
  );
}

function MoreTime({ work, ready, connection }: WrapupPanelProps) {
  const extend = useAction(connection.extendWrapup);
  const words = moreTimeWords(work);
  if (words === null) return null;
  return (
    <Button
      size="sm"
      className="figures"
      disabled={!ready || work.extensionsLeft === 0}
      busy={extend.busy}
      onClick={() => void extend.run(work.callId)}
    >
      {words}
    </Button>
  );
}

function TimeUsed({ work }: { work: Work<'wrapup'> }) {
  const used = useTicking((now) => duration(wrapupTime(work, now).usedMs));
  return (
    <p role="timer" aria-label="Wrap-up time used" className="figures shrink-0 font-semibold text-2xl">
      {used}
    </p>
  );
}

function TimeLeft({ work }: { work: Work<'wrapup'> }) {
  const words = useTicking((now) => wrapupTime(work, now).words);
  const late = useTicking((now) => wrapupTime(work, now).late);
  return <p className={cn('figures', late ? 'font-medium text-not-ready' : 'text-muted')}>{words}</p>;
}
