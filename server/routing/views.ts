import { callerFor } from '../protocol/caller-for.ts';
import type { AgentId, CallId } from '../protocol/common.ts';
import { exhausted } from '../protocol/common.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { RoutedWork, Waiting } from '../protocol/link.ts';
import type { SeenListener } from '../protocol/listening-way.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { WaitNews, WidgetPhase } from '../protocol/widget.ts';
import { traceOfOffer } from '../traces/of-call.ts';
import { conversationView, invitationView, joinedAgents, queueName } from './conversation-view.ts';
import { graceOf, lineOf } from './core/channels.ts';
import { callsIn, isTalking, mainOf } from './core/conversation.ts';
import { type Call, type Queue, type Reservation, reservationWith, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { lacksVoice } from './core/switching.ts';
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

/** What the caller is shown of the call that has them. `line` is where they stand while they wait; `heard` are supervisors who have joined them; `silentAt` is when it ends unless they say something. */
export function widgetPhase(
  state: RoutingState,
  call: Call,
  line: { position: number; estimatedWaitMs: number | null; news?: WaitNews | null },
  settings: Settings,
  heard: readonly string[] = [],
  silentAt: number | null = null,
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
      const agentAwayUntil = agentAwaySince === null ? null : agentAwaySince + settings.partyGraceMs;
      const agentName = call.supervisor ?? nameOf(reservation.agentId);
      const agents = [{ id: agentParty(reservation.token), name: agentName }, ...joinedAgents(state, callsIn(state, call.conversationId))];
      const others = [...agents.slice(1).map(({ name }) => name), ...heard];
      return {
        kind: 'connected',
        agentName,
        since: connectedAt,
        agentAwayUntil,
        heldSince: lead.heldSince,
        ...talkOf(state, call),
        ...endOf(silentAt),
        others,
        agents,
      };
    }
    case 'wrapup':
      return { kind: 'ended', reason: call.state.reason, talkMs: call.state.endedAt - call.state.connectedAt, wayOn: null };
    default:
      return exhausted(call.state);
  }
}

/** Whether one who writes is asked to talk, or has asked. */
function talkOf(
  state: RoutingState,
  call: Call,
): Pick<Extract<WidgetPhase, { kind: 'connected' }>, 'talkAskedAt' | 'talkProposed' | 'talkDeclinedAt'> {
  if (!isTalking(call)) return {};
  const { talkAskedAt = null, talkProposedAt = null, talkDeclined } = call.state.lead;
  return {
    ...(talkAskedAt !== null && { talkAskedAt }),
    ...(talkProposedAt !== null && { talkProposed: { since: talkProposedAt, agentBusy: lacksVoice(state, call) } }),
    ...(talkDeclined && talkProposedAt === null && { talkDeclinedAt: talkDeclined.at }),
  };
}

const endOf = (silentAt: number | null) => (silentAt === null ? {} : { silentAt });

function ringBackOf({ ringBack }: Call): Extract<WidgetPhase, { kind: 'waiting' }>['ringBack'] {
  if (ringBack === null) return null;
  return ringBack.kind === 'rung' ? { kind: 'rung', until: ringBack.until } : { kind: 'kept', missed: ringBack.missed };
}

/** Of which supervisors who listen in an agent is told. */
export type ListenersSeen = (conversationId: CallId, by: Pick<Reservation, 'token' | 'centerId'>) => readonly SeenListener[];
/** Supervisors whom the caller hears, by name. */
export type ListenersHeard = (conversationId: CallId) => readonly string[];
/** When a text conversation ends, unless its caller says something; null: nobody has been asked whether they are still there. */
export type SilentAt = (conversationId: CallId) => number | null;

/** How wrap-up goes after a queue's calls. */
function wrapupOf(queue: Queue | undefined) {
  return {
    wrapupSeconds: Math.round((queue?.wrapupMs ?? 0) / 1000),
    wrapupExtensionSeconds: Math.round((queue?.wrapupExtensionMs ?? 0) / 1000),
    wrapupEnds: queue?.wrapupEnds ?? 'done',
    // The queue may have been removed while they talked; the agent must be able to finish all the same.
    dispositions: queue?.dispositions ?? [{ name: 'Other', children: [] }],
  };
}

/** The work that a call is for an agent; null when it is none of theirs. @param ticketOf the media ticket of a reservation, by conversation and fencing token */
export function routedWork(
  state: RoutingState,
  call: Call,
  agentId: AgentId,
  ticketOf: (callId: CallId, token: number) => string,
  settings: Settings,
  listenersSeen: ListenersSeen = () => [],
  silentAt: SilentAt = () => null,
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
    caller: callerFor(call.caller, reservation.centerId),
    enqueuedAt: call.enqueuedAt,
    why: whyAgent(call, agentId),
    ...(call.trace && { trace: traceOfOffer(call, reservation.id) }),
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
      const main = call.role === 'consult' ? null : mainOf(state, conversationId);
      const awaySince = main?.callerAwaySince ?? null;
      const callerAwayUntil = awaySince === null ? null : awaySince + graceOf(call, settings);
      const { acceptedAt, connectedAt } = call.state;
      return {
        kind: 'connected',
        ...contact,
        acceptedAt,
        connectedAt,
        callerAwayUntil,
        callerPageGone: main?.callerPageGone ?? false,
        talkAskedAt: call.state.lead.talkAskedAt ?? null,
        ...((call.state.lead.talkProposedAt ?? null) !== null && { talkProposedAt: call.state.lead.talkProposedAt ?? 0 }),
        ...endOf(call.role === 'main' ? silentAt(conversationId) : null),
        wrapup: wrapupOf(queue),
        ticket: ticketOf(conversationId, reservation.token),
        conversation,
      };
    }
    case 'wrapup': {
      const { acceptedAt, connectedAt, endedAt, reason } = call.state;
      return { kind: 'wrapup', ...contact, acceptedAt, connectedAt, endedAt, reason, ...wrapupOf(queue) };
    }
    default:
      return exhausted(call.state);
  }
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
