import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { openCenterData } from '../data/center-data.ts';
import { keepStaff, type StaffChanges } from '../data/center-staff.ts';
import { takeTimeline } from '../data/center-timeline.ts';
import { openCustomerSources } from '../data/customers/sources.ts';
import type { Database } from '../data/database.ts';
import { openWidgetKeyStore } from '../data/widget-keys.ts';

import { linkKey } from '../installation.ts';
import type { Person } from '../protocol/api.ts';
import { type CenterStaff, TellTimeline } from '../protocol/center-staff.ts';
import { keptSecret } from '../secret.ts';
import { deriveKey } from '../sockets/keys.ts';
import { Started } from '../testing/started.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openInstallation } from './installation.ts';
import { StaffCopy } from './staff-copy.ts';
import { TimelineTelling } from './timeline-telling.ts';

/** A center's own database, and what goes between it and the installation's. */

const log = pino({ level: 'silent' });
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function database(): Promise<Database> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-center-'));
  const made = await openEmptyDatabase({ folder });
  open.push(async () => {
    await made.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return made;
}

test('a center’s people come down with what they sign in by, and follow each change; other centers’ stay away', async () => {
  const started = await new Started().start();
  open.push(() => started.close());
  const { prisma } = await database();
  const cookie = await started.signIn('admin@tandem.example');
  const sources = openCustomerSources(prisma, { key: deriveKey('the center’s own', 'customer-systems'), now: Date.now });
  const seen: StaffChanges[] = [];
  const key = linkKey(keptSecret(started.folder), 'lisbon');
  const copy = new StaffCopy({
    ...{ prisma, sources, log, centerId: 'lisbon', demo: true, onChanged: async (changes: StaffChanges) => void seen.push(changes) },
    ...{ widgetKeys: openWidgetKeyStore(prisma, Buffer.alloc(32, 1)), url: 'https://lisbon.example' },
    installation: openInstallation({ urls: ['http://127.0.0.1:1', started.tandem.url], centerId: 'lisbon', key }),
  });
  open.push(() => copy.close());
  const agents = () => prisma.user.findMany({ orderBy: { name: 'asc' }, include: { skills: true, accounts: true } });
  const ask = async (method: string, url: string, body: object) =>
    expect((await started.fetch(`/api/admin${url}`, { method, cookie, body })).status).toBe(200);

  await copy.refresh();
  const [ana, bruno] = await agents();
  expect([ana?.email, bruno?.email, (await agents()).length]).toEqual(['ana@lisbon.example', 'bruno@lisbon.example', 2]);
  expect(ana?.skills).toHaveLength(3);
  expect(ana?.accounts).toMatchObject([{ providerId: 'credential', accountId: ana?.id, password: expect.any(String) }]);
  expect(await prisma.center.findMany()).toMatchObject([{ id: 'lisbon', name: 'Lisbon', timeZone: 'Europe/Lisbon' }]);
  expect(seen).toMatchObject([{ agents: expect.arrayContaining([ana?.id, bruno?.id]) }]);
  await copy.refresh();
  expect(seen).toHaveLength(1);

  // A new password ends the sessions at the center; who moves to another center is gone from it.
  const expiresAt = new Date(Date.now() + 60_000);
  for (const user of [ana, bruno])
    await prisma.session.create({ data: { id: user?.id ?? '', userId: user?.id ?? '', token: user?.id ?? '', expiresAt } });
  const { people } = (await (await started.fetch('/api/admin/people', { cookie })).json()) as { people: Person[] };
  const change = (id: string | undefined, fields: object) =>
    ask('PATCH', `/people/${id}`, { ...people.find((person) => person.id === id), ...fields });
  await change(ana?.id, { password: 'another password' });
  await copy.refresh();
  expect(await prisma.session.findMany()).toMatchObject([{ userId: bruno?.id }]);
  await change(bruno?.id, { centerId: 'toronto' });
  await ask('PATCH', '/skills/sales', { name: 'Selling' });
  const source = { kind: 'http', url: 'https://crm.example', secret: 'the company’s own secret', timeoutSeconds: 2 };
  await ask('PUT', '/centers/lisbon/customers', source);
  await copy.refresh();
  expect((await agents()).map(({ id }) => id)).toEqual([ana?.id]);
  expect(await prisma.skill.findUnique({ where: { id: 'sales' } })).toMatchObject({ name: 'Selling' });
  expect(await sources.readWhole('lisbon')).toEqual(source);
  expect(seen.at(-1)).toMatchObject({ agents: [ana?.id, bruno?.id], customers: true });

  // Nobody has it without the center's own key.
  const status = async (center: string, shown?: string) =>
    (await started.fetch(`/api/centers/${center}/staff`, shown === undefined ? {} : { headers: { authorization: `Bearer ${shown}` } }))
      .status;
  expect(await Promise.all([status('lisbon', key), status('lisbon'), status('toronto', key), status('nowhere', key)])).toEqual([
    200, 401, 401, 401,
  ]);
  const tell = (body: object) =>
    started.fetch('/api/centers/lisbon/timeline', { method: 'POST', headers: { authorization: `Bearer ${key}` }, body });
  const row = { id: 1, agentId: ana?.id, kind: 'available', code: null, at: Date.now() };
  expect(await (await tell({ of: 'x', at: Date.now(), rows: [row] })).json()).toEqual({ told: 1 });
  expect((await tell({ of: 'x', at: Date.now(), rows: [row, row] })).status).toBe(400);
});

test('what agents did is told in order, once, whatever is lost on the way; days that had their figures are made anew', async () => {
  const [here, there] = [await database(), await database()];
  for (const { prisma } of [here, there])
    await prisma.center.create({ data: { id: 'lisbon', name: 'Lisbon', timeZone: 'UTC', linkKeyHash: '' } });
  const person = { emailVerified: true, role: 'agent', centerId: 'lisbon' };
  await there.prisma.user.create({ data: { id: 'ana', name: 'Ana', email: 'ana@lisbon.example', ...person } });
  const now = Date.UTC(2026, 10, 23, 12);
  const daysOf = (...days: number[]) =>
    days.map((day) => ({ zone: '', day: new Date(Date.UTC(2026, 10, day)), madeAt: new Date(now), facts: 1 }));
  await there.prisma.reportDay.createMany({ data: daysOf(19, 20, 21, 22) });
  let lost = '';
  const installation = {
    async ask(_: string, { body = {} }: { body?: object } = {}) {
      if (lost === 'question') throw new Error('the link is cut');
      // The center's clock is an hour behind.
      const told = await takeTimeline(there.prisma, 'lisbon', TellTimeline.parse(body), now);
      if (lost === 'answer') throw new Error('the link is cut');
      return Response.json({ told });
    },
  };
  const HOUR = 60 * 60_000;
  const telling = (of: string) => {
    const made = new TimelineTelling({ installation, prisma: here.prisma, centerId: 'lisbon', of, now: () => now - HOUR, log });
    open.push(() => made.close());
    return made;
  };
  const did = async (agentId: string, kind: string, at: number) =>
    void (await here.prisma.agentTimeline.create({ data: { centerId: 'lisbon', agentId, kind, at: new Date(at) } }));
  const known = async () =>
    (await there.prisma.agentTimeline.findMany({ orderBy: { id: 'asc' } })).map(({ agentId, kind, at }) => [agentId, kind, at.getTime()]);
  const first = telling('a');
  const [then, later] = [Date.UTC(2026, 10, 21, 9), Date.UTC(2026, 10, 22, 9)];

  lost = 'question';
  await did('ana', 'available', then);
  await first.tell();
  expect(await known()).toEqual([]);
  lost = 'answer';
  await first.tell();
  lost = '';
  await first.tell();
  expect(await known()).toEqual([['ana', 'available', then + HOUR]]);
  expect(await there.prisma.reportDay.findMany({ orderBy: { day: 'asc' } })).toMatchObject([
    { day: new Date('2026-11-19') },
    { day: new Date('2026-11-20') },
  ]);

  // Taken, and the answer lost; told again after a restart. Of agents who are none of the center's nothing is kept.
  lost = 'answer';
  await did('nobody', 'available', later);
  await did('ana', 'offline', later);
  await first.tell();
  lost = '';
  await telling('a').tell();
  expect(await known()).toEqual([
    ['ana', 'available', then + HOUR],
    ['ana', 'offline', later + HOUR],
  ]);
  // Another database of the center begins with its own numbers.
  await here.prisma.$executeRaw`TRUNCATE "AgentTimeline" RESTART IDENTITY`;
  await did('ana', 'available', now - 2 * HOUR);
  await telling('b').tell();
  expect((await known()).at(-1)).toEqual(['ana', 'available', now - HOUR]);
});

test('a center that is called otherwise, or has another clock, is so at once', async () => {
  const { prisma } = await database();
  await prisma.center.create({ data: { id: 'lisbon', name: 'Lisbon', timeZone: 'UTC', linkKeyHash: '' } });
  const sources = openCustomerSources(prisma, { key: Buffer.alloc(32, 1), now: Date.now });
  const sealed = { sources, widgetKeys: openWidgetKeyStore(prisma, Buffer.alloc(32, 1)) };
  const data = await openCenterData(prisma, 'lisbon', { sources, log });
  const staff: CenterStaff = {
    center: { id: 'lisbon', name: 'Lisboa', timeZone: 'Europe/Lisbon' },
    ...{ entry: { keys: [], queues: [], mediaOrigins: [] }, customers: null, skills: [], agents: [] },
  };
  expect(await keepStaff(prisma, staff, sealed)).toMatchObject({ center: true });
  await data.reread();
  expect([data.centerName, data.timeZone]).toEqual(['Lisboa', 'Europe/Lisbon']);
  expect(await keepStaff(prisma, staff, sealed)).toMatchObject({ agents: [], center: false });
});
