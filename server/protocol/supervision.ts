import { z } from 'zod';
import { type CenterId, Id, Level, QueueId, SkillId, text } from './common.ts';
import { MESSAGE_LENGTH } from './staff-messages.ts';
import { ChosenStatus } from './workstation.ts';

/**
 * HTTP bodies under /api/supervision: what supervisors do to others' work, each in the centers that they supervise. Each act,
 * and each refusal, is in the audit log before it is answered.
 */

/** GET /api/supervision/rights: which centers' work whoever asks may act on. */
export interface SupervisionRights {
  centers: { id: CenterId; name: string }[];
}

/** PUT /api/supervision/agents/:id/status. `offline` signs them out. With a call in hand the others hold once it is over. */
export const AssignedStatus = z.union([ChosenStatus, z.literal('offline')]);
export type AssignedStatus = z.infer<typeof AssignedStatus>;
export const AssignStatus = z.object({ status: AssignedStatus });

/** PUT /api/supervision/agents/:id/skills: all of them. */
export const AgentSkills = z.object({
  skills: z
    .array(z.object({ skillId: SkillId, level: Level }))
    .max(50)
    .refine((skills) => new Set(skills.map(({ skillId }) => skillId)).size === skills.length, 'names a skill twice'),
});
export type AgentSkills = z.infer<typeof AgentSkills>;

/** PUT /api/supervision/agents/:id/queues: those whose calls they do not take. Every other queue's they do, as skills allow. */
export const AgentQueues = z.object({
  excluded: z
    .array(QueueId)
    .max(200)
    .refine((ids) => new Set(ids).size === ids.length, 'names a queue twice'),
});
export type AgentQueues = z.infer<typeof AgentQueues>;

/** GET /api/supervision/agents/:id: what can be set of an agent, and what can be chosen from. */
export interface AgentSettings {
  id: string;
  name: string;
  skills: { skillId: string; level: number }[];
  excluded: string[];
  /** All that there are. */
  allSkills: { id: string; name: string }[];
  allQueues: { id: string; name: string }[];
}

/** POST /api/supervision/agents/:id/messages, /api/supervision/centers/:id/messages take a StaffText. */

/** PUT /api/supervision/calls/:id/queue: of a waiting call. POST /api/supervision/calls/:id/first puts it before all who wait. */
export const MoveCall = z.object({ queueId: QueueId });

/** GET /api/supervision/queues; PUT /api/supervision/queues/:id/closed. Who waits goes where the queue says when it is closed. */
export interface SupervisedQueue {
  id: string;
  name: string;
  closed: boolean;
  /** Whether whoever asks may close and open it, and may move its calls, and calls to it. */
  mayClose: boolean;
  mayMove: boolean;
}
export const CloseQueue = z.object({ closed: z.boolean() });

/** Routing server → CTI processor: what a supervisor does to agents of the center. Whether they may has been looked at. */
export const Supervise = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set-status'), agentId: Id, status: AssignedStatus, byName: text(120) }),
  /** `agentId` null: all agents of the center. */
  z.object({ kind: z.literal('message'), agentId: Id.nullable(), byName: text(120), text: text(MESSAGE_LENGTH) }),
]);
export type Supervise = z.infer<typeof Supervise>;
