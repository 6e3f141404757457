'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { AnswerNotice } from './answer-notice.tsx';
import { AudioNotices } from './audio-notices.tsx';
import { CallBand } from './call-band.tsx';
import { CallControls } from './call-controls.tsx';
import { CallLineText } from './call-line-text.tsx';
import { CallNotes } from './call-notes.tsx';
import { CallSharesRow } from './call-shares-row.tsx';
import type { WorkstationConnection } from './connection.ts';
import { ContactFacts } from './contact-facts.tsx';
import { InvitationText } from './invitation.tsx';
import { ListenersLine } from './listeners-line.tsx';
import { MicrophoneNotice } from './microphone-notice.tsx';
import { PartiesList } from './parties-list.tsx';
import { leaveWords, othersOf, partyRows, stageOf } from './parties-view.ts';
import { QualityHint } from './quality/quality-hint.tsx';
import { QualityIndicator } from './quality/quality-indicator.tsx';
import { useAction } from './use-action.ts';
import { useCallControl } from './use-call-control.ts';
import { useFocusKept } from './use-focus-kept.ts';
import type { Softphone } from './use-softphone.ts';
import { useTransferPicker } from './use-transfer-picker.tsx';
import { customerName, type Work } from './view-model.ts';

interface CallPanelProps {
  call: Work<'call'>;
  ready: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
}

/** The call in hand: the controls first, which keep their place; below them what goes on, and who is there. */
export function CallPanel({ call, ready, connection, phone }: CallPanelProps) {
  const t = useTranslations('workstation-call');
  const say = useWords();
  const hangUp = useAction(connection.hangUp);
  const control = useCallControl(connection, call.callId);
  const picker = useTransferPicker(connection, call.callId, othersOf(call.conversation).length > 0);
  const { conversation } = call;
  const rows = partyRows(conversation);
  const panel = useRef<HTMLElement>(null);
  useFocusKept(panel, `${stageOf(conversation).kind} ${rows.length}`);

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t('region')}
      className="flex flex-1 flex-col gap-4 rounded-lg border border-line bg-surface p-5 outline-none"
    >
      {/* In reach also with messages below it; not on a screen so low that it would take all of it. */}
      <div className="top-0 z-10 -mx-5 -mt-5 -mb-4 flex flex-col gap-4 rounded-t-lg bg-surface p-5 pb-4 lg:[@media(min-height:44rem)]:sticky">
        <CallHeader call={call} phone={phone} />
        <CallControls
          call={call}
          ready={ready}
          phone={phone}
          control={control}
          picker={picker}
          hangUp={{ busy: hangUp.busy, run: () => void hangUp.run(call.callId) }}
        />
      </div>
      <CallBand call={call} ready={ready} control={control} />
      <ListenersLine channel="voice" listeners={conversation.listeners} />
      <AnswerNotice conversation={conversation} />
      <CallSharesRow call={call} desk={phone.shares} />
      {rows.length === 0 ? <TwoLevels phone={phone} /> : <PartiesList rows={rows} ready={ready} phone={phone} control={control} />}
      {rows.length > 0 && <p className="-mt-2 text-muted text-sm">{say(leaveWords(conversation))}</p>}
      <MicrophoneNotice phone={phone} moment="call" />
      <AudioNotices phone={phone} />
      <QualityHint heard={phone.quality} you={conversation.you} />
      {call.invitation !== null && <InvitationText invitation={call.invitation} />}
      <ContactFacts contact={call} brief />
      <CallNotes call={call} ready={ready} connection={connection} />
      {picker.dialog}
    </section>
  );
}

function CallHeader({ call, phone }: Pick<CallPanelProps, 'call' | 'phone'>) {
  const connected = call.phase.kind === 'connected';
  return (
    <header className="grid gap-1">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="min-w-0 break-words font-semibold text-2xl">{customerName(call)}</h2>
        {/* Its place is kept while connecting, so that nothing jumps. */}
        <p className={cn('shrink-0 font-semibold text-2xl', !connected && 'text-muted')}>
          {call.phase.kind === 'connected' ? <Elapsed since={call.phase.since} /> : <span className="figures">0:00</span>}
        </p>
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="text-muted">{call.queueName}</p>
        <span className="flex flex-wrap items-center gap-x-4">
          {connected && phone.situation === 'connected' && <QualityIndicator heard={phone.quality} you={call.conversation.you} />}
          <CallLineText call={call} audio={phone.situation} />
        </span>
      </div>
    </header>
  );
}

function TwoLevels({ phone }: Pick<CallPanelProps, 'phone'>) {
  const t = useTranslations('workstation-call.levels');
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <LevelMeter label={t('you')} read={() => (phone.muted ? 0 : phone.levels().you)} />
      <LevelMeter label={t('caller')} read={() => phone.levels().caller} />
      <span role="status" className="text-muted text-sm">
        {phone.otherMuted && t('caller-muted')}
      </span>
    </div>
  );
}
