import { exhausted } from '../../../server/protocol/codes.ts';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { cn } from '../../lib/cn.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import type { WorkstationConnection } from './connection.ts';
import { IdlePanel } from './idle-panel.tsx';
import { BlockCaller, CallPanel, OfferPanel, TextCallPanel, TextsPanel, WrapupPanel } from './parts.ts';
import type { Softphone } from './use-softphone.ts';
import { customerName, type Link, type Work } from './view-model.ts';

interface CallColumnProps {
  /** With what is in sight as its work. */
  state: WorkstationState;
  /** What rings, beside what is in sight. */
  offer: Work<'offer'> | null;
  /** A call is in hand, or rings. */
  onCall: boolean;
  chat: TextChat | null;
  link: Link;
  connection: WorkstationConnection;
  phone: Softphone;
  className?: string;
}

/** The one thing that the agent is about, and what rings above it. */
export function CallColumn({ className, ...props }: CallColumnProps) {
  const { state, offer, link, connection, phone, chat } = props;
  const { work } = state;
  const beside = offer !== null && work.kind !== 'offer';
  return (
    <div className={cn('flex min-w-0 flex-col lg:overflow-y-auto', className)}>
      {beside && (
        <div className="mb-4">
          <OfferPanel key={offer.reservationId} offer={offer} beside ready={link.kind === 'up'} connection={connection} phone={phone} />
        </div>
      )}
      <Current {...props} />
      {((work.kind === 'call' && work.channel === 'voice') || work.kind === 'wrapup') && chat !== null && (
        <TextsPanel key={work.callId} chat={chat} talking={work.kind === 'call'} />
      )}
      {((work.kind === 'call' && work.phase.kind === 'connected') || work.kind === 'wrapup') && (
        <BlockCaller
          key={`block ${work.callId}`}
          callId={work.callId}
          name={customerName(work)}
          email={work.caller.email}
          verified={work.caller.verified === true && work.caller.customerId !== null}
          ready={link.kind === 'up'}
        />
      )}
    </div>
  );
}

function Current({ state, link, connection, phone, chat, onCall }: CallColumnProps) {
  const { work } = state;
  const ready = link.kind === 'up';
  switch (work.kind) {
    case 'idle':
      return <IdlePanel status={state.status} taken={state.answeredElsewhere} ready={ready} connection={connection} phone={phone} />;
    case 'offer':
      return <OfferPanel key={work.reservationId} offer={work} ready={ready} connection={connection} phone={phone} />;
    case 'call':
      if (work.channel === 'text')
        return <TextCallPanel key={work.callId} call={work} chat={chat} ready={ready} onCall={onCall} connection={connection} />;
      return <CallPanel key={work.callId} call={work} ready={ready} connection={connection} phone={phone} />;
    case 'wrapup':
      return <WrapupPanel key={work.callId} work={work} agentId={state.agent.id} ready={ready} connection={connection} />;
    default:
      return exhausted(work);
  }
}
