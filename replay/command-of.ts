import { exhausted } from '../server/protocol/common.ts';
import type { Acting, RoutingCommand } from '../server/routing/core/commands.ts';
import { mainOf } from '../server/routing/core/conversation.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { type Call, reservationWith } from '../server/routing/core/model.ts';
import type { RoutingState } from '../server/routing/core/state.ts';
import { controlOf, endedCommand, promotedCommand, sentCommand, withdrawnCommand } from './control-of.ts';

const TICK: RoutingCommand = { kind: 'tick' };

/**
 * The command that brought about the first of these events: what came from outside is in the events; everything else the
 * clock did. Every command sees first what time has done, then does its own, and then makes offers: what stands before the
 * first offer belongs together.
 * @param moment events of the same millisecond, in order, the first of them the first of a command
 */
export function commandOf(state: RoutingState, moment: readonly RoutingEvent[]): RoutingCommand {
  for (const [index, event] of moment.entries()) {
    if (event.kind === 'call-offered') return TICK;
    const command = commandBehind(state, event, moment.slice(index + 1));
    if (command !== TICK) return command;
  }
  return TICK;
}

function commandBehind(state: RoutingState, event: RoutingEvent, rest: readonly RoutingEvent[]): RoutingCommand {
  switch (event.kind) {
    case 'configured': {
      const { queues, skills, centers } = event;
      return { kind: 'configure', queues, skills, centers };
    }
    case 'server-started':
      return { kind: 'restarted', stats: event.stats };
    case 'center-reported': {
      const { at: _, ...report } = event;
      return { ...report, kind: 'report' };
    }
    case 'call-queued': {
      const { at: _, place: __, estimatedWaitMs: ___, sent, ...call } = event;
      if (sent) return sentCommand(state, event, sent);
      return { ...call, kind: 'start-call' };
    }
    case 'call-accepted':
      return { kind: 'accept', ...acting(state, event) };
    case 'offer-ended':
    case 'call-requeued':
      return endOfOffer(state, event, rest);
    case 'audio-seen':
    case 'call-connected': {
      const { callId } = event;
      const [next] = rest;
      const audio = event.kind === 'audio-seen' ? event : (state.calls.get(callId)?.audio ?? { caller: true, agent: true });
      const bothWays = event.kind === 'call-connected' || (next?.kind === 'call-connected' && next.callId === callId);
      return { kind: 'audio', callId, caller: audio.caller, agent: audio.agent, bothWays };
    }
    case 'call-ended':
      return endedCommand(state, event);
    case 'call-promoted':
      return promotedCommand(state, event, rest);
    case 'call-held':
      return controlOf(state.calls.get(event.callId), { kind: 'hold' });
    case 'call-resumed':
      return controlOf(state.calls.get(event.callId), { kind: 'resume' });
    case 'call-silenced':
      return controlOf(state.calls.get(event.callId), { kind: 'silence', partyId: event.partyId, silenced: event.silenced });
    case 'call-joined': {
      const conversationId = state.calls.get(event.callId)?.conversationId ?? event.callId;
      return controlOf(mainOf(state, conversationId), { kind: 'join' });
    }
    case 'call-abandoned':
      if (event.reason === 'left-for-message') return { kind: 'caller-left', callId: event.callId, instead: 'message' };
      if (event.reason === 'left-for-callback') return { kind: 'caller-left', callId: event.callId, instead: 'callback' };
      return event.reason === 'caller-hung-up' ? { kind: 'caller-left', callId: event.callId } : TICK;
    case 'call-completed':
      return { kind: 'complete', disposition: event.disposition, ...acting(state, event) };
    case 'caller-away':
      return { kind: 'caller-away', callId: event.callId, ...(event.page && { page: event.page }) };
    case 'caller-back':
      return { kind: 'caller-back', callId: event.callId };
    case 'call-canceled':
      return event.reason === 'no-longer-needed' ? withdrawnCommand(state, event.callId, rest) : TICK;
    case 'call-moved': {
      const { callId, queueId, byName } = event;
      return event.cause === 'supervisor' ? { kind: 'move-call', callId, queueId, byName: byName ?? '' } : TICK;
    }
    case 'call-prioritized':
      return { kind: 'prioritize-call', callId: event.callId, byName: event.byName };
    case 'call-switched':
      return { kind: 'switch-channel', callId: event.callId, channel: event.channel };
    case 'talk-asked':
      return controlOf(state.calls.get(event.callId), { kind: 'ask-to-talk' });
    case 'talk-proposed':
    case 'talk-withdrawn':
      return { kind: 'propose-talk', callId: event.callId, wants: event.kind === 'talk-proposed' };
    case 'talk-declined':
      return controlOf(state.calls.get(event.callId), { kind: 'decline-talk' });
    case 'call-moved-up':
      return movedUp(state.calls.get(event.callId), event.callId);
    case 'ring-back-wanted':
      return { kind: 'want-ring-back', callId: event.callId };
    case 'ring-back-answered':
      return { kind: 'answer-ring-back', callId: event.callId };
    // Nobody outside asks for these.
    case 'ring-back-rung':
    case 'ring-back-missed':
    case 'ring-back-resumed':
    case 'call-moved-down':
    case 'center-silent':
    case 'call-widened':
    case 'preference-over':
    case 'call-offered':
    case 'call-failed':
    case 'call-unbound':
    case 'ask-ended':
      return TICK;
    case 'conversation-rated':
    case 'message-left':
    case 'callback-booked':
    case 'callback-canceled':
    case 'callback-missed':
    case 'caller-blocked': {
      const { at: _, ...noted } = event;
      return { kind: 'note', noted };
    }
    case 'agent-away':
    case 'agent-back': {
      // Of others it is their center's report that says so.
      const isSupervisor = (state.calls.get(event.callId)?.supervisor ?? null) !== null;
      const act = event.kind === 'agent-away' ? 'away' : 'back';
      return isSupervisor ? { kind: 'supervisor', callId: event.callId, userId: event.agentId, act } : TICK;
    }
    default:
      return exhausted(event);
  }
}

/** Whoever of the two said yes to the other. */
function movedUp(call: Call | undefined, callId: string): RoutingCommand {
  const proposed = call?.state.kind === 'connected' && (call.state.lead.talkProposedAt ?? null) !== null;
  return proposed ? controlOf(call, { kind: 'ask-to-talk' }) : { kind: 'move-up', callId };
}

function endOfOffer(
  state: RoutingState,
  event: Extract<RoutingEvent, { kind: 'offer-ended' | 'call-requeued' }>,
  rest: readonly RoutingEvent[],
): RoutingCommand {
  switch (event.cause) {
    case 'no-longer-needed':
      return withdrawnCommand(state, event.callId, rest);
    case 'declined':
      return { kind: 'reject', reason: 'declined', ...acting(state, event) };
    case 'agent-signed-out':
      return { kind: 'reject', reason: 'signed-out', ...acting(state, event) };
    case 'agent-hung-up':
      return { kind: 'agent-hang-up', ...acting(state, event) };
    case 'agent-unreachable': {
      // Their center says so, or the clock has seen no round trip.
      const answeredAt = state.agents.get(event.agentId)?.answeredAt ?? null;
      const late = answeredAt !== null && event.at - answeredAt >= state.index.settings.roundTripLimitMs;
      return late ? TICK : { kind: 'reject', reason: 'unreachable', ...acting(state, event) };
    }
    case 'not-answered':
    case 'center-silent':
    case 'no-agent-audio':
    case 'caller-away':
      return TICK;
    default:
      return exhausted(event.cause);
  }
}

/** With which reservation the agent acted: the one that they have. A call that is unknown makes the core refuse. */
function acting(state: RoutingState, { callId, agentId }: { callId: string; agentId: string }): Acting {
  const call = state.calls.get(callId);
  const reservation = call && reservationWith(call, agentId);
  return { agentId, centerId: reservation?.centerId ?? '', reservationId: reservation?.id ?? '', token: reservation?.token ?? 0 };
}
