'use client';

import { ArrowRightLeft, Phone, UserPlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Elapsed, Remaining } from '../../../components/ui/time.tsx';
import type { TextChat } from '../../../lib/texts/text-chat.ts';
import { TextComposer } from '../../texts/text-composer.tsx';
import { TextList } from '../../texts/text-list.tsx';
import { useTextLog } from '../../texts/use-text-log.ts';
import { AnswerNotice } from '../answer-notice.tsx';
import { CallNotes } from '../call-notes.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { ContactFacts } from '../contact-facts.tsx';
import { InvitationText } from '../invitation.tsx';
import { ListenersLine } from '../listeners-line.tsx';
import { hangUpMeans, leads, othersOf, partyRows } from '../parties-view.ts';
import { useKeysOf, useShortcut } from '../shortcuts/use-shortcut.tsx';
import { useAction } from '../use-action.ts';
import { useCallControl } from '../use-call-control.ts';
import { useTransferPicker } from '../use-transfer-picker.tsx';
import { customerName, type Work } from '../view-model.ts';
import { TalkWish } from './talk-wish.tsx';
import { WritersList } from './writers-list.tsx';

/** Nobody is asked in privately: the customer can’t be put on hold in writing. */
const HAND_ON = ['transfer'] as const;
const ASK_IN = ['add'] as const;

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
  const talk = useTranslations('workstation-texts.talk');
  const writers = useTranslations('workstation-texts.writers');
  const transferKeys = useKeysOf('transfer');
  const name = customerName(call);
  const hangUp = useAction(connection.hangUp);
  const control = useCallControl(connection, call.callId);
  const { conversation } = call;
  const leading = leads(conversation);
  const others = othersOf(conversation).length > 0;
  const rows = partyRows(conversation);
  const picker = useTransferPicker(connection, call.callId, others, HAND_ON);
  const asking = useTransferPicker(connection, call.callId, others, ASK_IN);
  const end = () => void hangUp.run(call.callId);
  const transfer = () => picker.open('transfer');
  const mayTransfer = ready && leading && !others;
  useShortcut('transfer', transfer, mayTransfer);
  useShortcut('hang-up', end, ready && !hangUp.busy);
  const { phase } = call;
  const asked = phase.kind === 'connected' && phase.talkAskedAt !== null;
  const wishes = phase.kind === 'connected' && phase.talkProposedAt !== undefined;
  const silentAt = phase.kind === 'connected' ? phase.silentAt : undefined;
  const toCall = () => void control.run({ kind: 'ask-to-talk' });
  const decline = async (word: string) => {
    if ((await control.run({ kind: 'decline-talk' })) && word !== '') chat?.send(word);
  };
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
        {!wishes && leading && (
          <Button disabled={!ready || onCall || others || asked || away || control.asking !== null} onClick={toCall}>
            <Phone aria-hidden />
            {t('to-call')}
          </Button>
        )}
        {leading && (
          <>
            <Button disabled={!mayTransfer} busy={picker.loading === 'transfer'} onClick={transfer} {...transferKeys.aria}>
              <ArrowRightLeft aria-hidden />
              {t('transfer')}
            </Button>
            <Button disabled={!ready || away} busy={asking.loading === 'add'} onClick={() => asking.open('add')} aria-haspopup="dialog">
              <UserPlus aria-hidden />
              {writers('ask-in')}
            </Button>
          </>
        )}
        <Button disabled={!ready} busy={hangUp.busy} onClick={end} {...useKeysOf('hang-up').aria}>
          <X aria-hidden />
          {hangUpMeans(conversation) === 'leave' ? writers('leave') : t('end')}
        </Button>
      </div>
      <div role="status">
        {asked && <p className="text-muted text-sm">{t('asked', { name })}</p>}
        {wishes && <p className="sr-only">{talk('wishes', { name })}</p>}
        {silentAt !== undefined && <p className="sr-only">{talk('silent', { name })}</p>}
        {!asked && !wishes && leading && onCall && <p className="text-muted text-sm">{t('on-call')}</p>}
      </div>
      {wishes && (
        <TalkWish
          {...{ name, ready, onCall, others }}
          busy={control.asking !== null}
          onAccept={toCall}
          onDecline={(word) => void decline(word)}
        />
      )}
      {silentAt !== undefined && (
        <p className="rounded-lg bg-not-ready-soft px-4 py-2 text-sm">
          <span className="font-medium">{talk('silent', { name })}</span> {talk('ends-in')} <Remaining until={silentAt} />
        </p>
      )}
      <ListenersLine channel="text" listeners={conversation.listeners} />
      <AnswerNotice conversation={conversation} />
      {rows.length > 0 && (
        <div className="grid gap-2">
          <WritersList rows={rows} ready={ready} control={control} />
          <p className="text-muted text-sm">
            {leading ? writers('leave-leader') : writers('leave-other', { name: conversation.leaderName })}
          </p>
        </div>
      )}
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
      {asking.dialog}
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
