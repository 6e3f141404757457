import { exhausted } from '../../../server/protocol/codes.ts';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { cn } from '../../lib/cn.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import type { WorkstationConnection } from './connection.ts';
import { IdlePanel } from './idle-panel.tsx';
import { CallPanel, OfferPanel, TextsPanel, WrapupPanel } from './parts.ts';
import type { Softphone } from './use-softphone.ts';
import type { Link } from './view-model.ts';

interface CallColumnProps {
  state: WorkstationState;
  link: Link;
  connection: WorkstationConnection;
  phone: Softphone;
  className?: string;
}

/** The one thing that the agent is about. */
export function CallColumn({ className, chat, ...props }: CallColumnProps & { chat: TextChat | null }) {
  const { work } = props.state;
  return (
    <div className={cn('flex min-w-0 flex-col lg:overflow-y-auto', className)}>
      <Current {...props} />
      {(work.kind === 'call' || work.kind === 'wrapup') && chat !== null && (
        <TextsPanel key={work.callId} chat={chat} talking={work.kind === 'call'} />
      )}
    </div>
  );
}

function Current({ state, link, connection, phone }: CallColumnProps) {
  const { work } = state;
  const ready = link.kind === 'up';
  switch (work.kind) {
    case 'idle':
      return <IdlePanel status={state.status} taken={state.answeredElsewhere} ready={ready} connection={connection} phone={phone} />;
    case 'offer':
      return <OfferPanel key={work.reservationId} offer={work} ready={ready} connection={connection} phone={phone} />;
    case 'call':
      return <CallPanel key={work.callId} call={work} ready={ready} connection={connection} phone={phone} />;
    case 'wrapup':
      return <WrapupPanel key={work.callId} work={work} agentId={state.agent.id} ready={ready} connection={connection} />;
    default:
      return exhausted(work);
  }
}
