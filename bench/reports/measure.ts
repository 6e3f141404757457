import type { PrismaClient } from '../../server/data/database.ts';
import { openPlanningHistory } from '../../server/data/planning-history.ts';
import { daysToRollUp, QUARTERS, rollUpDay } from '../../server/data/report-rollup.ts';
import { openReportStore, type TotalsAsked } from '../../server/data/report-store.ts';
import { rollUpUnit, unitsToRollUp } from '../../server/data/report-units.ts';
import { intervalsOf } from '../../server/measures/intervals.ts';
import { PastQuarters } from '../../server/planning/past-quarters.ts';
import type { Dimension, Interval } from '../../server/protocol/report-words.ts';
import { figuresOf } from '../support/figures.ts';
import { DAY_MS, DAYS, QUEUES, ZONE } from './seed.ts';

/** The midnight of UTC after the last call. */
export const END = Date.UTC(2026, 10, 1);

interface Question {
  name: string;
  days: number;
  interval: Interval;
  by: Dimension[];
  zone?: string;
  source?: 'facts';
}
/** A time zone that no center is in: none of its days is rolled up. */
const ELSEWHERE = 'Asia/Kathmandu';
const QUESTIONS: Question[] = [
  { name: 'a month by queue and day', days: 31, interval: 'day', by: ['queue'] },
  { name: 'a month by agent and day', days: 31, interval: 'day', by: ['agent'] },
  { name: 'a month by quarter of an hour', days: 31, interval: '15-min', by: [] },
  { name: 'a month by queue and half-hour', days: 31, interval: '30-min', by: ['queue'] },
  { name: 'three months by hour', days: 92, interval: 'hour', by: [] },
  { name: 'a year by day', days: DAYS, interval: 'day', by: [] },
  { name: 'a year by week', days: DAYS, interval: 'week', by: [] },
  { name: 'a year by month', days: DAYS, interval: 'month', by: [] },
  { name: 'a year by queue and day', days: DAYS, interval: 'day', by: ['queue'] },
  { name: 'a year by queue and month', days: DAYS, interval: 'month', by: ['queue'] },
  { name: 'a year by center and week', days: DAYS, interval: 'week', by: ['center'] },
  { name: 'a year by disposition and day', days: DAYS, interval: 'day', by: ['disposition'] },
  { name: 'a year by disposition and month', days: DAYS, interval: 'month', by: ['disposition'] },
  { name: 'a year by agent', days: DAYS, interval: 'whole', by: ['agent'] },
  { name: 'a year by agent and month', days: DAYS, interval: 'month', by: ['agent'] },
  { name: 'a year by agent and week', days: DAYS, interval: 'week', by: ['agent'] },
  { name: 'a year by agent, disposition and month', days: DAYS, interval: 'month', by: ['agent', 'disposition'] },
  { name: 'a year by agent and month, of a zone elsewhere', days: DAYS, interval: 'month', by: ['agent'], zone: ELSEWHERE },
  { name: 'a day from its events', days: 1, interval: 'hour', by: ['queue'], source: 'facts' },
];

/** How often each report is made, and for how many days quarters of an hour are rolled up. */
export interface ReportSize {
  times: number;
  quarterDays: number;
}

export interface MeasuredReports {
  rollUpMs: number;
  days: number;
  reports: { name: string; rows: number; median: number; max: number }[];
}

/** Of calls that have been written already. @param onRolledUp told before reports are asked for */
export async function measureReports(
  prisma: PrismaClient,
  { times, quarterDays }: ReportSize,
  onRolledUp: (days: number, ms: number) => void = () => {},
): Promise<MeasuredReports> {
  const [rollUpMs, days] = await timed(() => rollUp(prisma, quarterDays));
  await prisma.$executeRawUnsafe('VACUUM (ANALYZE) "ReportCell"');
  onRolledUp(days, rollUpMs);
  const reports = [];
  for (const question of QUESTIONS) reports.push(await measured(question.name, times, () => ask(prisma, question)));
  reports.push(await measured('twelve weeks of arrivals, for a forecast', times, () => arrivals(prisma)));
  return { rollUpMs, days, reports };
}

/** Days of UTC, whose quarters of an hour only intervals within days need, from the newest back. */
async function rollUp(prisma: PrismaClient, quarterDays: number): Promise<number> {
  const now = END + DAY_MS;
  const all = await daysToRollUp(prisma, now);
  const days = all.filter(({ zone, from }) => zone !== QUARTERS || from >= END - quarterDays * DAY_MS);
  for (const day of days) await rollUpDay(prisma, day, now);
  for (const unit of await unitsToRollUp(prisma, now)) await rollUpUnit(prisma, unit, now, async () => true);
  return days.length;
}

function ask(prisma: PrismaClient, { days, interval, by, source, zone = ZONE }: Question) {
  const span = { from: END - days * DAY_MS, to: END };
  const edges = [...intervalsOf(span, interval, zone).map((one) => one.from), END];
  const asked: TotalsAsked = {
    ...{ zone, edges, by, queues: [], agents: [], dispositions: [], centers: null, otherwise: 20, shortAbandon: 5, now: END + DAY_MS },
    channel: 'voice',
    thresholds: new Map(QUEUES.map((queue, index) => [queue, 10 + index * 5])),
  };
  return openReportStore(prisma).totals(asked, source);
}

/** As a forecast reads them that nobody has asked for before. */
function arrivals(prisma: PrismaClient) {
  const past = new PastQuarters((from, to) => openPlanningHistory(prisma).quarters(from, to));
  return past.between(END - 84 * DAY_MS, END, END);
}

async function measured(name: string, often: number, look: () => Promise<readonly unknown[]>) {
  const times: number[] = [];
  let rows = 0;
  for (let time = 0; time < often; time += 1) {
    const [took, found] = await timed(look);
    times.push(took);
    rows = found.length;
  }
  const { median, max } = figuresOf(times);
  return { name, rows, median, max };
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}
