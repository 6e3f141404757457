'use client';

import { ArrowRightLeft, Phone, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Elapsed } from '../../../components/ui/time.tsx';
import type { TextChat } from '../../../lib/texts/text-chat.ts';
import { TextComposer } from '../../texts/text-composer.tsx';
import { TextList } from '../../texts/text-list.tsx';
import { useTextLog } from '../../texts/use-text-log.ts';
import { CallNotes } from '../call-notes.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { ContactFacts } from '../contact-facts.tsx';
import { InvitationText } from '../invitation.tsx';
import { useKeysOf, useShortcut } from '../shortcuts/use-shortcut.tsx';
import { useAction } from '../use-action.ts';
import { useCallControl } from '../use-call-control.ts';
import { useTransferPicker } from '../use-transfer-picker.tsx';
import { customerName, type Work } from '../view-model.ts';

interface TextCallPanelProps {
  call: Work<'call'>;
  chat: TextChat | null;
  ready: boolean;
  /** A call is in hand, or rings: this one can't become another. */
  onCall: boolean;
  connection: WorkstationConnection;
}

/** A text conversation: what was written, and where to write. */
export function TextCallPanel({ call, chat, ready, onCall, connection }: TextCallPanelProps) {
  const t = useTranslations('workstation-texts.panel');
  const name = customerName(call);
  const hangUp = useAction(connection.hangUp);
  const control = useCallControl(connection, call.callId);
  const picker = useTransferPicker(connection, call.callId, false);
  const end = () => void hangUp.run(call.callId);
  const transfer = () => picker.open('transfer');
  useShortcut('transfer', transfer, ready);
  useShortcut('hang-up', end, ready && !hangUp.busy);
  const { phase } = call;
  const asked = phase.kind === 'connected' && phase.talkAskedAt !== null;
  const away = phase.kind === 'connected' && phase.callerAwayUntil !== null;
  return (
    <section aria-label={t('region')} className="flex flex-1 flex-col gap-4 rounded-lg border border-line bg-surface p-5">
      <header className="grid gap-1">
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 break-words font-semibold text-2xl">{name}</h2>
          <Elapsed since={phase.since} className="shrink-0 font-semibold text-muted text-xl" />
        </div>
        <p className="text-muted">{call.queueName}</p>
      </header>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={!ready || onCall || asked || away || control.asking !== null}
          onClick={() => void control.run({ kind: 'ask-to-talk' })}
        >
          <Phone aria-hidden />
          {t('to-call')}
        </Button>
        <Button disabled={!ready} busy={picker.loading === 'transfer'} onClick={transfer} {...useKeysOf('transfer').aria}>
          <ArrowRightLeft aria-hidden />
          {t('transfer')}
        </Button>
        <Button disabled={!ready} busy={hangUp.busy} onClick={end} {...useKeysOf('hang-up').aria}>
          <X aria-hidden />
          {t('end')}
        </Button>
      </div>
      <div role="status">
        {asked && <p className="text-muted text-sm">{t('asked', { name })}</p>}
        {!asked && onCall && <p className="text-muted text-sm">{t('on-call')}</p>}
      </div>
      {away && (
        <Banner kind="warning" title={t('away-title', { name })}>
          {t('away')}
        </Banner>
      )}
      {call.invitation !== null && <InvitationText invitation={call.invitation} />}
      {chat !== null && <Texts chat={chat} ready={ready} />}
      <ContactFacts contact={call} brief />
      <CallNotes call={call} ready={ready} connection={connection} />
      {picker.dialog}
    </section>
  );
}

function Texts({ chat, ready }: { chat: TextChat; ready: boolean }) {
  const t = useTranslations('texts');
  const log = useTextLog(chat);
  const field = useRef<HTMLTextAreaElement>(null);
  const keys = useKeysOf('message');
  const write = () => field.current?.focus();
  useShortcut('message', write, ready);
  // It is in sight because the agent has chosen it, or accepted it: what comes next is an answer.
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <div className="grid gap-3">
      <TextList chat={chat} log={log} empty={t('emptyForAgent')} className="h-[clamp(10rem,34vh,26rem)]" />
      <TextComposer onSend={(text) => chat.send(text)} field={field} keys={keys.aria} />
    </div>
  );
}
