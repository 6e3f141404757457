import type { CallAction, TransferTarget } from '../server/protocol/conversation.ts';
import type { Acting, RoutingCommand } from '../server/routing/core/commands.ts';
import { mainOf, othersOf, partyOf } from '../server/routing/core/conversation.ts';
import type { RoutingEvent, SentCall } from '../server/routing/core/events.ts';
import { type Call, reservationsOf } from '../server/routing/core/model.ts';
import type { RoutingState } from '../server/routing/core/state.ts';

type Of<K extends RoutingEvent['kind']> = Extract<RoutingEvent, { kind: K }>;
type Rest = readonly RoutingEvent[];

const TICK: RoutingCommand = { kind: 'tick' };

/** What agents do in conversations, from what came of it. */

/** The command of an agent by which another call came about. */
export function sentCommand(
  state: RoutingState,
  { queueId }: Of<'call-queued'>,
  { previousId, invitation, directTo, onlyCenter, supervisor }: SentCall,
): RoutingCommand {
  const previous = state.calls.get(previousId);
  if (supervisor !== undefined && directTo !== null) {
    const token = (previous && reservationsOf(previous)[0]?.token) ?? 0;
    return { kind: 'take-over', callId: previousId, token, supervisor: { id: directTo, name: supervisor } };
  }
  const target: TransferTarget =
    directTo !== null
      ? { kind: 'agent', agentId: directTo }
      : onlyCenter === null
        ? { kind: 'queue', queueId }
        : { kind: 'center', centerId: onlyCenter };
  return controlOf(previous, { kind: invitation.how, target, note: invitation.note });
}

/** An agent's call ended first in this moment. */
export function endedCommand(state: RoutingState, event: Of<'call-ended'>): RoutingCommand {
  const call = state.calls.get(event.callId);
  const main = call && mainOf(state, call.conversationId);
  switch (event.reason) {
    case 'agent-hung-up': {
      // Where others are in it, hanging up would have made one of them the leader first.
      const forAll = call === main && call !== undefined && othersOf(state, call).length > 0;
      return forAll ? controlOf(call, { kind: 'drop', partyId: 'caller' }) : { kind: 'agent-hang-up', ...actingIn(call) };
    }
    case 'consult-over':
      return controlOf(main, { kind: 'back' });
    case 'put-out':
      return controlOf(main, { kind: 'drop', partyId: (call && partyOf(call)) ?? '' });
    case 'caller-hung-up':
      return { kind: 'caller-left', callId: event.callId };
    default:
      return TICK;
  }
}

/** Another call has the caller: why, the end of the one before tells. */
export function promotedCommand(state: RoutingState, { from }: Of<'call-promoted'>, rest: Rest): RoutingCommand {
  const call = state.calls.get(from);
  const end = rest.find((event) => event.kind === 'call-ended' && event.callId === from);
  if (end?.kind !== 'call-ended') return TICK;
  if (end.reason === 'transferred') return controlOf(call, { kind: 'hand-over' });
  return end.reason === 'agent-hung-up' ? { kind: 'agent-hang-up', ...actingIn(call) } : TICK;
}

/** Somebody who was asked in is needed no longer: whoever asked has gone back to the caller, or has dropped them. */
export function withdrawnCommand(state: RoutingState, callId: string, rest: Rest): RoutingCommand {
  const call = state.calls.get(callId);
  const main = call && mainOf(state, call.conversationId);
  if (!main || main === call) return TICK;
  // Nobody was told that they have left by themselves.
  if (rest.some((event) => event.kind === 'ask-ended' && event.callId === main.id)) return TICK;
  const resumed = rest.some((event) => event.kind === 'call-resumed' && event.callId === main.id);
  return controlOf(
    main,
    resumed && call.role === 'consult' ? { kind: 'back' } : { kind: 'drop', partyId: partyOf(call) ?? `wanted-${callId}` },
  );
}

export function controlOf(call: Call | null | undefined, action: CallAction): RoutingCommand {
  return { kind: 'control', action, ...actingIn(call) };
}

/** As the agent who has the call, or the supervisor who took it over. One that is unknown makes the core refuse. */
function actingIn(call: Call | null | undefined): Acting {
  const [reservation] = call ? reservationsOf(call) : [];
  const { agentId = '', centerId = '', id: reservationId = '', token = 0 } = reservation ?? {};
  return { agentId, centerId, reservationId, token, ...(call && call.supervisor !== null && { asSupervisor: true as const }) };
}
