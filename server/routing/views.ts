import type { AgentId, CallId } from '../protocol/common.ts';
import { exhausted } from '../protocol/common.ts';
import { agentParty, CALLER, type Conversation } from '../protocol/conversation.ts';
import type { RoutedWork, Waiting } from '../protocol/link.ts';
import type { WidgetPhase } from '../protocol/widget.ts';
import { type Call, type Reservation, reservationWith, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
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

/** What the caller is shown. `line` is where they stand while they wait. */
export function widgetPhase(
  state: RoutingState,
  call: Call,
  line: { position: number; estimatedWaitMs: number | null },
  settings: Settings,
): WidgetPhase {
  const nameOf = (agentId: string) => state.agents.get(agentId)?.name ?? 'the agent';
  switch (call.state.kind) {
    case 'queued':
      return { kind: 'waiting', ...line, since: call.enqueuedAt, transferredBy: null };
    case 'offered':
      return { kind: 'ringing', since: call.since, transferredBy: null };
    case 'connecting':
      return { kind: 'connecting', agentName: nameOf(call.state.reservation.agentId) };
    case 'connected': {
      const { agentAwaySince, connectedAt, reservation } = call.state;
      const agentAwayUntil = agentAwaySince === null ? null : agentAwaySince + settings.partyGraceMs;
      return { kind: 'connected', agentName: nameOf(reservation.agentId), since: connectedAt, agentAwayUntil, heldSince: null, others: [] };
    }
    case 'wrapup':
      return { kind: 'ended', reason: call.state.reason, talkMs: call.state.endedAt - call.state.connectedAt, wayOn: null };
    default:
      return exhausted(call.state);
  }
}

/** The work that a call is for an agent. @param ticketOf the media ticket of a reservation, by call and fencing token */
export function routedWork(
  state: RoutingState,
  call: Call,
  agentId: AgentId,
  ticketOf: (callId: CallId, token: number) => string,
  settings: Settings,
): RoutedWork {
  const reservation = reservationWith(call, agentId);
  if (call.state.kind === 'queued' || !reservation) return { kind: 'none' };
  const queue = state.queues.get(call.queueId);
  const contact = {
    callId: call.id,
    conversationId: call.id,
    invitation: null,
    reservationId: reservation.id,
    queueId: call.queueId,
    queueName: queue?.name ?? call.queueId,
    caller: call.caller,
    enqueuedAt: call.enqueuedAt,
    why: whyAgent(call, agentId),
  };
  const conversation = conversationView(state, call, reservation);
  switch (call.state.kind) {
    case 'offered':
      return { kind: 'offer', ...contact, offeredAt: reservation.offeredAt, expiresAt: reservation.expiresAt };
    case 'connecting':
      return {
        kind: 'connecting',
        ...contact,
        acceptedAt: call.state.acceptedAt,
        ticket: ticketOf(call.id, reservation.token),
        conversation,
      };
    case 'connected': {
      const callerAwayUntil = call.callerAwaySince === null ? null : call.callerAwaySince + settings.partyGraceMs;
      const { acceptedAt, connectedAt } = call.state;
      return {
        kind: 'connected',
        ...contact,
        acceptedAt,
        connectedAt,
        callerAwayUntil,
        ticket: ticketOf(call.id, reservation.token),
        conversation,
      };
    }
    case 'wrapup': {
      const { acceptedAt, connectedAt, endedAt, reason } = call.state;
      const wrapupSeconds = Math.round((queue?.wrapupMs ?? 0) / 1000);
      const wrapupExtensionSeconds = Math.round((queue?.wrapupExtensionMs ?? 0) / 1000);
      // The queue may have been removed while they talked; the agent must be able to finish all the same.
      const dispositions = queue?.dispositions ?? [{ name: 'Other', children: [] }];
      const wrapupEnds = queue?.wrapupEnds ?? 'done';
      const times = { acceptedAt, connectedAt, endedAt };
      return { kind: 'wrapup', ...contact, ...times, reason, wrapupSeconds, wrapupExtensionSeconds, wrapupEnds, dispositions };
    }
    default:
      return exhausted(call.state);
  }
}

/** The conversation that a call belongs to, as its agent sees it. */
function conversationView(state: RoutingState, call: Call, { agentId, token }: Reservation): Conversation {
  const agent = state.agents.get(agentId);
  const name = agent?.name ?? agentId;
  const talking = call.state.kind === 'connected' ? 'talking' : 'connecting';
  const as = { role: 'main', since: call.since, silenced: false } as const;
  return {
    id: call.id,
    role: 'main',
    leaderName: name,
    heldSince: null,
    you: agentParty(token),
    parties: [
      {
        id: CALLER,
        kind: 'caller',
        name: call.caller.name,
        centerName: null,
        state: call.callerAwaySince === null ? talking : 'away',
        ...as,
      },
      {
        id: agentParty(token),
        kind: 'agent',
        name,
        centerName: state.centers.get(agent?.centerId ?? '')?.name ?? null,
        state: talking,
        ...as,
      },
    ],
    lastAnswer: null,
  };
}

/** Why this agent. The decision's own words speak of the first who was chosen; of the others it says by what they were compared. */
function whyAgent({ decision }: Call, agentId: AgentId): string[] {
  if (!decision) return [];
  if (decision.chosen[0] === agentId || !decision.chosen.includes(agentId)) return decision.why;
  const measure = decision.candidates.find((candidate) => candidate.agentId === agentId)?.measure;
  return [...(measure === undefined ? [] : [measure]), 'offered to several at once'];
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
      requirement: queue.requirement,
      waiting: 0,
      oldestEnqueuedAt: call.enqueuedAt,
    };
    entry.waiting += 1;
    entry.oldestEnqueuedAt = Math.min(entry.oldestEnqueuedAt, call.enqueuedAt);
    byQueue.set(queue.id, entry);
  }
  return [...byQueue.values()];
}
