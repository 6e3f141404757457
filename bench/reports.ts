/**
 * How long a report takes over a year of calls in the event log, on PGlite and on a PostgreSQL of its own: what is rolled up,
 * and what is not yet.
 *
 *   npm run bench:reports                1,000,000 calls
 *   npm run bench:reports -- 100000      so many
 *   npm run bench:reports -- 100000 server    on PostgreSQL alone; `embedded`: on PGlite alone
 *   npm run bench:reports -- 1000000 embedded 40    with the quarters of an hour of the last 40 days alone, which saves time
 *
 * What it fills is kept in the folder for temporary files (tandem-bench-reports-…, about 12 GB for a million calls on both), and
 * taken up by the next run. Delete it when you are done.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import type { PrismaClient } from '../server/data/database.ts';
import { openPlanningHistory } from '../server/data/planning-history.ts';
import { daysToRollUp, QUARTERS, rollUpDay } from '../server/data/report-rollup.ts';
import { openReportStore, type TotalsAsked } from '../server/data/report-store.ts';
import { rollUpUnit, unitsToRollUp } from '../server/data/report-units.ts';
import { intervalsOf } from '../server/measures/intervals.ts';
import { PastQuarters } from '../server/planning/past-quarters.ts';
import type { Dimension, Interval } from '../server/protocol/report-words.ts';
import { DAY_MS, DAYS, QUEUES, ZONE } from './reports/seed.ts';
import { openYear } from './reports/year.ts';
import { KIND_NAMES, KINDS, type Kind } from './routing/databases.ts';
import { count, ms, table } from './routing/table.ts';
import { figuresOf } from './support/figures.ts';

const RESULTS = path.join(import.meta.dirname, 'results/reports.json');
const CALLS = Number(process.argv[2] ?? 1_000_000);
/** How many days are rolled up in quarters of an hour. */
const QUARTER_DAYS = Number(process.argv[4] ?? DAYS);
const TIMES = 5;
/** The midnight of UTC after the last call. */
const END = Date.UTC(2026, 10, 1);

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

interface Measured {
  /** null: written by an earlier run. */
  seedMs: number | null;
  rollUpMs: number;
  days: number;
  reports: { name: string; rows: number; median: number; max: number }[];
}

async function measure(kind: Kind): Promise<Measured> {
  const { database, seedMs, close } = await openYear(kind, CALLS, END);
  const { prisma } = database;
  try {
    const written = seedMs === null ? 'written before' : `written in ${count(seedMs / 1000)} s`;
    console.error(`  ${KIND_NAMES[kind]}: ${count(CALLS)} calls ${written}`);
    const [rollUpMs, days] = await timed(() => rollUp(prisma));
    await prisma.$executeRawUnsafe('VACUUM (ANALYZE) "ReportCell"');
    console.error(`  ${KIND_NAMES[kind]}: ${days} days rolled up in ${count(rollUpMs / 1000)} s`);
    const reports = [];
    for (const question of QUESTIONS) reports.push(await measured(question.name, () => ask(prisma, question)));
    reports.push(await measured('twelve weeks of arrivals, for a forecast', () => arrivals(prisma)));
    return { seedMs, rollUpMs, days, reports };
  } finally {
    await close();
  }
}

/** Days of UTC, whose quarters of an hour only intervals within days need, from the newest back. */
async function rollUp(prisma: PrismaClient): Promise<number> {
  const now = END + DAY_MS;
  const all = await daysToRollUp(prisma, now);
  const days = all.filter(({ zone, from }) => zone !== QUARTERS || from >= END - QUARTER_DAYS * DAY_MS);
  for (const day of days) await rollUpDay(prisma, day, now);
  for (const unit of await unitsToRollUp(prisma, now)) await rollUpUnit(prisma, unit, now, async () => true);
  return days.length;
}

function ask(prisma: PrismaClient, { days, interval, by, source, zone = ZONE }: Question) {
  const span = { from: END - days * DAY_MS, to: END };
  const edges = [...intervalsOf(span, interval, zone).map((one) => one.from), END];
  const asked: TotalsAsked = {
    ...{ zone, edges, by, queues: [], agents: [], dispositions: [], centers: null, otherwise: 20, shortAbandon: 5, now: END + DAY_MS },
    thresholds: new Map(QUEUES.map((queue, index) => [queue, 10 + index * 5])),
  };
  return openReportStore(prisma).totals(asked, source);
}

/** As a forecast reads them that nobody has asked for before. */
function arrivals(prisma: PrismaClient) {
  const past = new PastQuarters((from, to) => openPlanningHistory(prisma).quarters(from, to));
  return past.between(END - 84 * DAY_MS, END, END);
}

async function measured(name: string, look: () => Promise<readonly unknown[]>) {
  const times: number[] = [];
  let rows = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const [took, found] = await timed(look);
    times.push(took);
    rows = found.length;
  }
  const { median, max } = figuresOf(times);
  return { name, rows, median, max };
}

/** What an earlier run measured of as many calls, of the database that was not measured now. */
function known(): Partial<Record<Kind, Measured>> {
  if (!existsSync(RESULTS)) return {};
  const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as { calls: number; measured: Partial<Record<Kind, Measured>> };
  return results.calls === CALLS ? results.measured : {};
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

console.error(`Reports over ${count(CALLS)} calls of a year, ${TIMES} times each`);
const found: Partial<Record<Kind, Measured>> = {};
for (const kind of KINDS.filter((one) => process.argv[3] === undefined || process.argv[3] === one)) found[kind] = await measure(kind);

const NAMES = Object.values(found)[0]?.reports.map(({ name }) => name) ?? [];
const rows = NAMES.map((name, index) => [
  name,
  ...KINDS.flatMap((kind) => {
    const report = found[kind]?.reports[index];
    return report ? [count(report.rows), ms(report.median), ms(report.max)] : ['', '', ''];
  }),
]);
console.log(table(['report', ...KINDS.flatMap((kind) => [`rows`, `${KIND_NAMES[kind]} median`, 'worst'])], rows));
for (const kind of KINDS) {
  const one = found[kind];
  if (one && one.days > 0) console.log(`  ${KIND_NAMES[kind]}: a day is rolled up in ${ms(one.rollUpMs / Math.max(1, one.days))}`);
}
console.log('  aims: a month by queue and day, and a year by whatever, under 2 s');
mkdirSync(path.dirname(RESULTS), { recursive: true });
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0], node: process.version };
writeFileSync(
  RESULTS,
  `${JSON.stringify({ at: new Date().toISOString(), machine, calls: CALLS, measured: { ...known(), ...found } }, null, 2)}\n`,
);
