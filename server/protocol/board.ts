import { z } from 'zod';
import { type Ack, AgentId, AgentStatus, CallId, CenterId, Channel, QueueId, SkillLevel, Time } from './common.ts';
import { CallRole } from './conversation.ts';
import { StrategyName } from './queue.ts';
import { Reason } from './reasons.ts';

/** Routing server → supervisor dashboard: Socket.IO namespace `/board`, signed in as supervisor or administrator. */
export const BOARD_NAMESPACE = '/board';

const Counts = z.array(z.number().int());
/**
 * The last eight hours in quarters of an hour, oldest first; the last is going on. Counts are of calls by when they ended, so that
 * whoever shows them applies the same formulas as to the day, and can add queues up.
 */
export const BoardTrend = z.object({
  from: Time,
  slotMs: z.number().int(),
  waiting: z.array(z.number()), // callers who waited for an answer, the mean over the quarter, in tenths
  offered: Counts,
  answered: Counts,
  inTime: Counts,
  answerWaitMs: Counts, // of all who were answered together
  abandoned: Counts,
  abandonedWithin: z.array(Counts), // for each quarter one for each of SHORT_ABANDON_SECONDS; empty where nobody left
  elsewhere: z.array(Counts), // left the line for a message or a callback: all, then within each of SHORT_ABANDON_SECONDS; or empty
});
export type BoardTrend = z.infer<typeof BoardTrend>;

/** Since midnight, by the clock of the queue. `formulas.ts` says what they mean, and counts them as a switch wants. */
export const DayFigures = z.object({
  offered: z.number().int(),
  answered: z.number().int(),
  inTime: z.number().int(), // answered within the queue's threshold
  abandoned: z.number().int(),
  abandonedWithin: z.array(z.number().int()), // one for each of SHORT_ABANDON_SECONDS
  elsewhere: z.number().int(), // left the line for a message or a callback
  elsewhereWithin: z.array(z.number().int()),
  serviceLevel: z.number().nullable(), // 0..1, with the switches as they are set at first; null before the first such call
  asaMs: z.number().nullable(),
  ahtMs: z.number().nullable(),
  handled: z.number().int(), // calls that AHT is the mean of
  missedOffers: z.number().int(),
  mos: z.number().nullable(), // mean opinion score of the lines, 1 to 4.5; null before the first call is over
  qualitySamples: z.number().int(), // that it is the mean of
});
export type DayFigures = z.infer<typeof DayFigures>;

/** The same of text conversations, which no figure of calls has in it. Handled: from the answer to the end of wrap-up. */
export const TextFigures = DayFigures.pick({
  ...{ offered: true, answered: true, inTime: true, abandoned: true, abandonedWithin: true, elsewhere: true, elsewhereWithin: true },
  ...{ asaMs: true, ahtMs: true, handled: true },
});
export type TextFigures = z.infer<typeof TextFigures>;

export const BoardQueue = z.object({
  id: QueueId,
  name: z.string(),
  skills: z.array(z.string()), // names of those that it asks for
  closed: z.boolean(), // by a supervisor, whatever its hours
  waiting: z.number().int(),
  oldestEnqueuedAt: Time.nullable(),
  ringing: z.number().int(),
  talking: z.number().int(),
  availableAgents: z.number().int(), // who could take a call of this queue now
  estimatedWaitMs: z.number().nullable(), // what somebody who called now would wait; null while nothing is known
  // Since midnight:
  ...DayFigures.shape,
  texts: TextFigures.nullable(), // null: none today
  trend: BoardTrend,
  serviceLevelSeconds: z.number().int(),
  /** |estimate at entry − real wait| of answered calls: half of them, and 90 % of them, were nearer. null without data. */
  /** `lateMs`: the median of the real wait less the estimate; above 0 too little was told. */
  estimateError: z.object({ medianMs: z.number(), p90Ms: z.number(), lateMs: z.number() }).nullable(),
});
export type BoardQueue = z.infer<typeof BoardQueue>;

export const BoardAgent = z.object({
  id: AgentId,
  name: z.string(),
  centerId: CenterId,
  status: AgentStatus,
  reachable: z.boolean(),
  skills: z.array(SkillLevel),
  /** Whom they talk to, or are offered: a dashboard may not have that call. */
  caller: z.object({ name: z.string(), verified: z.boolean().optional(), queueName: z.string() }).nullable(),
  team: z.string(), // empty: none
  texts: z.number().int(), // text conversations in hand, beside what their status says
  /** Since midnight in their center, until `status.since`: who shows it counts on from there. */
  day: z.object({
    busyMs: z.number(),
    readyMs: z.number(),
    handled: z.number().int(),
    missedOffers: z.number().int(),
    /** With text conversations in hand since `status.since`, while none was a call: until `since`, and from then on. */
    texts: z.object({ ms: z.number(), since: Time.nullable() }).optional(), // left out: none
  }),
});
export type BoardAgent = z.infer<typeof BoardAgent>;

/** How the routing server came to offer a call to an agent, or to several at once: invariant 7. */
export const Decision = z.object({
  at: Time,
  strategy: StrategyName,
  chosen: z.array(AgentId).min(1), // best first
  why: z.array(z.string()), // about the first of them, in English, strongest reason first
  /** The same as facts, of each who was chosen, in their order. Decisions made before these were kept have none. */
  reasons: z.array(z.array(Reason)).optional(),
  /** The best of each center; `score` is what was compared: the strategy's own measure times the center's `factor`, 0..1. */
  candidates: z.array(
    z.object({ agentId: AgentId, centerId: CenterId, idleMs: z.number(), measure: z.string(), factor: z.number(), score: z.number() }),
  ),
  passedOver: z.array(z.object({ agentId: AgentId, centerId: CenterId, reason: z.string() })),
  /** How many more there were than are named here. */
  unnamed: z.object({ candidates: z.number().int(), passedOver: z.number().int() }),
  /** What each center's factor is made of. */
  centers: z.array(
    z.object({
      centerId: CenterId,
      load: z.number(), // share of its signed-in agents who ring or talk, 0..1
      roundTripMs: z.number().nullable(), // from the caller to its media
      dataAgeMs: z.number(),
      factor: z.number(),
      /** Why it could get no offer; null when it could. */
      refused: z.string().nullable(),
    }),
  ),
});
export type Decision = z.infer<typeof Decision>;

export const CALL_STATES = ['queued', 'offered', 'connecting', 'connected', 'wrapup'] as const;
export const BoardCall = z.object({
  id: CallId,
  callerName: z.string(),
  verified: z.boolean().optional(), // the site that they call from has said who they are
  queueId: QueueId,
  queueName: z.string(),
  state: z.enum(CALL_STATES),
  channel: Channel,
  role: CallRole, // other than main: an agent who was asked in by another
  since: Time, // when this state began
  enqueuedAt: Time,
  position: z.number().int().nullable(), // place among the waiting of its queue, 1 is next
  estimatedWaitMs: z.number().nullable(), // from now, of a call that waits; null while nothing is known
  agentId: AgentId.nullable(), // of several who are offered it, the best
  agentName: z.string().nullable(), // of all of them
  centerId: CenterId.nullable(),
  away: z.enum(['caller', 'agent']).nullable(),
  /** A supervisor has the caller: `agentName` is theirs, and nobody listens in. */
  takenOver: z.boolean(),
  /** When it was decided to offer it to whom; the story of the call has the decision. null: no offer. */
  decidedAt: Time.nullable(),
});
export type BoardCall = z.infer<typeof BoardCall>;

export const BoardCenter = z.object({
  id: CenterId,
  name: z.string(),
  link: z.enum(['up', 'silent', 'never']),
  heardAt: Time.nullable(), // when the last report came in, on the routing server's clock
  waiting: z.number().int(),
  ringing: z.number().int(),
  talking: z.number().int(), // call volume as reported
  available: z.number().int(),
  signedIn: z.number().int(),
  occupancy: z.number().nullable(), // of its agents since midnight, 0..1, in whole percents
  timeZone: z.string(),
  dayStart: Time, // midnight there
});
export type BoardCenter = z.infer<typeof BoardCenter>;

/** A queue by name alone: filters offer all of them, whatever is watched. */
export const BoardName = z.object({ id: QueueId, name: z.string() });
export type BoardName = z.infer<typeof BoardName>;

export const Board = z.object({
  now: Time, // the routing server's clock
  queues: z.array(BoardQueue),
  agents: z.array(BoardAgent),
  calls: z.array(BoardCall),
  centers: z.array(BoardCenter),
  queueNames: z.array(BoardName),
  totals: z.object({
    waiting: z.number().int(),
    oldestEnqueuedAt: Time.nullable(),
    ...DayFigures.shape,
    abandonment: z.number().nullable(),
    available: z.number().int(),
    onCall: z.number().int(),
    over: z.number().int(), // calls that are over, since midnight
  }),
});
export type Board = z.infer<typeof Board>;

export const BOARD_SECTIONS = ['queues', 'agents', 'calls'] as const;
export type BoardSection = (typeof BOARD_SECTIONS)[number];

/**
 * What a dashboard shows, and so is sent: totals, centers and names of queues always, and of these sections the rows of the
 * centers and of the queue. `null`: all. A call that no agent has stands in line for all centers, and is sent to each.
 */
export const BoardScope = z.strictObject({
  sections: z.array(z.enum(BOARD_SECTIONS)).max(BOARD_SECTIONS.length),
  centerIds: z.array(CenterId).min(1).max(100).nullable(),
  queueId: QueueId.nullable(),
});
export type BoardScope = z.infer<typeof BoardScope>;

/** How one table has changed: new rows whole, of others the fields that are different, and who is not there any more. */
export interface TableDelta<Row extends { id: string }> {
  put?: readonly Row[];
  set?: readonly ({ id: string } & Partial<Row>)[];
  gone?: readonly string[];
}

export interface BoardSnapshot {
  rev: number;
  board: Board;
}

/** From the board numbered `from` to the one numbered `rev`; they are the same when nothing but time has gone by. */
export interface BoardDelta {
  from: number;
  rev: number;
  now: number;
  queues?: TableDelta<BoardQueue>;
  agents?: TableDelta<BoardAgent>;
  calls?: TableDelta<BoardCall>;
  centers?: TableDelta<BoardCenter>;
  queueNames?: TableDelta<BoardName>;
  totals?: Partial<Board['totals']>;
}
export const BOARD_TABLES = ['queues', 'agents', 'calls', 'centers', 'queueNames'] as const;
export type BoardTable = (typeof BOARD_TABLES)[number];

/**
 * A snapshot answers each `watch`, and deltas follow: of all changes within 100 ms one, and at least one in 2 s. Who misses one
 * (`from` is not what they have) asks anew.
 */
export interface RoutingToBoard {
  snapshot: (snapshot: BoardSnapshot) => void;
  delta: (delta: BoardDelta) => void;
}

export interface BoardToRouting {
  watch: (scope: BoardScope, ack: (answer: Ack<object>) => void) => void;
}
