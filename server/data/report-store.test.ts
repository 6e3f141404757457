import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { intervalsOf, spanOf } from '../measures/intervals.ts';
import type { Dimension, Interval, ReportChannel } from '../protocol/report-words.ts';
import { startPostgres } from '../testing/postgres.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Database } from './database.ts';
import { openReportStore, type TotalsAsked } from './report-store.ts';
import { UNITS } from './report-units.ts';
import { emptyReports, insertBookings, insertPast, type PastBookingInput, type PastCallInput } from './testing/past.ts';

/** Reports from rolled-up days and from single events give the same, to the last digit. */

/** Their days and months are rolled up too; of the other zones asked for below only quarters of an hour are. */
const ZONES = ['Europe/Lisbon', 'America/St_Johns'];

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST = Date.UTC(2026, 9, 23); // the clocks of Europe change on the 25th
const DAYS = 4;
const NOW = FIRST + (DAYS - 0.4) * DAY_MS;
const asked = (more: Partial<TotalsAsked> = {}): TotalsAsked => ({
  edges: [FIRST, FIRST + DAYS * DAY_MS],
  zone: 'UTC',
  by: [],
  channel: 'voice',
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
  channel: fc.constantFrom('voice', 'voice', 'text'),
  queueId: fc.constantFrom('sales', 'support'),
  at: fc.integer({ min: FIRST, max: NOW - 60 * 60_000 }),
  outcome: fc.constantFrom('answered', 'answered', 'abandoned', 'elsewhere', 'canceled', 'failed', 'open'),
  waitMs: fc.oneof(fc.constantFrom(0, 4999, 5000, 20_000, 20_001, 30_000), fc.integer({ min: 0, max: 600_000 })),
  talkMs: fc.integer({ min: 0, max: 900_000 }),
  holds: fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 100_000 })), { maxLength: 2 }),
  wrapupMs: fc.integer({ min: 0, max: 120_000 }),
  movedUpAfter: fc.constantFrom(null, null, 0, 90_000),
  replyAfter: fc.constantFrom(null, 0, 12_345),
  agentId: fc.constantFrom('ana', 'bia', 'carol'),
  disposition: fc.constantFrom('Sold', 'Other › Wrong “number”', null),
  missedBy: fc.array(fc.constantFrom('ana', 'bia', 'carol'), { maxLength: 2 }),
  role: fc.constantFrom('main', 'main', 'consult'),
  mos: fc.option(fc.double({ min: 1, max: 4.5, noNaN: true })),
  message: fc.constantFrom(null, null, 'callback', 'message'),
  score: fc.constantFrom(null, 1, 3, 4, 5),
  doneAfter: fc.constantFrom(null, 0, 60_000, 30 * 3_600_000),
});
const booking = fc.record<PastBookingInput>({
  queueId: fc.constantFrom('sales', 'support'),
  slotAt: fc.integer({ min: FIRST, max: NOW + 60 * 60_000 }),
  state: fc.constantFrom('booked', 'due', 'met', 'met', 'missed', 'left', 'turned-away', 'canceled'),
  cameAfter: fc.integer({ min: 0, max: 600_000 }),
  waitMs: fc.integer({ min: 0, max: 600_000 }),
});
const status = fc.record({
  agentId: fc.constantFrom('ana', 'bia', 'carol'),
  kind: fc.constantFrom('offline', 'available', 'on-call', 'wrapup', 'not-ready', 'missed'),
  at: fc.integer({ min: FIRST - DAY_MS, max: NOW }),
});
const question = fc.record({
  interval: fc.constantFrom<Interval>('15-min', 'hour', 'day', 'week', 'month', 'whole'),
  zone: fc.constantFrom('UTC', ...ZONES, 'Asia/Kathmandu'),
  by: fc.uniqueArray(fc.constantFrom<Dimension>('queue', 'center', 'agent', 'disposition', 'channel'), { maxLength: 2 }),
  channel: fc.constantFrom<ReportChannel>('voice', 'text', 'both'),
  queues: fc.constantFrom([], ['sales']),
  agents: fc.constantFrom([], [], ['ana']),
  dispositions: fc.constantFrom([], [], ['Sold', '']),
  centers: fc.constantFrom(null, null, ['', 'lisbon']),
  otherwise: fc.integer({ min: 1, max: 60 }),
  shortAbandon: fc.constantFrom(0, 5, 60),
});

describe.each(['embedded', 'server'] as const)('on the %s database', (kind) => {
  const open: (() => unknown)[] = [];
  let database: Database;
  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-reports-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = kind === 'server' ? await startPostgres() : null;
    if (postgres) open.push(() => postgres.close());
    database = await openEmptyDatabase({ url: postgres?.url ?? null, folder });
    open.push(() => database.close());
    for (const timeZone of ZONES)
      await database.prisma.center.create({ data: { id: timeZone, name: timeZone, timeZone, linkKeyHash: timeZone } });
  });
  afterAll(async () => {
    for (const close of open.reverse()) await close();
  });
  beforeEach(() => emptyReports(database.prisma));

  test('a report of rolled-up days is exactly the report of their single events, over random days, switches and time zones', async () => {
    const store = openReportStore(database.prisma);
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(call, { maxLength: 40 }),
          fc.array(status, { maxLength: 20 }),
          fc.array(booking, { maxLength: 6 }),
          fc.array(question, { minLength: 6, maxLength: 6 }),
          async (calls, statuses, bookings, questions) => {
            await insertPast(database.prisma, calls, statuses);
            await insertBookings(database.prisma, bookings);
            await store.rollUp(NOW);
            for (const { interval, zone, ...more } of questions) {
              const span = spanOf({ from: '2026-10-22', to: '2026-10-26' }, zone);
              const edges = [...intervalsOf(span, interval, zone).map((one) => one.from), span.to];
              const about = asked({ ...more, edges, zone });
              expect(sorted(await store.totals(about))).toEqual(sorted(await store.totals(about, 'facts')));
            }
          },
        )
        .afterEach(() => emptyReports(database.prisma)),
      { numRuns: 6 },
    );
  }, 120_000);

  test('weeks and months of rolled-up days are exactly their single events too, also in zones of half-hours and of no center', async () => {
    const store = openReportStore(database.prisma);
    const [first, now] = [Date.UTC(2026, 8, 29), Date.UTC(2026, 10, 3, 10)];
    const spread = { at: fc.integer({ min: first, max: now - DAY_MS }) };
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.tuple(call, spread.at), { minLength: 60, maxLength: 120 }),
          fc.array(fc.tuple(status, spread.at), { minLength: 20, maxLength: 40 }),
          fc.array(question, { minLength: 20, maxLength: 20 }),
          async (calls, statuses, questions) => {
            await insertPast(
              database.prisma,
              calls.map(([one, at]) => ({ ...one, at, outcome: one.outcome === 'open' ? 'answered' : one.outcome })),
              statuses.map(([one, at]) => ({ ...one, at })),
            );
            await store.rollUp(now);
            for (const unit of UNITS)
              expect(await database.prisma.reportUnit.count({ where: { unit } })).toBeGreaterThanOrEqual(ZONES.length);
            for (const { interval, zone, ...more } of questions) {
              const span = spanOf({ from: '2026-09-20', to: '2026-11-03' }, zone);
              const edges = [...intervalsOf(span, interval, zone).map((one) => one.from), span.to];
              const about = asked({ ...more, edges, zone, now });
              expect(sorted(await store.totals(about))).toEqual(sorted(await store.totals(about, 'facts')));
            }
          },
        )
        .afterEach(() => emptyReports(database.prisma)),
      { numRuns: 1 },
    );
  }, 120_000);

  test('weeks and months are added up anew after one of their days was', async () => {
    const store = openReportStore(database.prisma);
    const now = Date.UTC(2026, 10, 3);
    const one = { queueId: 'sales', outcome: 'answered', waitMs: 1000, talkMs: 5000, wrapupMs: 0, agentId: 'ana' } as const;
    await insertPast(database.prisma, [{ ...one, at: FIRST }], []);
    await store.rollUp(now);
    const about = asked({ edges: [Date.UTC(2026, 9, 1) - 60 * 60_000, Date.UTC(2026, 10, 1)], zone: 'Europe/Lisbon', now });
    const answered = async () => (await store.totals(about)).map(({ totals }) => totals.answered);
    expect(await answered()).toEqual([1]);
    await insertPast(database.prisma, [{ ...one, at: FIRST + 60_000 }], []);
    await database.prisma.reportDay.deleteMany({ where: { day: { gte: new Date(FIRST - DAY_MS), lte: new Date(FIRST) } } });
    await store.rollUp(now);
    expect(await answered()).toEqual([2]);
  });

  test('a year that began with the first call a month ago is not held to be uncounted', async () => {
    const store = openReportStore(database.prisma);
    const one = { queueId: 'sales', outcome: 'answered', waitMs: 1000, talkMs: 5000, wrapupMs: 0, agentId: 'ana' } as const;
    await insertPast(database.prisma, [{ ...one, at: FIRST }], []);
    const year = asked({ edges: [FIRST - 300 * DAY_MS, FIRST + 65 * DAY_MS] });
    expect((await store.totals(year)).map(({ totals }) => totals.answered)).toEqual([1]);
    // Two months more, and nothing of them is rolled up yet: that would take too long.
    await expect(store.totals({ ...year, now: FIRST + 64 * DAY_MS })).rejects.toMatchObject({ code: 'unavailable' });
  });

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

  test('a day is rolled up once nobody can rate its last call any more, and has what was rated', async () => {
    const store = openReportStore(database.prisma);
    const one = { queueId: 'sales', outcome: 'answered', waitMs: 0, wrapupMs: 0, agentId: 'ana', disposition: 'Sold' } as const;
    const midnight = FIRST + DAY_MS;
    // It ended at a quarter past midnight, and may be rated until one, and changed ten minutes longer.
    await insertPast(database.prisma, [{ ...one, at: midnight - 15 * 60_000, talkMs: 30 * 60_000, score: 5 }], []);
    const figures = async () =>
      (await store.totals(asked({ dispositions: ['Sold'] }))).map(({ totals }) => [totals.ratings, totals.goodRatings, totals.ratingSum]);
    await store.rollUp(midnight + 65 * 60_000);
    expect(await figures()).toEqual([[1, 1, 5]]);
    await database.prisma.callRating.updateMany({ data: { score: 2 } });
    expect(await figures()).toEqual([[1, 0, 2]]);
    await store.rollUp(midnight + 71 * 60_000);
    await database.prisma.callRating.deleteMany();
    expect(await figures()).toEqual([[1, 0, 2]]);
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
});

const sorted = <T extends { interval: number; key: string[] }>(groups: T[]) =>
  groups.toSorted((a, b) => (JSON.stringify([a.interval, a.key]) < JSON.stringify([b.interval, b.key]) ? -1 : 1));
