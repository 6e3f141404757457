import type { AgentId, CallId, CenterId, Channel, LineLeftFor, QueueId, ReservationId, SkillId, WireError } from '../../protocol/common.ts';
import type { CallAction } from '../../protocol/conversation.ts';
import type { CallVolume } from '../../protocol/link.ts';
import type { CenterSettings, NewCall, Noted, RoutingEvent } from './events.ts';
import type { Agent, Queue } from './model.ts';
import type { Stats } from './stats.ts';
import type { TakeOver } from './taking-over.ts';

/** Which reservation somebody acts on, and as whom. */
export interface Acting {
  centerId: CenterId;
  agentId: AgentId;
  reservationId: ReservationId;
  token: number;
  /** A supervisor who has the caller: nobody else acts on their call, also not the center in whose name they have it. */
  asSupervisor?: true;
}

/** What is asked of the core: by people, by centers, by media, by the clock. All enter by this one door. */
export type RoutingCommand =
  | { kind: 'configure'; queues: Queue[]; skills: { id: SkillId; name: string }[]; centers: CenterSettings[] }
  /** After a restart: every connection is gone until it comes back. `stats`: what is remembered of work that is over. */
  | { kind: 'restarted'; stats: Stats }
  | ({ kind: 'start-call'; callId: CallId } & NewCall)
  /** `instead`: what they would rather do than wait. */
  | { kind: 'caller-left'; callId: CallId; instead?: LineLeftFor }
  | { kind: 'caller-away'; callId: CallId; page?: true }
  /** The caller, who waits, would rather write, or talk. */
  | { kind: 'switch-channel'; callId: CallId; channel: Channel }
  /** The caller, who waits, would rather be rung; and has come. */
  | { kind: 'want-ring-back'; callId: CallId }
  | { kind: 'answer-ring-back'; callId: CallId }
  /** The caller says yes to talking, or that there is no microphone for it. */
  | { kind: 'move-up'; callId: CallId }
  /** In a text conversation: the caller would like to talk; or would not any more. */
  | { kind: 'propose-talk'; callId: CallId; wants: boolean }
  /** The caller has not answered for as long as the queue waits. `token`: of the agent who waits for it. */
  | { kind: 'end-silent'; callId: CallId; token: number }
  | { kind: 'caller-back'; callId: CallId }
  | {
      kind: 'report';
      centerId: CenterId;
      epoch: string;
      seq: number;
      report: 'snapshot' | 'changes';
      reportedAt: number;
      agents: Agent[];
      answered: Record<AgentId, number>;
      volume: CallVolume;
    }
  | ({ kind: 'accept' } & Acting)
  | ({ kind: 'reject'; reason: 'declined' | 'unreachable' | 'signed-out' } & Acting)
  /** `agoMs`: so long ago, at a center that could not say so. */
  | ({ kind: 'agent-hang-up'; agoMs?: number | undefined } & Acting)
  | ({ kind: 'control'; action: CallAction } & Acting)
  | ({ kind: 'complete'; disposition: string | null; agoMs?: number | undefined } & Acting)
  | { kind: 'audio'; callId: CallId; caller: boolean; agent: boolean; bothWays: boolean }
  /** A supervisor, by name, sends a waiting call to another queue, or puts it before all who wait. */
  | { kind: 'move-call'; callId: CallId; queueId: QueueId; byName: string }
  | { kind: 'prioritize-call'; callId: CallId; byName: string }
  /** By a supervisor; their right to it has been checked. */
  | ({ kind: 'take-over' } & TakeOver)
  | { kind: 'supervisor'; callId: CallId; userId: AgentId; act: 'away' | 'back' | 'hang-up' }
  /** A whole conversation that a center took alone: for the log alone. */
  | { kind: 'take-told'; centerId: CenterId; events: readonly RoutingEvent[] }
  /** For the log alone. */
  | { kind: 'note'; noted: Noted }
  /** Time has passed. */
  | { kind: 'tick' };

export type Reply = { ok: true } | { ok: false; error: WireError };
