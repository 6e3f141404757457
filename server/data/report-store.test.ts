import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { intervalsOf, spanOf } from '../measures/intervals.ts';
import type { Dimension, Interval } from '../protocol/report-words.ts';
import { type Database, openDatabase } from './database.ts';
import { openReportStore, type TotalsAsked } from './report-store.ts';
import { emptyReports, insertPast, type PastCallInput } from './testing/past.ts';

/** Reports from rolled-up days and from single events give the same, to the last digit. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-reports-'));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ url: null, folder });
  // Their days are rolled up too; of the other zones asked for below only quarters of an hour are.
  for (const timeZone of ['Europe/Lisbon', 'America/Toronto'])
    await database.prisma.center.create({ data: { id: timeZone, name: timeZone, timeZone, linkKeyHash: timeZone } });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => emptyReports(database.prisma));

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST = Date.UTC(2026, 9, 23); // the clocks of Europe change on the 25th
const DAYS = 4;
const NOW = FIRST + (DAYS - 0.4) * DAY_MS;
const asked = (more: Partial<TotalsAsked> = {}): TotalsAsked => ({
  edges: [FIRST, FIRST + DAYS * DAY_MS],
  days: null,
  by: [],
  queues: [],
  agents: [],
  dispositions: [],
  centers: null,
  thresholds: new Map([['sales', 20]]),
  otherwise: 30,
  shortAbandon: 5,
  now: NOW,
  ...more,
});

const call = fc.record<PastCallInput>({
  queueId: fc.constantFrom('sales', 'support'),
  at: fc.integer({ min: FIRST, max: NOW - 60 * 60_000 }),
  outcome: fc.constantFrom('answered', 'answered', 'abandoned', 'canceled', 'failed', 'open'),
  waitMs: fc.oneof(fc.constantFrom(0, 4999, 5000, 20_000, 20_001, 30_000), fc.integer({ min: 0, max: 600_000 })),
  talkMs: fc.integer({ min: 0, max: 900_000 }),
  holds: fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 100_000 })), { maxLength: 2 }),
  wrapupMs: fc.integer({ min: 0, max: 120_000 }),
  agentId: fc.constantFrom('ana', 'bia', 'carol'),
  disposition: fc.constantFrom('Sold', 'Other › Wrong “number”', null),
  missedBy: fc.array(fc.constantFrom('ana', 'bia', 'carol'), { maxLength: 2 }),
  role: fc.constantFrom('main', 'main', 'consult'),
  mos: fc.option(fc.double({ min: 1, max: 4.5, noNaN: true })),
  message: fc.constantFrom(null, null, 'callback', 'message'),
});
const status = fc.record({
  agentId: fc.constantFrom('ana', 'bia', 'carol'),
  kind: fc.constantFrom('offline', 'available', 'on-call', 'wrapup', 'not-ready', 'missed'),
  at: fc.integer({ min: FIRST - DAY_MS, max: NOW }),
});
const question = fc.record({
  interval: fc.constantFrom<Interval>('15-min', 'hour', 'day', 'week', 'month', 'whole'),
  zone: fc.constantFrom('UTC', 'Europe/Lisbon', 'Asia/Kathmandu', 'America/Toronto'),
  by: fc.uniqueArray(fc.constantFrom<Dimension>('queue', 'center', 'agent', 'disposition'), { maxLength: 2 }),
  queues: fc.constantFrom([], ['sales']),
  agents: fc.constantFrom([], [], ['ana']),
  dispositions: fc.constantFrom([], [], ['Sold', '']),
  centers: fc.constantFrom(null, null, ['', 'lisbon']),
  otherwise: fc.integer({ min: 1, max: 60 }),
  shortAbandon: fc.constantFrom(0, 5, 60),
});

test('a report of rolled-up days is exactly the report of their single events, over random days, switches and time zones', async () => {
  const store = openReportStore(database.prisma);
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(call, { maxLength: 40 }),
        fc.array(status, { maxLength: 20 }),
        fc.array(question, { minLength: 6, maxLength: 6 }),
        async (calls, statuses, questions) => {
          await insertPast(database.prisma, calls, statuses);
          await store.rollUp(NOW);
          for (const { interval, zone, ...more } of questions) {
            const span = spanOf({ from: '2026-10-22', to: '2026-10-26' }, zone);
            const edges = [...intervalsOf(span, interval, zone).map((one) => one.from), span.to];
            const days = ['day', 'week', 'month', 'whole'].includes(interval) ? zone : null;
            const about = asked({ ...more, edges, days });
            expect(sorted(await store.totals(about))).toEqual(sorted(await store.totals(about, 'facts')));
          }
        },
      )
      .afterEach(() => emptyReports(database.prisma)),
    { numRuns: 12 },
  );
}, 120_000);

test('a day is rolled up once all of its calls are over, and is counted from single events until then', async () => {
  const store = openReportStore(database.prisma);
  const one = { queueId: 'sales', at: FIRST + 60_000, waitMs: 1000, talkMs: 5000, wrapupMs: 0, agentId: 'ana' } as const;
  await insertPast(
    database.prisma,
    [
      { ...one, outcome: 'open' },
      { ...one, outcome: 'answered' },
    ],
    [],
  );
  expect(await store.rollUp(NOW)).toBeGreaterThan(2);
  expect((await store.totals(asked())).map(({ totals }) => totals.answered)).toEqual([1]);
  await database.prisma.$executeRaw`UPDATE "Call" SET "completedAt" = "enqueuedAt", "state" = 'abandoned' WHERE "completedAt" IS NULL`;
  expect(await store.rollUp(NOW)).toBe(3); // by UTC and by both centers
  expect((await store.totals(asked())).map(({ totals }) => [totals.answered, totals.abandoned])).toEqual([[1, 1]]);
  expect(await store.rollUp(NOW)).toBe(0);
});

test('cells of an older way to read the facts are not read, and are made anew', async () => {
  const store = openReportStore(database.prisma);
  await insertPast(
    database.prisma,
    [{ queueId: 'sales', at: FIRST + 1, outcome: 'answered', waitMs: 0, talkMs: 1, wrapupMs: 1, agentId: 'ana' }],
    [],
  );
  await store.rollUp(NOW);
  await database.prisma.$executeRaw`UPDATE "ReportDay" SET "facts" = 0`;
  await database.prisma.$executeRaw`UPDATE "ReportCell" SET "answered" = 9`;
  expect((await store.totals(asked()))[0]?.totals.answered).toBe(1);
  expect(await store.rollUp(NOW)).toBeGreaterThan(3);
  expect((await store.totals(asked()))[0]?.totals.answered).toBe(1);
});

const sorted = <T extends { interval: number; key: string[] }>(groups: T[]) =>
  groups.toSorted((a, b) => (JSON.stringify([a.interval, a.key]) < JSON.stringify([b.interval, b.key]) ? -1 : 1));
