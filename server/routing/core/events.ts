import type { AgentId, Caller, CallId, CenterId, EndReason, QueueId, ReservationId } from '../../protocol/common.ts';
import type { CallVolume, ReservationEnd } from '../../protocol/link.ts';
import type { Agent, Queue, Reservation } from './model.ts';

/**
 * What has happened, as the log keeps it. An event holds all that `apply` needs: state is a fold over events,
 * and replaying them gives it again (invariant 6). `at` is the routing server's clock.
 */
export type RoutingEvent = { at: number } & (
  | { kind: 'queues-configured'; queues: Queue[] }
  | { kind: 'center-known'; centerId: CenterId; name: string }
  | {
      kind: 'center-reported';
      centerId: CenterId;
      epoch: string;
      seq: number;
      report: 'snapshot' | 'changes';
      /** The center's clock when it reported; agents' times are already on the routing server's clock. */
      reportedAt: number;
      agents: Agent[];
      /** Newer round trips of agents in whom nothing else has changed. */
      answered: Record<AgentId, number>;
      volume: CallVolume;
    }
  | { kind: 'center-silent'; centerId: CenterId }
  | {
      kind: 'call-queued';
      callId: CallId;
      queueId: QueueId;
      caller: Caller;
      keyHash: string;
      priority: number;
      place: number;
    }
  | { kind: 'call-offered'; callId: CallId; reservation: Reservation }
  | { kind: 'call-accepted'; callId: CallId; reservationId: ReservationId; agentId: AgentId }
  | { kind: 'call-requeued'; callId: CallId; reservationId: ReservationId; agentId: AgentId; end: ReservationEnd; cause: RequeueCause }
  | { kind: 'call-connected'; callId: CallId; agentId: AgentId }
  | { kind: 'call-ended'; callId: CallId; agentId: AgentId; reason: EndReason }
  | { kind: 'call-completed'; callId: CallId; agentId: AgentId; disposition: string | null }
  | { kind: 'call-abandoned'; callId: CallId; agentId: AgentId | null; reason: EndReason }
  | { kind: 'call-failed'; callId: CallId; agentId: AgentId | null; reason: EndReason }
  | { kind: 'call-canceled'; callId: CallId; reason: EndReason }
  | { kind: 'caller-away'; callId: CallId }
  | { kind: 'caller-back'; callId: CallId }
  | { kind: 'agent-away'; callId: CallId; agentId: AgentId }
  | { kind: 'agent-back'; callId: CallId; agentId: AgentId }
  | { kind: 'audio-seen'; callId: CallId; caller: boolean; agent: boolean }
);
export type RoutingEventKind = RoutingEvent['kind'];

/** Why an offer did not become a call; kept for "why". */
export type RequeueCause =
  | 'declined'
  | 'not-answered'
  | 'agent-unreachable'
  | 'agent-signed-out'
  | 'center-silent'
  | 'agent-hung-up'
  | 'no-agent-audio'
  | 'caller-away';

/** The call an event is about, if any. */
export function callIdOf(event: RoutingEvent): CallId | null {
  return 'callId' in event ? event.callId : null;
}
