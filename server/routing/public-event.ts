import { PUBLIC_EVENTS, type PublicEvent, type PublicEventKind } from '../protocol/public-events.ts';
import type { RoutingEvent } from './core/events.ts';

const KINDS = new Set<string>(PUBLIC_EVENTS);

type Score = NonNullable<PublicEvent['rating']>['score'];
type Told = Extract<RoutingEvent, { kind: PublicEventKind }>;
export const isPublic = (event: RoutingEvent): event is Told => KINDS.has(event.kind);

/**
 * An event of the log as other programs are told it; null for what is nobody else's. Field by field: what the log keeps for
 * itself (a caller's key, the decision's scores) does not go out by being forgotten here.
 * @param seq its number in the log
 * @param centerOf the center of an agent; null when unknown
 */
export function publicEvent(seq: bigint | number, event: RoutingEvent, centerOf: (agentId: string) => string | null): PublicEvent | null {
  // A text conversation that has become a call was connected already.
  if (!isPublic(event) || (event.kind === 'call-connected' && event.again === true)) return null;
  const agentIds = agentsOf(event);
  const named =
    event.kind === 'call-offered' ? event.reservations.map(({ centerId }) => centerId) : agentIds.flatMap((id) => centerOf(id) ?? []);
  const queued = event.kind === 'call-queued' ? event : null;
  return {
    id: String(seq),
    at: event.at,
    kind: event.kind,
    callId: event.callId,
    conversationId: queued ? (queued.sent?.conversationId ?? queued.callId) : 'conversationId' in event ? event.conversationId : null,
    channel: queued ? (queued.channel ?? 'voice') : null,
    role: queued ? (queued.sent?.role ?? 'main') : null,
    queueId: 'queueId' in event ? event.queueId : null,
    agentIds,
    centerIds: [...new Set(named)],
    reason: 'reason' in event ? event.reason : null,
    cause: 'cause' in event ? event.cause : null,
    disposition: event.kind === 'call-completed' ? event.disposition : null,
    estimatedWaitMs: queued?.estimatedWaitMs ?? null,
    caller: queued?.caller ?? null,
    rating: event.kind === 'conversation-rated' ? { score: event.rating.score as Score, comment: event.rating.comment } : null,
    callbackAt: 'callbackAt' in event ? event.callbackAt : null,
  };
}

function agentsOf(event: Told): string[] {
  if (event.kind === 'call-offered') return event.reservations.map(({ agentId }) => agentId);
  if ('agentIds' in event) return [...event.agentIds];
  return 'agentId' in event && event.agentId !== null ? [event.agentId] : [];
}
