import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../data/database.ts';
import { readReportNames } from '../data/report-names.ts';
import { openReportStore } from '../data/report-store.ts';
import { insertBookings, insertPast, type PastCallInput } from '../data/testing/past.ts';
import { readReport, writeReport } from '../protocol/report-address.ts';
import { ReportQuery } from '../protocol/reports.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Supervisor } from './grants.ts';
import { toCsv } from './report-csv.ts';
import { toHtml } from './report-html.ts';
import { openReportService, type ReportService } from './report-service.ts';

/** A day of two centers, counted by hand: what is asked, and what comes out of it in each form. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-report-service-'));
let database: Database;
let service: ReportService;
const NOW = Date.UTC(2026, 10, 25, 12);
const NINE = Date.UTC(2026, 10, 23, 9);
const admin: Supervisor = { id: 'x', name: 'Alex', role: 'administrator', centerId: null, supervises: [] };
const sofia: Supervisor = { id: 's', name: 'Sofia', role: 'supervisor', centerId: 'lisbon', supervises: [] };

const call = (minutes: number, more: Partial<PastCallInput>): PastCallInput => ({
  queueId: 'sales',
  at: NINE + minutes * 60_000,
  outcome: 'answered',
  waitMs: 10_000,
  talkMs: 60_000,
  wrapupMs: 20_000,
  agentId: 'ana',
  ...more,
});

/** A day of callbacks. */
const FIFTH = Date.UTC(2026, 10, 5, 10);

/** Another day: Ana writes with two at once for an hour in which she is free for calls. */
const TENTH = Date.UTC(2026, 10, 10, 9);
const textDay: PastCallInput[] = [
  call(0, { at: TENTH, channel: 'text', waitMs: 10_000, talkMs: 290_000, wrapupMs: 20_000, replyAfter: 30_000 }),
  call(0, { at: TENTH + 100_000, channel: 'text', waitMs: 10_000, talkMs: 330_000, wrapupMs: 20_000 }),
  call(0, { at: TENTH, channel: 'text', outcome: 'abandoned' }),
  call(0, { at: TENTH + 60_000, outcome: 'abandoned', message: 'message' }),
  call(0, { at: TENTH + 7_200_000, agentId: 'bia' }),
];

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  const { prisma } = database;
  for (const id of ['lisbon', 'toronto'])
    await prisma.center.create({ data: { id, name: id === 'lisbon' ? 'Lisbon' : 'Toronto', timeZone: 'UTC', linkKeyHash: id } });
  const people = { ana: ['Ana', 'lisbon'], bia: ['=Bia "B"', 'lisbon'], carol: ['Carol', 'toronto'] } as const;
  for (const [id, [name, centerId]] of Object.entries(people))
    await prisma.user.create({ data: { id, name, email: `${id}@example.com`, role: 'agent', centerId } });
  await insertPast(
    prisma,
    [
      call(0, { waitMs: 5000, holds: [[10_000, 15_000]], disposition: 'Sold' }),
      call(5, { waitMs: 25_000, agentId: 'bia', missedBy: ['ana'] }),
      call(70, { agentId: 'carol', waitMs: 20_000 }),
      call(75, { outcome: 'abandoned', waitMs: 3000 }),
      call(80, { outcome: 'abandoned', waitMs: 33_000 }),
      call(24 * 60, { waitMs: 1000 }),
      ...textDay,
    ],
    [
      { agentId: 'ana', kind: 'available', at: TENTH },
      { agentId: 'ana', kind: 'offline', at: TENTH + 60 * 60_000 },
    ],
  );
  await insertPast(prisma, [call(0, { at: FIFTH, outcome: 'abandoned', waitMs: 0, message: 'message', doneAfter: 26 * 3_600_000 })], []);
  await insertBookings(prisma, [
    { queueId: 'sales', slotAt: FIFTH, state: 'met', cameAfter: 60_000, waitMs: 10_000 },
    { queueId: 'sales', slotAt: FIFTH, state: 'met', waitMs: 30_000 },
    ...(['left', 'turned-away', 'missed', 'canceled'] as const).map((state) => ({ queueId: 'sales', slotAt: FIFTH + 3_600_000, state })),
  ]);
  const store = openReportStore(prisma);
  service = openReportService({ store, names: () => readReportNames(prisma), now: () => NOW });
  await store.rollUp(NOW);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const query = (more: object = {}): ReportQuery =>
  ReportQuery.parse({
    period: { from: '2026-11-23', to: '2026-11-23' },
    zone: 'UTC',
    interval: 'whole',
    measures: ['offered', 'answered', 'serviceLevel', 'asa', 'hold', 'missedOffers'],
    ...more,
  });

test('a day’s figures are those that were counted by hand', async () => {
  const report = await service.run(query(), admin);
  expect(report.rows).toEqual([{ interval: 0, group: 0, figures: [5, 3, 2 / 5, 50_000 / 3, 5000, 1] }]);
  expect(report.total).toEqual(report.rows[0]?.figures);
});

test('by agent, sorted by name, with nobody at the end; the total is over all of them', async () => {
  const report = await service.run(query({ by: ['agent'], measures: ['offered', 'asa'] }), admin);
  expect(report.groups.map((group) => group.labels[0])).toEqual(['=Bia "B"', 'Ana', 'Carol', '']);
  expect(report.totals).toEqual([
    [1, 25_000],
    [1, 5000],
    [1, 20_000],
    [2, null],
  ]);
  expect(report.total).toEqual([5, 50_000 / 3]);
});

test('by hour without groups every hour of the day is there', async () => {
  const report = await service.run(query({ interval: 'hour', measures: ['offered'] }), admin);
  expect(report.rows.map((row) => row.figures[0])).toEqual([...Array(9).fill(0), 2, 3, ...Array(13).fill(0)]);
});

test('by queue there is no occupancy, rather than a wrong one', async () => {
  const figures = async (more: object) => (await service.run(query({ measures: ['occupancy', 'staffed'], ...more }), admin)).total;
  expect(await figures({ by: ['agent'] })).toEqual([null, 0]);
  for (const more of [{ by: ['queue'] }, { by: ['disposition'] }, { queues: ['sales'] }]) expect(await figures(more)).toEqual([null, null]);
});

test('a changed formula applies to the past too', async () => {
  const figures = async (switches: object) => (await service.run(query({ measures: ['serviceLevel'], switches }), admin)).total[0];
  expect(await figures({ threshold: 25 })).toBe(3 / 5);
  expect(await figures({ threshold: 25, shortAbandon: 5 })).toBe(3 / 4);
  expect(await figures({ threshold: 19, abandons: false })).toBe(1 / 3);
});

describe('text conversations', () => {
  const figures = async (more: object) =>
    (await service.run(query({ measures: ['offered', 'answered', 'aht', 'messages'], ...more }), admin)).total;
  const day = { period: { from: '2026-11-10', to: '2026-11-10' } };

  test('are in no report that does not ask for them, and are counted as calls are in one that does', async () => {
    expect(await figures(day)).toEqual([2, 1, 80_000, 1]);
    expect(await figures({ ...day, channel: 'text' })).toEqual([3, 2, 330_000, null]);
  });
  test('are added to calls where that makes sense', async () => {
    expect(await figures({ ...day, channel: 'both' })).toEqual([5, 3, null, 1]);
    const report = await service.run(query({ ...day, channel: 'both', by: ['channel'], measures: ['offered', 'aht', 'occupancy'] }), admin);
    expect(report.groups.map(({ key }) => key)).toEqual([['text'], ['voice']]);
    expect(report.totals).toEqual([
      [3, 330_000, null],
      [2, 80_000, null],
    ]);
    expect(report.total).toEqual([5, null, null]);
  });
  test('have a time to the first reply and a mean of how many an agent has at once, and make the agent busy', async () => {
    const report = await service.run(
      query({ ...day, channel: 'text', measures: ['firstReply', 'concurrency', 'occupancy', 'staffed'] }),
      admin,
    );
    // 310 s and 350 s with wrap-up, of which the second began 100 s after the first: 450 s in an hour.
    expect(report.total).toEqual([30_000, 660 / 450, 450 / 3600, 3_600_000]);
  });
});

test('callbacks count at the time that they were booked for, and what was left when somebody is done with it', async () => {
  const measures = [
    'bookings',
    'bookingsKept',
    'bookingsLeft',
    'bookingsMissed',
    'bookingsCanceled',
    'bookingWait',
    'messages',
    'returned',
    'returnTime',
  ];
  const of = async (period: object, more: object = {}) => (await service.run(query({ period, measures, ...more }), admin)).total;
  const day = { from: '2026-11-05', to: '2026-11-05' };
  expect(await of(day)).toEqual([6, 2, 2, 1, 1, 20_000, 1, 0, null]);
  expect(await of(day, { queues: ['support'] })).toEqual([0, 0, 0, 0, 0, null, 0, 0, null]);
  expect(await of(day, { channel: 'text' })).toEqual(measures.map(() => null));
  expect(await of({ from: '2026-11-06', to: '2026-11-06' })).toEqual([0, 0, 0, 0, 0, null, 0, 1, 26 * 3_600_000]);
});

describe('a supervisor', () => {
  test('sees the calls of their centers, and those of no center', async () => {
    const report = await service.run(query({ by: ['center'], measures: ['offered'] }), sofia);
    expect(report.restricted).toBe(true);
    expect(report.groups.map((group) => group.labels[0])).toEqual(['Lisbon', '']);
    expect(report.total).toEqual([4]);
  });
  test('is refused a center that they don’t supervise, and not offered its agents', async () => {
    await expect(service.run(query({ centers: ['toronto'] }), sofia)).rejects.toMatchObject({ code: 'forbidden' });
    const choices = await service.choices(sofia);
    expect([choices.centers.map((center) => center.id), choices.agents.map((agent) => agent.id)]).toEqual([['lisbon'], ['bia', 'ana']]);
  });
  test('gets nothing by the name of another center’s agent', async () => {
    expect((await service.run(query({ agents: ['carol'], measures: ['answered'] }), sofia)).total).toEqual([0]);
  });
});

test.each([
  ['ten years', { period: { from: '2016-11-23', to: '2026-11-22' }, interval: '15-min' }, 'to', /five years/],
  [
    'a year by quarters of an hour',
    { period: { from: '2026-01-01', to: '2026-12-31' }, interval: '15-min' },
    'interval',
    /31 days.*Choose a longer interval/,
  ],
  ['a last day before the first', { period: { from: '2026-11-23', to: '2026-11-22' } }, 'to', /before the first/],
])('%s: refused, with what to choose', async (_, more, field, message) => {
  await expect(service.run(query(more), admin)).rejects.toMatchObject({
    code: 'bad-request',
    field,
    message: expect.stringMatching(message),
  });
});

test.each([
  [{ zone: 'Mars/Base' }, 'zone'],
  [{ zone: '+05:07' }, 'zone'],
  [{ period: { from: '2026-02-30', to: '2026-03-01' } }, 'period.from'],
  [{ measures: [] }, 'measures'],
  [{ by: ['queue', 'queue'] }, 'by'],
  [{ switches: { threshold: Number.NaN } }, 'switches.threshold'],
])('%o is not understood', (more, field) => {
  const parsed = ReportQuery.safeParse({ ...query(), ...more });
  expect(parsed.error?.issues[0]?.path.join('.')).toBe(field);
});

test('an address holds a whole report', () => {
  const full = query({
    by: ['queue', 'agent'],
    queues: ['sales', 'a&b=c'],
    dispositions: ['Order › Returned', ''],
    switches: { threshold: 30, abandons: false, shortAbandon: 5 },
  });
  expect(ReportQuery.parse(readReport(writeReport(full)))).toEqual(full);
  expect(ReportQuery.parse(readReport(writeReport(query({ period: { preset: 'today' } }))))).toEqual(
    query({ period: { preset: 'today' } }),
  );
});

test('as CSV, numbers are plain, what a spreadsheet would work out is text, and quotes stay quotes', async () => {
  const report = await service.run(query({ by: ['agent'], zone: 'America/Toronto', measures: ['offered', 'serviceLevel', 'asa'] }), admin);
  const csv = toCsv(report);
  expect(csv.startsWith('\uFEFF')).toBe(true);
  const day = { from: '2026-11-23T00:00:00-05:00', to: '2026-11-24T00:00:00-05:00' };
  expect(parse(csv, { bom: true, columns: true })).toEqual([
    { ...day, agent: `'=Bia "B"`, offered: '1', service_level: '0', asa_seconds: '25' },
    { ...day, agent: 'Ana', offered: '1', service_level: '1', asa_seconds: '5' },
    { ...day, agent: 'Carol', offered: '1', service_level: '1', asa_seconds: '20' },
    { ...day, agent: '', offered: '2', service_level: '0', asa_seconds: '' },
  ]);
});

test('as HTML for e-mail it is in the reader’s language, with the formula, and with no markup from names', async () => {
  const report = await service.run(query({ by: ['agent'], measures: ['offered', 'serviceLevel'] }), admin);
  report.groups[0]?.labels.splice(0, 1, '<img src=x onerror=alert(1)>');
  const html = toHtml(report, 'pt');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).not.toMatch(/<(img|script|link|style)/);
  expect(html).toContain('atendidas no tempo de cada fila ÷ (atendidas + abandonadas)');
  expect(html).toContain('Sem agente');
  expect(toHtml(report, 'en')).toContain('No agent');
});
