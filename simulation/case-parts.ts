import { z } from 'zod';
import { AgentId, CenterId, Level, QueueId, SkillId } from '../server/protocol/common.ts';
import { CenterLimits, NO_LIMITS, wholeNumber } from '../server/protocol/queue.ts';
import { Requirement } from '../server/protocol/skills.ts';
import type { CaseQueue } from './case-queue.ts';
import { Distribution, seconds } from './distribution.ts';
import { UNITS } from './measure.ts';

/** The parts of a case file. Times in seconds, as people type them. */

export const Name = z.string('is not a text').trim().min(1, 'is needed').max(120);
const perHour = z.number('is not a number').min(0, 'is below 0').max(10_000_000, 'is above 10,000,000');
const share = z.number('is not a number').min(0, 'is below 0').max(1e9);

export const CaseCenter = z.strictObject({
  id: CenterId,
  name: Name.optional(),
  /** What is left out limits nothing. */
  limits: z.preprocess((said) => (typeof said === 'object' ? { ...NO_LIMITS, ...said } : (said ?? NO_LIMITS)), CenterLimits),
  /** From the center to the routing server, each way. */
  linkDelaySeconds: seconds.max(9, 'is above 9').default(0),
});

export const Agents = z.strictObject({
  group: AgentId,
  count: wholeNumber(1, 100_000),
  center: CenterId,
  /** Skill to level. */
  skills: z.record(SkillId, Level).default({}),
  capacity: wholeNumber(1, 20).default(1),
  /** How long these agents talk; null: as long as the arrivals say. */
  service: Distribution.nullable().default(null),
  /** From seeing an offer to accepting it. */
  answer: Distribution.default({ kind: 'fixed', seconds: 0 }),
  /** How long they are gone after an offer that they missed. */
  missedSeconds: seconds.default(60),
});

export const Arrivals = z.strictObject({
  /** Absent only with `csv`, where a column names it. */
  queue: QueueId.optional(),
  perHour: perHour.optional(),
  /** Rates one after the other, then from the first again. */
  intervals: z
    .array(z.strictObject({ seconds: seconds.min(1, 'is below 1'), perHour }))
    .min(1, 'is empty')
    .max(10_000)
    .optional(),
  /** Between calls; `fixed`: evenly spaced. */
  between: z.enum(['exponential', 'fixed'], 'is neither exponential nor fixed').default('exponential'),
  /** A file with the columns `at` and, unless `queue` is given, `queue`; its path is relative to the case file. */
  csv: z.string().min(1, 'is needed').max(1000).optional(),
  /** How long they talk; absent only where every group of agents has its own. */
  service: Distribution.optional(),
  /** How long agents write up; absent: as long as the queue gives them. */
  wrapup: Distribution.optional(),
  /** How long a caller waits before giving up; null: for ever. */
  patience: Distribution.nullable().default(null),
  /** What single calls ask for beside their queue, drawn by share. */
  requirements: z
    .array(z.strictObject({ share, requirement: Requirement }))
    .max(1000)
    .default([]),
  /** Milliseconds from these callers to centers' media. */
  roundTrips: z.record(CenterId, z.number('is not a number').min(0, 'is below 0').max(60_000, 'is above 60,000')).default({}),
});

/** A figure that is to come out, in its unit. */
export const Expected = z.strictObject({
  measure: z.string(),
  published: z.number('is not a number'),
  /** Half of the published figure's own 95 % interval, where it was simulated. */
  plusMinus: z.number('is not a number').min(0, 'is below 0').default(0),
  /** The same figure to more digits, computed without simulation: takes the place of the published one in the verdict. */
  exact: z.number('is not a number').optional(),
  /** Absent: per cent for shares, seconds for times. */
  unit: z.enum(UNITS, `is none of ${UNITS.join(', ')}`).optional(),
});

/** Before the checks across its parts, which need its type. */
export interface CaseParts {
  skills: string[];
  centers: { id: string }[];
  agents: z.infer<typeof Agents>[];
  queues: CaseQueue[];
  arrivals: z.infer<typeof Arrivals>[];
  expected: z.infer<typeof Expected>[];
}
