'use client';

import { MicOff, PhoneOff } from 'lucide-react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { CallLineText } from './call-line-text.tsx';
import type { WorkstationConnection } from './connection.ts';
import { ContactFacts } from './contact-facts.tsx';
import { MicrophoneNotice } from './microphone-notice.tsx';
import { useAction } from './use-action.ts';
import { useNotesDraft } from './use-notes-draft.ts';
import type { Softphone } from './use-softphone.ts';
import { customerName, type Work } from './view-model.ts';

interface CallPanelProps {
  call: Work<'call'>;
  ready: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
}

export function CallPanel({ call, ready, connection, phone }: CallPanelProps) {
  const hangUp = useAction(connection.hangUp);
  const draft = useNotesDraft(call.callId);
  const connected = call.phase.kind === 'connected';
  return (
    <section aria-label="Call" className="flex flex-1 flex-col gap-5 rounded-lg border border-line bg-surface p-5">
      <header className="grid gap-1">
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 break-words font-semibold text-2xl">{customerName(call)}</h2>
          {/* Its place is kept while connecting, so that nothing jumps. */}
          <p className={cn('shrink-0 font-semibold text-2xl', !connected && 'text-muted')}>
            {call.phase.kind === 'connected' ? <Elapsed since={call.phase.since} /> : <span className="figures">0:00</span>}
          </p>
        </div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="text-muted">{call.queueName}</p>
          <CallLineText phase={call.phase} audio={phone.situation} />
        </div>
      </header>

      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <LevelMeter label="you" read={() => (phone.muted ? 0 : phone.levels().you)} />
        <LevelMeter label="caller" read={() => phone.levels().caller} />
        <span role="status" className="text-muted text-sm">
          {phone.otherMuted && 'The caller has muted their microphone'}
        </span>
      </div>

      <div className="flex flex-wrap gap-3">
        <Button
          size="lg"
          aria-label="Mute"
          aria-pressed={phone.muted}
          disabled={!phone.canMute}
          onClick={() => phone.setMuted(!phone.muted)}
          className={cn('min-w-32', phone.muted && 'border-not-ready bg-not-ready-soft text-not-ready hover:bg-not-ready-soft')}
        >
          <MicOff aria-hidden />
          {phone.muted ? 'Muted' : 'Mute'}
        </Button>
        <Button
          variant="danger"
          size="lg"
          disabled={!ready}
          busy={hangUp.busy}
          onClick={() => void hangUp.run(call.callId)}
          className="min-w-32"
        >
          <PhoneOff aria-hidden />
          Hang up
        </Button>
      </div>

      <MicrophoneNotice phone={phone} moment="call" />
      {phone.soundBlocked && (
        <Banner
          kind="warning"
          title="The browser holds the sound back until you press something here"
          action={
            <Button variant="primary" size="sm" onClick={phone.allowSound}>
              Hear the caller
            </Button>
          }
        />
      )}
      {phone.situation === 'failed' && (
        <Banner
          kind="error"
          title="Your audio could not be connected"
          action={
            <Button size="sm" onClick={phone.reconnect}>
              Connect again
            </Button>
          }
        >
          {phone.failure} The caller is still on the line: connect again, or hang up if it does not help.
        </Banner>
      )}

      <ContactFacts contact={call} brief />
      <Field label="Notes" hint="Kept in this browser; you finish them in the wrap-up.">
        <Textarea value={draft.notes} maxLength={4000} onChange={(event) => draft.setNotes(event.target.value)} className="h-48" />
      </Field>
    </section>
  );
}
