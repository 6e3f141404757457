import type { CallId } from '../protocol/common.ts';
import { exhausted } from '../protocol/common.ts';
import type { RoutedWork, Waiting } from '../protocol/link.ts';
import type { WidgetPhase } from '../protocol/widget.ts';
import type { Call, RoutingState, Settings } from './core/model.ts';
import { waitingCalls } from './core/waiting.ts';

/** A call as the core holds it, in the words of those who take part in it. Pure. */

/** Place of each waiting call among the waiting of its queue; 1 is next. */
export function positions(state: RoutingState, now: number, settings: Settings): Map<CallId, number> {
  const counts = new Map<string, number>();
  const places = new Map<CallId, number>();
  for (const call of waitingCalls(state, now, settings)) {
    const place = (counts.get(call.queueId) ?? 0) + 1;
    counts.set(call.queueId, place);
    places.set(call.id, place);
  }
  return places;
}

/** What the caller is shown. */
export function widgetPhase(state: RoutingState, call: Call, position: number, settings: Settings): WidgetPhase {
  const nameOf = (agentId: string) => state.agents.get(agentId)?.name ?? 'the agent';
  switch (call.state.kind) {
    case 'queued':
      return { kind: 'waiting', position, since: call.enqueuedAt };
    case 'offered':
      return { kind: 'ringing', since: call.since };
    case 'connecting':
      return { kind: 'connecting', agentName: nameOf(call.state.reservation.agentId) };
    case 'connected': {
      const { agentAwaySince, connectedAt, reservation } = call.state;
      const agentAwayUntil = agentAwaySince === null ? null : agentAwaySince + settings.partyGraceMs;
      return { kind: 'connected', agentName: nameOf(reservation.agentId), since: connectedAt, agentAwayUntil };
    }
    case 'wrapup':
      return { kind: 'ended', reason: call.state.reason, talkMs: call.state.endedAt - call.state.connectedAt };
    default:
      return exhausted(call.state);
  }
}

/** The work that a call is for the agent who holds its reservation. */
export function routedWork(state: RoutingState, call: Call, ticketOf: (call: Call) => string, settings: Settings): RoutedWork {
  if (call.state.kind === 'queued') return { kind: 'none' };
  const { reservation } = call.state;
  const queue = state.queues.get(call.queueId);
  const contact = {
    callId: call.id,
    reservationId: reservation.id,
    queueId: call.queueId,
    queueName: queue?.name ?? call.queueId,
    caller: call.caller,
    enqueuedAt: call.enqueuedAt,
    why: reservation.decision.why,
  };
  switch (call.state.kind) {
    case 'offered':
      return { kind: 'offer', ...contact, offeredAt: reservation.offeredAt, expiresAt: reservation.expiresAt };
    case 'connecting':
      return { kind: 'connecting', ...contact, acceptedAt: call.state.acceptedAt, ticket: ticketOf(call) };
    case 'connected': {
      const callerAwayUntil = call.callerAwaySince === null ? null : call.callerAwaySince + settings.partyGraceMs;
      const { acceptedAt, connectedAt } = call.state;
      return { kind: 'connected', ...contact, acceptedAt, connectedAt, callerAwayUntil, ticket: ticketOf(call) };
    }
    case 'wrapup': {
      const { acceptedAt, connectedAt, endedAt, reason } = call.state;
      const wrapupSeconds = Math.round((queue?.wrapupMs ?? 0) / 1000);
      // The queue may have been removed while they talked; the agent must be able to finish all the same.
      const dispositions = queue?.dispositions ?? ['Other'];
      return { kind: 'wrapup', ...contact, acceptedAt, connectedAt, endedAt, reason, wrapupSeconds, dispositions };
    }
    default:
      return exhausted(call.state);
  }
}

/** What waits, queue by queue. */
export function waitingByQueue(state: RoutingState): Waiting['queues'] {
  const byQueue = new Map<string, Waiting['queues'][number]>();
  for (const call of state.calls.values()) {
    if (call.state.kind !== 'queued') continue;
    const queue = state.queues.get(call.queueId);
    if (!queue) continue;
    const entry = byQueue.get(queue.id) ?? {
      queueId: queue.id,
      requirements: queue.requirements,
      waiting: 0,
      oldestEnqueuedAt: call.enqueuedAt,
    };
    entry.waiting += 1;
    entry.oldestEnqueuedAt = Math.min(entry.oldestEnqueuedAt, call.enqueuedAt);
    byQueue.set(queue.id, entry);
  }
  return [...byQueue.values()];
}
