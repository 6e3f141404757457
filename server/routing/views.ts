import type { AgentId, Caller, CallId, CenterId } from '../protocol/common.ts';
import { exhausted } from '../protocol/common.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { RoutedWork, Waiting } from '../protocol/link.ts';
import type { SeenListener } from '../protocol/listening-way.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { WaitNews, WidgetPhase } from '../protocol/widget.ts';
import { conversationView, invitationView, joinedAgents, queueName } from './conversation-view.ts';
import { graceOf, lineOf } from './core/channels.ts';
import { callsIn, mainOf } from './core/conversation.ts';
import { type Call, type Reservation, reservationWith, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { waitingCalls } from './core/waiting.ts';

/** A call as the core holds it, in the words of those who take part in it. Pure. */

/** Place of each waiting call among the waiting of its queue and channel; 1 is next. */
export function positions(state: RoutingState, now: number, settings: Settings): Map<CallId, number> {
  const counts = new Map<string, number>();
  const places = new Map<CallId, number>();
  for (const call of waitingCalls(state, now, settings)) {
    const place = (counts.get(lineOf(call)) ?? 0) + 1;
    counts.set(lineOf(call), place);
    places.set(call.id, place);
  }
  return places;
}

/** What the caller is shown of the call that has them. `line` is where they stand while they wait; `heard` are supervisors who have joined them. */
export function widgetPhase(
  state: RoutingState,
  call: Call,
  line: { position: number; estimatedWaitMs: number | null; news?: WaitNews | null },
  settings: Settings,
  heard: readonly string[] = [],
): WidgetPhase {
  const nameOf = (agentId: string) => state.agents.get(agentId)?.name ?? 'the agent';
  const transferredBy = call.invitation ? (call.invitation.bySupervisor?.name ?? nameOf(call.invitation.byAgentId)) : null;
  switch (call.state.kind) {
    case 'queued':
      return { kind: 'waiting', ...line, since: call.enqueuedAt, transferredBy, ringBack: ringBackOf(call) };
    case 'offered':
      return { kind: 'ringing', since: call.since, transferredBy };
    case 'connecting':
      return { kind: 'connecting', agentName: nameOf(call.state.reservation.agentId) };
    case 'connected': {
      const { agentAwaySince, connectedAt, reservation, lead } = call.state;
      const asked = (lead.talkAskedAt ?? null) === null ? {} : { talkAskedAt: lead.talkAskedAt ?? 0 };
      const agentAwayUntil = agentAwaySince === null ? null : agentAwaySince + settings.partyGraceMs;
      const agentName = call.supervisor ?? nameOf(reservation.agentId);
      const agents = [{ id: agentParty(reservation.token), name: agentName }, ...joinedAgents(state, callsIn(state, call.conversationId))];
      const others = [...agents.slice(1).map(({ name }) => name), ...heard];
      return { kind: 'connected', agentName, since: connectedAt, agentAwayUntil, heldSince: lead.heldSince, ...asked, others, agents };
    }
    case 'wrapup':
      return { kind: 'ended', reason: call.state.reason, talkMs: call.state.endedAt - call.state.connectedAt, wayOn: null };
    default:
      return exhausted(call.state);
  }
}

function ringBackOf({ ringBack }: Call): Extract<WidgetPhase, { kind: 'waiting' }>['ringBack'] {
  if (ringBack === null) return null;
  return ringBack.kind === 'rung' ? { kind: 'rung', until: ringBack.until } : { kind: 'kept', missed: ringBack.missed };
}

/** Of which supervisors who listen in an agent is told. */
export type ListenersSeen = (conversationId: CallId, by: Pick<Reservation, 'token' | 'centerId'>) => readonly SeenListener[];
/** Supervisors whom the caller hears, by name. */
export type ListenersHeard = (conversationId: CallId) => readonly string[];

/** The work that a call is for an agent; null when it is none of theirs. @param ticketOf the media ticket of a reservation, by conversation and fencing token */
export function routedWork(
  state: RoutingState,
  call: Call,
  agentId: AgentId,
  ticketOf: (callId: CallId, token: number) => string,
  settings: Settings,
  listenersSeen: ListenersSeen = () => [],
): RoutedWork | null {
  const reservation = reservationWith(call, agentId);
  if (call.state.kind === 'queued' || !reservation) return null;
  const queue = state.queues.get(call.queueId);
  const contact = {
    channel: call.channel,
    callId: call.id,
    conversationId: call.conversationId,
    invitation: invitationView(state, call),
    reservationId: reservation.id,
    queueId: call.queueId,
    queueName: queueName(state, call.queueId),
    caller: callerIn(call.caller, reservation.centerId),
    enqueuedAt: call.enqueuedAt,
    why: whyAgent(call, agentId),
  };
  const { conversationId } = call;
  const conversation = conversationView(
    state,
    callsIn(state, conversationId),
    call,
    reservation.token,
    listenersSeen(conversationId, reservation),
  );
  switch (call.state.kind) {
    case 'offered':
      return { kind: 'offer', ...contact, offeredAt: reservation.offeredAt, expiresAt: reservation.expiresAt };
    case 'connecting':
      return {
        kind: 'connecting',
        ...contact,
        acceptedAt: call.state.acceptedAt,
        ticket: ticketOf(conversationId, reservation.token),
        conversation,
      };
    case 'connected': {
      // Who is asked privately does not talk to the caller.
      const awaySince = call.role === 'consult' ? null : (mainOf(state, conversationId)?.callerAwaySince ?? null);
      const callerAwayUntil = awaySince === null ? null : awaySince + graceOf(call, settings);
      const { acceptedAt, connectedAt } = call.state;
      return {
        kind: 'connected',
        ...contact,
        acceptedAt,
        connectedAt,
        callerAwayUntil,
        talkAskedAt: call.state.lead.talkAskedAt ?? null,
        ticket: ticketOf(conversationId, reservation.token),
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

/** Who is calling, as a center may take it: an id that means something in other centers alone is not verified here. */
function callerIn(caller: Caller, centerId: CenterId): Caller {
  const { verifiedIn, ...said } = caller;
  return verifiedIn === undefined || verifiedIn.includes(centerId) ? said : { ...said, verified: false };
}

/** Why this agent. A decision made before reasons were kept as facts has words, which speak of the first who was chosen. */
function whyAgent({ decision }: Call, agentId: AgentId): Reason[] {
  if (!decision) return [];
  const reasons = decision.reasons?.[Math.max(0, decision.chosen.indexOf(agentId))];
  if (reasons) return reasons;
  if (decision.chosen.indexOf(agentId) <= 0) return decision.why.map(said);
  const measure = decision.candidates.find((candidate) => candidate.agentId === agentId)?.measure;
  return [...(measure === undefined ? [] : [said(measure)]), { kind: 'several-at-once' }];
}

const said = (text: string): Reason => ({ kind: 'said', text });

/** What waits, queue by queue. */
export function waitingByQueue(state: RoutingState): Waiting['queues'] {
  const byQueue = new Map<string, Waiting['queues'][number]>();
  for (const call of state.calls.values()) {
    if (call.state.kind !== 'queued' || call.comesBy !== null) continue;
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
