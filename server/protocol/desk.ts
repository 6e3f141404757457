import { z } from 'zod';
import { CallId, NotReadyCode, Time, text } from './common.ts';
import { Day, FollowUp } from './customers.ts';
import { GivenRating } from './ratings.ts';

/** What an agent asks of their center about their own work: notes as they are typed, follow-ups, and the day so far. */

/** The notes of the call in hand as they stand now; said again they replace what was said before. */
export const SaveNotes = z.object({ callId: CallId, notes: text(4000) });
export type SaveNotes = z.infer<typeof SaveNotes>;

/** What a wrap-up asks to be done later. */
export const NewFollowUp = z.object({ dueOn: Day, note: text(500).trim().min(1, 'is needed') });
export type NewFollowUp = z.infer<typeof NewFollowUp>;

export const FollowUpRef = z.object({ followUpId: text(64).min(1) });
export type FollowUpRef = z.infer<typeof FollowUpRef>;

/** How many of an agent's follow-ups are open; those due today and those overdue are among them. */
export const FollowUpCount = z.object({ open: z.number().int(), dueToday: z.number().int(), overdue: z.number().int() });
export type FollowUpCount = z.infer<typeof FollowUpCount>;

/** An agent's open follow-ups, the earliest first. `today` is the day of the calendar in the center's time zone. */
export const MyFollowUps = z.object({ today: Day, followUps: z.array(FollowUp) });
export type MyFollowUps = z.infer<typeof MyFollowUps>;

/** What an agent did from one moment to another. Being offered a call counts as being available. */
export const DAY_KINDS = ['available', 'on-call', 'wrapup', 'not-ready', 'missed', 'offline'] as const;
export const DaySegment = z.object({
  kind: z.enum(DAY_KINDS),
  code: NotReadyCode.nullable(), // of not-ready alone
  from: Time,
  to: Time,
});
export type DaySegment = z.infer<typeof DaySegment>;

export const DayCall = z.object({
  callId: CallId,
  at: Time, // accepted
  callerName: z.string(),
  verified: z.boolean().optional(), // the site that they called from has said who they are
  queueName: z.string(),
  disposition: z.string().nullable(),
  notes: z.string(),
  talkMs: z.number().nonnegative(),
  wrapupMs: z.number().nonnegative(),
  rating: GivenRating.optional(), // left out: none was given
});
export type DayCall = z.infer<typeof DayCall>;

/** An agent's own day, from midnight in the center's time zone until `now`. Durations are milliseconds. */
export const MyDay = z.object({
  now: Time,
  startedAt: Time, // midnight
  timeZone: z.string(), // IANA name: times are shown in it
  /** Without gaps between the first and `now`, the earliest first. */
  segments: z.array(DaySegment),
  calls: z.array(DayCall), // newest first
  figures: z.object({
    calls: z.number().int(),
    ahtMs: z.number().nonnegative().nullable(),
    talkMs: z.number().nonnegative(),
    wrapupMs: z.number().nonnegative(),
    missed: z.number().int(),
    availableMs: z.number().nonnegative(),
    /** By code; a code that was not used is left out. */
    notReadyMs: z.partialRecord(NotReadyCode, z.number().nonnegative()),
    /** Share of the time with calls and wrap-up in all time that was available for them, 0..1; null before any. */
    occupancy: z.number().min(0).max(1).nullable(),
  }),
});
export type MyDay = z.infer<typeof MyDay>;
