import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerSourceInput } from '../../protocol/customer-source.ts';
import { openEmptyDatabase } from '../../testing/templates.ts';
import type { Database } from '../database.ts';
import { CRM_SECRET, ReferenceCrm } from '../testing/reference-crm.ts';
import type { CrmFailure } from './crm-failure.ts';
import { type CustomerSources, openCustomerSources } from './sources.ts';

/** Where a center's customers are, as administrators set it. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-sources-'));
const key = randomBytes(32);
let database: Database;
let crm: ReferenceCrm;
let sources: CustomerSources;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  crm = await ReferenceCrm.start();
  sources = openCustomerSources(database.prisma, { key, now: Date.now });
});
afterAll(async () => {
  await crm.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.prisma.center.deleteMany();
  await database.prisma.center.create({ data: { id: 'lisbon', name: 'Lisbon', timeZone: 'UTC', linkKeyHash: '' } });
  crm.mood = 'well';
});

const own = (change: object = {}): CustomerSourceInput => ({
  kind: 'http',
  url: crm.url,
  secret: CRM_SECRET,
  timeoutSeconds: 2,
  ...change,
});
const row = async () => {
  const lisbon = await database.prisma.center.findUnique({ where: { id: 'lisbon' } });
  return JSON.stringify(lisbon, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
};

test('a center keeps its customers itself until it is told otherwise, and again afterwards', async () => {
  expect(await sources.read('lisbon')).toEqual({ kind: 'built-in' });
  await sources.change('lisbon', own());
  expect(await sources.read('lisbon')).toEqual({ kind: 'http', url: crm.url, timeoutSeconds: 2 });
  expect(await sources.change('lisbon', { kind: 'built-in' })).toEqual({ kind: 'built-in' });
});

test('the secret is never given back, and who has the database alone can’t read it', async () => {
  const shown = await sources.change('lisbon', own());
  expect(JSON.stringify(shown)).not.toContain(CRM_SECRET);
  expect(await row()).not.toContain(CRM_SECRET);
  const connector = await sources.connector('lisbon', () => {});
  expect(await connector.search('maria', 20)).toEqual([]);
  const stolen = openCustomerSources(database.prisma, { key: randomBytes(32), now: Date.now });
  const troubles: CrmFailure[] = [];
  const useless = await stolen.connector('lisbon', (failure) => troubles.push(failure));
  await expect(useless.search('maria', 20)).rejects.toMatchObject({ code: 'unavailable' });
  expect(troubles).toHaveLength(1);
});

test('a secret that is left out stays, but never goes with another address', async () => {
  await expect(sources.change('lisbon', own({ secret: null }))).rejects.toMatchObject({ code: 'bad-request', field: 'secret' });
  await sources.change('lisbon', own());
  await sources.change('lisbon', own({ secret: null, timeoutSeconds: 5, url: `${crm.url}/` }));
  expect(await (await sources.connector('lisbon', () => {})).search('maria', 20)).toEqual([]);
  for (const ask of [sources.change, sources.try])
    await expect(ask('lisbon', own({ secret: null, url: 'https://elsewhere.example/' }))).rejects.toMatchObject({ field: 'secret' });
  expect(await sources.read('lisbon')).toMatchObject({ url: `${crm.url}/`, timeoutSeconds: 5 });
});

test('a try says what came back, and saves nothing', async () => {
  expect(await sources.try('lisbon', own())).toMatchObject({ kind: 'answered', customers: 0 });
  expect(await sources.try('lisbon', own({ secret: 'another secret of theirs' }))).toMatchObject({ kind: 'failed', problem: 'refused' });
  crm.mood = 'html';
  expect(await sources.try('lisbon', own())).toMatchObject({ kind: 'failed', problem: 'not-json' });
  expect(await sources.try('lisbon', own({ url: 'http://93.184.216.34/' }))).toMatchObject({ problem: 'forbidden-address' });
  expect(await sources.read('lisbon')).toEqual({ kind: 'built-in' });
});

test('a center that is not there has no customers', async () => {
  for (const ask of [sources.read('porto'), sources.change('porto', own()), sources.try('porto', own())])
    await expect(ask).rejects.toMatchObject({ code: 'not-found' });
});
