import { z } from 'zod';
import { Id, Time, text } from './common.ts';
import { DIMENSIONS, INTERVALS, MEASURES, PRESETS, REPORT_CHANNELS } from './report-words.ts';

/**
 * Reports under /api/reports, for supervisors and administrators. GET /run?… answers with a Report; GET /export/csv|json|html?…
 * with a file; the address carries the query (report-address.ts). GET, POST /saved; PUT, DELETE /saved/:id.
 */

/** A day of the calendar, `yyyy-mm-dd`. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a date')
  .refine((day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false, 'is not a date');

const zone = text(64).refine(isTimeZone, 'is not a time zone');
/** By name: an offset such as +05:07 is no zone that people live by. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Both days are part of it. */
export const Period = z.union([z.object({ preset: z.enum(PRESETS) }), z.object({ from: Day, to: Day })], { error: 'is not a period' });
export type Period = z.infer<typeof Period>;

const someOf = z.array(text(300)).max(50).default([]);

export const Switches = z.object({
  /** Seconds in which an answer is in time; null: what each queue is set to now. */
  threshold: z.number().int().min(1).max(3600).nullable().default(null),
  /** Whether callers who left count against the service level. */
  abandons: z.boolean().default(true),
  /** Whether who left the line for a message or a callback counts as abandoned. */
  elsewhere: z.boolean().default(false),
  /** Callers who left sooner than this many seconds count nowhere. */
  shortAbandon: z.number().int().min(0).max(600).default(0),
});
export type Switches = z.infer<typeof Switches>;

export const ReportQuery = z.object({
  period: Period,
  zone,
  interval: z.enum(INTERVALS),
  by: z
    .array(z.enum(DIMENSIONS))
    .max(2)
    .refine((by) => new Set(by).size === by.length, 'names the same twice')
    .default([]),
  measures: z.array(z.enum(MEASURES)).min(1, 'is needed').max(MEASURES.length),
  channel: z.enum(REPORT_CHANNELS).default('voice'),
  /** Empty: all of them. */
  queues: someOf,
  centers: someOf,
  agents: someOf,
  dispositions: someOf,
  switches: Switches.prefault({}),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** A place in a group: '' where a call has none, for instance no agent since nobody answered. */
const Group = z.object({ key: z.array(z.string()), labels: z.array(z.string()) });
const figures = z.array(z.number().nullable()); // in the order of the query’s measures; shares 0..1, times in ms

export const Report = z.object({
  query: ReportQuery,
  from: Time,
  to: Time,
  /** Whether only some centers are in it, since who asks supervises no others. */
  restricted: z.boolean(),
  intervals: z.array(z.object({ from: Time, to: Time })),
  groups: z.array(Group),
  /** Without those in which there was nothing, when there are groups. */
  rows: z.array(z.object({ interval: z.number().int(), group: z.number().int(), figures })),
  /** Over all intervals, of each group. */
  totals: z.array(figures),
  total: figures,
  /** Seconds in which an answer was in time: of the queues in it, when each has its own. */
  thresholds: z.array(z.object({ queue: z.string(), seconds: z.number().int() })),
});
export type Report = z.infer<typeof Report>;

export const SavedInput = z.object({ name: text(120).trim().min(1, 'is needed'), shared: z.boolean(), query: ReportQuery });
export type SavedInput = z.input<typeof SavedInput>;
export const SavedReport = z.object({
  id: Id,
  name: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  ownerName: z.string(),
  query: ReportQuery,
  updatedAt: Time,
});
export type SavedReport = z.infer<typeof SavedReport>;
export const SavedReports = z.object({ reports: z.array(SavedReport) });

const Named = z.object({ id: z.string(), name: z.string() });
/** GET /choices: what reports can be made of, for who asks. */
export const ReportChoices = z.object({
  queues: z.array(Named.extend({ seconds: z.number().int() })),
  centers: z.array(Named.extend({ zone: z.string() })),
  agents: z.array(Named.extend({ centerId: z.string() })),
  dispositions: z.array(z.string()),
  zones: z.array(z.string()),
});
export type ReportChoices = z.infer<typeof ReportChoices>;
