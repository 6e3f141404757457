import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAuditLog } from '../data/audit.ts';
import type { Database } from '../data/database.ts';
import { openSavedReports } from '../data/saved-reports.ts';
import type { Report, ReportQuery, SavedReport } from '../protocol/reports.ts';
import { Failure } from '../sockets/failure.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Auth, SignedIn } from './auth.ts';
import { openReportsApi } from './reports-api.ts';

/** Who may ask for reports, what an export is, and whose a saved report is. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-reports-api-'));
const NOW = Date.UTC(2026, 10, 23, 12);
let database: Database;
let api: Hono;
let who: Pick<SignedIn, 'id' | 'role'>;

const person = (id: string, role: SignedIn['role'] = 'supervisor') => ({ id, role });
const query: ReportQuery = {
  period: { preset: 'yesterday' },
  zone: 'UTC',
  interval: 'day',
  by: ['queue'],
  measures: ['offered'],
  channel: 'voice',
  queues: [],
  centers: [],
  agents: [],
  dispositions: [],
  switches: { threshold: null, abandons: true, elsewhere: false, shortAbandon: 0 },
};
const ADDRESS = 'period=yesterday&zone=UTC&interval=day&by=queue&measure=offered';

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  const { prisma } = database;
  for (const id of ['sofia', 'sam']) await prisma.user.create({ data: { id, name: id, email: `${id}@example.com`, role: 'supervisor' } });
  const run = async (asked: ReportQuery): Promise<Report> => ({
    ...{ query: asked, from: NOW, to: NOW, restricted: false, intervals: [], groups: [], rows: [], totals: [], total: [3], thresholds: [] },
  });
  const choices = async () => ({ queues: [], centers: [], agents: [], dispositions: [], zones: [] });
  const app = openReportsApi({
    auth: { whoIs: async () => ({ ...who, name: who.id, email: 'x', centerId: 'lisbon', supervises: [] }) } as unknown as Auth,
    reports: { run, choices },
    saved: openSavedReports(prisma),
    audit: openAuditLog(prisma),
    now: () => NOW,
  });
  api = new Hono().route('/', app).onError((error, context) => {
    if (!(error instanceof Failure)) throw error;
    return context.json({ error: error.toWire() }, 400);
  });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  who = person('sofia');
});

const send = async (method: string, url: string, body?: object) => {
  const response = await api.request(url, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return { response, body: (await response.clone().json()) as { error?: { code: string; field?: string } } & SavedReport };
};
const list = async () => ((await (await api.request('/saved')).json()) as { reports: SavedReport[] }).reports;

test('agents are refused', async () => {
  who = person('ana', 'agent');
  for (const url of [`/run?${ADDRESS}`, `/export/csv?${ADDRESS}`, '/saved', '/choices'])
    expect((await send('GET', url)).body.error?.code).toBe('forbidden');
});

test('a report comes from its address, and what is wrong there is refused at its field', async () => {
  expect((await send('GET', `/run?${ADDRESS}`)).body).toMatchObject({ query, total: [3] });
  expect((await send('GET', `/run?${ADDRESS}&threshold=soon`)).body.error).toMatchObject({
    code: 'bad-request',
    field: 'switches.threshold',
  });
});

test.each([
  ['csv', 'text/csv; charset=utf-8'],
  ['json', 'application/json'],
  ['html', 'text/html; charset=utf-8'],
])('an export as %s is a file to be kept, never a page of ours', async (format, type) => {
  const { headers } = await api.request(`/export/${format}?${ADDRESS}`);
  expect(headers.get('content-type')).toBe(type);
  expect(headers.get('content-disposition')).toBe(`attachment; filename="report-2026-11-23.${format}"`);
});

test.each(['exe', '__proto__', 'constructor'])('there is no export as %s', async (format) => {
  expect((await send('GET', `/export/${format}?${ADDRESS}`)).body.error?.code).toBe('not-found');
});

test('a saved report is its owner’s; shared, others see it and can’t change it, and that it was shared is written down', async () => {
  const { body: kept } = await send('POST', '/saved', { name: ' Calls ', shared: false, query });
  expect(kept).toMatchObject({ name: 'Calls', own: true, ownerName: 'sofia', query });
  who = person('sam');
  expect(await list()).toEqual([]);

  who = person('sofia');
  await send('PUT', `/saved/${kept.id}`, { name: 'Calls', shared: true, query: { ...query, interval: 'week' } });
  who = person('sam');
  expect(await list()).toMatchObject([{ name: 'Calls', own: false, ownerName: 'sofia', query: { interval: 'week' } }]);
  expect((await send('PUT', `/saved/${kept.id}`, { name: 'Mine', shared: true, query })).body.error?.code).toBe('not-found');
  expect((await send('DELETE', `/saved/${kept.id}`)).body.error?.code).toBe('not-found');
  const audit = await database.prisma.auditEntry.findMany({ where: { action: 'report-shared' } });
  expect(audit).toMatchObject([{ actorId: 'sofia', outcome: 'done', subjectId: kept.id, subjectName: 'Calls' }]);

  who = person('sofia');
  await send('DELETE', `/saved/${kept.id}`);
  expect(await list()).toEqual([]);
});

test('a name that is empty or can’t be stored is refused, and nothing is kept', async () => {
  for (const name of ['  ', 'a\u0000b', 'x'.repeat(121)])
    expect((await send('POST', '/saved', { name, shared: false, query })).body.error).toMatchObject({ code: 'bad-request', field: 'name' });
  expect(await list()).toEqual([]);
});

test('more reports in a minute than anybody reads are refused', async () => {
  who = person('hasty');
  const codes = await Promise.all(Array.from({ length: 61 }, async () => (await send('GET', `/run?${ADDRESS}`)).body.error?.code));
  expect(codes.filter((code) => code === 'too-many')).toHaveLength(1);
});
