import { z } from 'zod';
import { CenterId, Id, QueueId, SkillId, Time, WireError } from './common.ts';
import { CenterLimits, QueueStep, StrategyName, wholeNumber } from './queue.ts';

/** Planning: /api/planning, for supervisors and administrators. Shares are 0..1, times of day minutes since midnight. */

const share = (min: number, max: number) =>
  z
    .number('is not a number')
    .min(min, `is below ${min * 100} %`)
    .max(max, `is above ${max * 100} %`);
const LocalDate = z.iso.date('is not a date');

// ── Forecast and staff ───────────────────────────────────────────────────────

export const INTERVALS = [15, 30, 60] as const;
export const IntervalMinutes = z.union(
  INTERVALS.map((minutes) => z.literal(minutes)),
  'is not 15, 30 or 60',
);
export type IntervalMinutes = z.infer<typeof IntervalMinutes>;

/** What the staff of an interval must be enough for. */
export const StaffTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service-level'), share: share(0.01, 0.99), withinSeconds: wholeNumber(1, 3600) }),
  z.object({ kind: z.literal('asa'), seconds: wholeNumber(1, 3600) }),
  z.object({ kind: z.literal('occupancy'), most: share(0.05, 0.98) }),
]);
export type StaffTarget = z.infer<typeof StaffTarget>;

/** POST /api/planning/forecast → Forecast. */
export const ForecastRequest = z.object({
  /** By whose clock days and intervals are. */
  centerId: CenterId,
  /** Null: tomorrow. Of the next 14 days. */
  date: LocalDate.nullable(),
  /** Null: calls of all queues. */
  queueId: QueueId.nullable(),
  intervalMinutes: IntervalMinutes,
  target: StaffTarget,
  /** Share of the paid time in which agents can't take calls: breaks, training, illness. */
  shrinkage: share(0, 0.8),
  /** Mean patience of callers; null: as past callers had it. */
  patienceSeconds: wholeNumber(1, 36_000).nullable(),
});
export type ForecastRequest = z.infer<typeof ForecastRequest>;

/** Agents for an interval, and what they would give. */
export const StaffNeed = z.object({
  agents: z.number(), // on calls or ready
  rostered: z.number(), // with shrinkage
  serviceLevel: z.number(),
  asaSeconds: z.number(),
  occupancy: z.number(),
  abandoned: z.number(), // share; 0 in Erlang C
});
export type StaffNeed = z.infer<typeof StaffNeed>;

/** Of all centers as one pool, or of one center with calls of its own; null: nothing tells how long its calls take. */
export const ScopeSlot = z.object({ calls: z.number(), erlangC: StaffNeed.nullable(), erlangA: StaffNeed.nullable() });
export type ScopeSlot = z.infer<typeof ScopeSlot>;

export const ForecastSlot = z.object({
  at: Time,
  minute: z.number(),
  low: z.number(), // four of five days are to lie between
  high: z.number(),
  pooled: ScopeSlot,
  centers: z.record(CenterId, ScopeSlot),
});
export type ForecastSlot = z.infer<typeof ForecastSlot>;

export const ForecastError = z.object({
  weeks: z.number(), // that were forecast from what came before them
  /** Σ |real − forecast| ÷ Σ real: by interval, and by day. */
  byInterval: z.number(),
  byDay: z.number(),
  /** The same of a forecast that repeats the week before. */
  lastWeek: z.number(),
  /** By interval, what chance alone would give a forecast without fault. */
  chance: z.number(),
});
export type ForecastError = z.infer<typeof ForecastError>;

export const Forecast = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('too-little'), days: z.number(), needed: z.number() }), // whole days of history
  z.object({
    kind: z.literal('forecast'),
    timeZone: z.string(),
    date: LocalDate,
    intervalMinutes: IntervalMinutes,
    history: z.object({
      from: LocalDate,
      to: LocalDate,
      days: z.number(),
      /** Days so unlike others of their weekday that they tell nothing: holidays, outages. */
      leftOut: z.array(z.object({ date: LocalDate, calls: z.number(), usual: z.number() })),
    }),
    error: ForecastError.nullable(), // null: too few weeks to try it on
    ahtSeconds: z.number().nullable(),
    patienceSeconds: z.number().nullable(), // null: nobody gave up, and so nothing is known
    days: z.array(z.object({ date: LocalDate, calls: z.number(), low: z.number(), high: z.number() })),
    slots: z.array(ForecastSlot),
    centers: z.array(z.object({ id: CenterId, name: z.string(), ahtSeconds: z.number().nullable() })),
  }),
]);
export type Forecast = z.infer<typeof Forecast>;

// ── What-if ──────────────────────────────────────────────────────────────────

/** So many agents more or fewer in a center, with a skill or with any, from one time of the day to another. */
export const StaffChange = z
  .object({
    centerId: CenterId,
    skillId: SkillId.nullable(),
    agents: wholeNumber(-200, 200).refine((agents) => agents !== 0, 'is 0: nothing would change'),
    from: wholeNumber(0, 1440),
    to: wholeNumber(0, 1440),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'is not after the beginning' });
export type StaffChange = z.infer<typeof StaffChange>;

export const QueueChange = z.object({
  queueId: QueueId,
  strategy: StrategyName.optional(),
  offersAtOnce: wholeNumber(1, 5).optional(),
  priority: wholeNumber(0, 10).optional(),
  /** In place of those that there were, in any order; none: calls ask for the same however long they wait. */
  steps: z.array(QueueStep).max(20).optional(),
});
export type QueueChange = z.infer<typeof QueueChange>;

/** What is left out is as it was. */
export const LimitsChange = z.object({
  centerId: CenterId,
  ...CenterLimits.pick({ foreignShare: true, protectServiceLevel: true }).partial().shape,
  /** Its agents get offers from then to then, minutes since its own midnight. */
  open: z
    .object({ from: wholeNumber(0, 1440), to: wholeNumber(0, 1440) })
    .refine(({ from, to }) => from < to, { path: ['to'], message: 'is not after the beginning' })
    .optional(),
});
export type LimitsChange = z.infer<typeof LimitsChange>;

/** POST /api/planning/what-if → WhatIf. The one before of the same person is given up. */
export const WhatIfRequest = z
  .object({
    /** By whose clock the day is. */
    centerId: CenterId,
    date: LocalDate,
    staff: z.array(StaffChange).max(20),
    queues: z.array(QueueChange).max(50),
    centers: z.array(LimitsChange).max(50),
    intervalMinutes: IntervalMinutes,
  })
  .refine(({ staff, queues, centers }) => staff.length + queues.length + centers.length > 0, {
    path: ['staff'],
    message: 'Nothing would change: add a change first',
  });
export type WhatIfRequest = z.infer<typeof WhatIfRequest>;

/** Means over the runs. Times in seconds; null: nothing to tell from. */
export const DayFigures = z.object({
  answered: z.number(),
  abandoned: z.number(),
  serviceLevel: z.number().nullable(),
  asa: z.number().nullable(),
  abandonment: z.number().nullable(),
  occupancy: z.number().nullable(),
  /** How far estimated waits were off: the median, and what 9 of 10 stay within. */
  estimateError50: z.number().nullable(),
  estimateError90: z.number().nullable(),
});
export type DayFigures = z.infer<typeof DayFigures>;
export const FIGURES = ['serviceLevel', 'asa', 'abandonment', 'occupancy', 'estimateError50', 'estimateError90'] as const;
export type FigureName = (typeof FIGURES)[number];

/** After less before, mean over pairs of runs that were dealt the same chances, with its 95 % confidence interval. */
export const Difference = z.object({ mean: z.number(), halfWidth: z.number().nullable() }).nullable();
export type Difference = z.infer<typeof Difference>;

export const WhatIfResult = z.object({
  runs: z.number(),
  calls: z.number(),
  /** As it was in fact. */
  real: DayFigures,
  /** The day replayed as it was, and with the changes. */
  before: DayFigures,
  after: DayFigures,
  difference: z.record(z.enum(FIGURES), Difference),
  intervals: z.array(
    z.object({ at: Time, minute: z.number(), calls: z.number(), real: DayFigures, before: DayFigures, after: DayFigures }),
  ),
  /** Who was to be taken away and was not there. */
  missing: z.number(),
  /** Of this day the settings were not kept: those of later were taken. */
  laterSettings: z.boolean(),
  /** Calls that were answered by agents of whom it was not kept that they were there: replays do without them. */
  unknownStaff: z.number(),
});
export type WhatIfResult = z.infer<typeof WhatIfResult>;

/** GET, DELETE /api/planning/what-if/:id. */
export const WhatIf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('running'), id: Id, done: z.number(), of: z.number() }),
  z.object({ kind: z.literal('done'), id: Id, result: WhatIfResult }),
  z.object({ kind: z.literal('failed'), id: Id, error: WireError }),
  z.object({ kind: z.literal('canceled'), id: Id }),
]);
export type WhatIf = z.infer<typeof WhatIf>;

/** GET /api/planning: what can be asked about, for whoever asks. */
export const PlanningScope = z.object({
  /** Those they supervise. */
  centers: z.array(
    z.object({
      id: CenterId,
      name: z.string(),
      timeZone: z.string(),
      foreignShare: z.number(),
      protectServiceLevel: z.number().nullable(),
    }),
  ),
  /** All that a call may be given to. */
  places: z.array(z.object({ id: CenterId, name: z.string() })),
  queues: z.array(
    z.object({
      id: QueueId,
      name: z.string(),
      strategy: StrategyName,
      offersAtOnce: z.number(),
      priority: z.number(),
      steps: z.array(QueueStep),
    }),
  ),
  skills: z.array(z.object({ id: SkillId, name: z.string() })),
  /** When the first call of all came; null: none has. */
  firstCallAt: Time.nullable(),
  now: Time,
});
export type PlanningScope = z.infer<typeof PlanningScope>;
