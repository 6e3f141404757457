import { z } from 'zod';
import { AgentId, CallId, CenterId, Count, Id, Level, NotReadyCode, QueueId, SkillId, Time } from './common.ts';
import { CustomerSourceInput } from './customer-source.ts';
import { CenterLimits, Queue } from './queue.ts';
import { GivenRating } from './ratings.ts';
import { WidgetKeyId, WidgetKeyInput } from './widget-keys.ts';

/**
 * A center on machines of its own ↔ the installation, over HTTP under /api/centers/:id, with the center's link key:
 * `Authorization: Bearer <key>`.
 */

/** A widget key of the center's own entry, with what its sites sign identity tokens with. */
export const EntryKey = z.object({
  ...WidgetKeyInput.shape,
  id: WidgetKeyId,
  origins: z.array(z.string()).nullable(),
  createdAt: Time,
  secrets: z.object({ current: z.string().nullable(), previous: z.string().nullable(), previousUntil: Time.nullable() }),
});
export type EntryKey = z.infer<typeof EntryKey>;

/** By which a center on machines of its own says where browsers find it, an origin: widget keys of its own entry lead there. */
export const ENTRY_URL_HEADER = 'x-tandem-center-url';

/** GET …/staff, with an ETag: what a center needs to work by itself. The installation owns it; the center keeps a copy. */
export const CenterStaff = z.object({
  center: z.object({ id: CenterId, name: z.string(), timeZone: z.string(), limits: CenterLimits.optional() }),
  /** What it takes calls by at its own entry, and decides them by while it is alone; left out by older servers, which know of none. */
  entry: z
    .object({
      keys: z.array(EntryKey).max(200),
      queues: z.array(Queue).max(1000), // all that there are, where it has keys
      mediaOrigins: z.array(z.string()).max(1000), // of media servers that calls of the installation may be at
    })
    .default({ keys: [], queues: [], mediaOrigins: [] }),
  /** Where its customers' records are, with the secret; null: it can’t be read at the installation. */
  customers: CustomerSourceInput.nullable(),
  skills: z.array(z.object({ id: SkillId, name: z.string() })).max(5000),
  /** Its agents, also those whose accounts are switched off. */
  agents: z
    .array(
      z.object({
        id: AgentId,
        name: z.string(),
        email: z.string(),
        team: z.string(),
        active: z.boolean(),
        demo: z.boolean(),
        excludedQueues: z.array(QueueId),
        skills: z.array(z.object({ skillId: SkillId, level: Level })),
        /** By which they sign in at the center: a salted hash. null: they can’t. */
        account: z.object({ id: z.string(), passwordHash: z.string() }).nullable(),
      }),
    )
    .max(5000),
});
export type CenterStaff = z.infer<typeof CenterStaff>;

export const RATINGS_OF_CALLS = 500;
/** POST …/ratings: what callers said of these calls, of those that the center's agents had. */
export const AskRatings = z.object({ callIds: z.array(CallId).max(RATINGS_OF_CALLS) });
export const RatingsTold = z.object({ ratings: z.record(CallId, GivenRating) });
export type RatingsTold = z.infer<typeof RatingsTold>;

export const TIMELINE_ROWS = 200;
/**
 * POST …/timeline: what agents did, in the order of the center's numbers. What was told before counts once. Without rows it asks how
 * far it has told.
 */
export const TellTimeline = z.object({
  /** Of which database of the center the numbers are. */
  of: Id,
  /** By the center's clock, as the times of the rows are. */
  at: Time,
  rows: z
    .array(
      z.object({
        id: Count.min(1),
        agentId: AgentId,
        kind: z.enum(['offline', 'available', 'reserved', 'on-call', 'wrapup', 'not-ready', 'missed']),
        code: NotReadyCode.nullable(),
        at: Time,
      }),
    )
    .max(TIMELINE_ROWS)
    .refine((rows) => rows.every(({ id }, nth) => id > (rows[nth - 1]?.id ?? 0)), 'is not in order'),
});
export type TellTimeline = z.infer<typeof TellTimeline>;
/** The last row that was taken; 0: none. */
export const TimelineTold = z.object({ told: z.number().int().min(0) });
export type TimelineTold = z.infer<typeof TimelineTold>;
