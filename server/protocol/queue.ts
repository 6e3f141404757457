import { z } from 'zod';
import { CenterId, Level, QueueId, SkillId, text } from './common.ts';
import { Dispositions } from './disposition.ts';
import { Hours } from './hours.ts';
import { Requirement, skillsIn } from './skills.ts';

/** A queue as administrators set it, and a center's limits. Times in seconds, as people type them. */

export const STRATEGIES = ['longest-idle', 'least-occupied', 'fastest-server', 'fewest-extra-skills', 'random'] as const;
export const StrategyName = z.enum(STRATEGIES, 'is not a strategy that Tandem has');
export type StrategyName = z.infer<typeof StrategyName>;

export const wholeNumber = (min: number, max: number) =>
  z.number('is not a number').int('is not a whole number').min(min, `is below ${min}`).max(max, `is above ${max}`);

/** What becomes easier for a call that has waited. */
export const StepChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lower-level'), skillId: SkillId, level: Level }), // this level is enough from now on
  z.object({ kind: z.literal('drop-skill'), skillId: SkillId }),
  z.object({ kind: z.literal('add-center'), centerId: CenterId }),
  z.object({ kind: z.literal('raise-priority'), by: wholeNumber(1, 10) }),
]);
export type StepChange = z.infer<typeof StepChange>;
export const QueueStep = z.object({ afterSeconds: wholeNumber(0, 86_400), change: StepChange });
export type QueueStep = z.infer<typeof QueueStep>;

/** What a caller is told and offered when the queue can't take them, or no longer. */
const words = text(300).trim().min(1, 'is needed');
export const WayOn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: words }),
  z.object({ kind: z.literal('leave-message'), text: words }),
  z.object({ kind: z.literal('callback'), text: words }),
  z.object({ kind: z.literal('queue'), queueId: QueueId }),
]);
export type WayOn = z.infer<typeof WayOn>;

/**
 * `done`: the agent gets no call before they have finished the wrap-up. `time`: when its time is up it ends by itself, with
 * the notes as far as they are written and no disposition.
 */
export const WRAPUP_ENDS = ['done', 'time'] as const;
export const WrapupEnds = z.enum(WRAPUP_ENDS);
export type WrapupEnds = z.infer<typeof WrapupEnds>;

const queueFields = {
  name: text(120).trim().min(1, 'is needed'),
  priority: wholeNumber(0, 10), // higher is served first; each 2 minutes of waiting count as one more
  requirement: Requirement,
  /** The centers whose own calls these are; null: all. Others can be added by a step. */
  centers: z
    .array(CenterId)
    .min(1, 'names no center')
    .max(100)
    .refine((centers) => new Set(centers).size === centers.length, 'names a center twice')
    .nullable(),
  steps: z.array(QueueStep).max(20),
  strategy: StrategyName,
  /** To how many agents a call is offered at once; the first to accept has it. */
  offersAtOnce: wholeNumber(1, 5),
  offerTimeoutSeconds: wholeNumber(5, 120),
  /** The agent whom the customer spoke to last is tried alone for so long; 0: not at all. */
  preferredSeconds: wholeNumber(0, 600),
  serviceLevelSeconds: wholeNumber(1, 3600),
  wrapupSeconds: wholeNumber(0, 3600),
  /** What one extension of wrap-up adds; 0: there is none. */
  wrapupExtensionSeconds: wholeNumber(0, 600),
  wrapupEnds: WrapupEnds,
  dispositions: Dispositions,
  hours: Hours.nullable(), // null: always open
  /** Whether callers may write to it instead of calling. */
  takesTexts: z.boolean(),
  /** Callbacks that are booked at most for one time; 0: none can be booked. */
  callbacksPerSlot: wholeNumber(0, 100),
  /** A text conversation ends when the customer has not answered for so long; null: it does not. */
  textIdleMinutes: wholeNumber(1, 1440).nullable(),
  maxLength: wholeNumber(1, 10_000).nullable(), // calls that wait; null: no limit
  maxWaitSeconds: wholeNumber(5, 86_400).nullable(),
  whenClosed: WayOn,
  whenFull: WayOn,
  whenTooLong: WayOn,
};

/** GET, POST /api/admin/queues; PATCH, DELETE /api/admin/queues/:id. Deleting one with callers in it is a conflict. */
export const QueueInput = z.object(queueFields).superRefine(({ steps, requirement }, context) => {
  const named = new Set(skillsIn(requirement).map((need) => need.skillId));
  steps.forEach(({ afterSeconds, change }, index) => {
    const before = steps[index - 1]?.afterSeconds ?? 0;
    if (afterSeconds < before)
      context.addIssue({
        code: 'custom',
        path: ['steps', index, 'afterSeconds'],
        message: `is out of order: the step before it comes after ${before} s`,
      });
    if ('skillId' in change && !named.has(change.skillId))
      context.addIssue({
        code: 'custom',
        path: ['steps', index, 'change', 'skillId'],
        message: 'is not a skill that this queue asks for',
      });
  });
});
/** `closed`: a supervisor has closed it until it is opened again, whatever its hours. */
export const Queue = z.object({ ...queueFields, id: QueueId, closed: z.boolean() });
export type QueueInput = z.infer<typeof QueueInput>;
export type Queue = z.infer<typeof Queue>;

/** What a center allows others. */
export const CenterLimits = z.object({
  /** Outside of them its agents get no offers; null: always open. */
  hours: Hours.nullable(),
  /** At most this share of its signed-in agents may be on other centers' calls, 0..1. */
  foreignShare: z.number('is not a number').min(0, 'is below 0 %').max(1, 'is above 100 %'),
  /** While its own calls of the last 30 minutes are below this service level, 0..1, it takes none of other centers; null: it doesn't mind. */
  protectServiceLevel: z.number('is not a number').min(0, 'is below 0 %').max(1, 'is above 100 %').nullable(),
  /** How many text conversations one of its agents has at most; 0: none. */
  textCapacity: wholeNumber(0, 10),
  /** Whether an agent with text conversations in hand is offered calls as well. */
  callsDuringTexts: z.boolean(),
});
export type CenterLimits = z.infer<typeof CenterLimits>;
export const NO_LIMITS: CenterLimits = {
  hours: null,
  foreignShare: 1,
  protectServiceLevel: null,
  textCapacity: 3,
  callsDuringTexts: true,
};

/** Whether agents of a center are told that a supervisor listens in. Whoever can hear the supervisor is told either way. */
export const ListeningPolicy = z.enum(['told', 'silent']);
export type ListeningPolicy = z.infer<typeof ListeningPolicy>;

/** GET /api/admin/centers → { centers }; PATCH /api/admin/centers/:id with CenterInput. */
export const Center = z.object({ id: CenterId, name: z.string(), timeZone: z.string(), limits: CenterLimits, listening: ListeningPolicy });
export const CenterInput = z.object({ limits: CenterLimits, listening: ListeningPolicy.optional() }); // left out: as it was
export type Center = z.infer<typeof Center>;
export type CenterInput = z.infer<typeof CenterInput>;
