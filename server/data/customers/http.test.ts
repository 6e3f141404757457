import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerFields } from '../../protocol/customers.ts';
import { openEmptyDatabase } from '../../testing/templates.ts';
import type { Database } from '../database.ts';
import { CRM_SECRET, type Mood, ReferenceCrm } from '../testing/reference-crm.ts';
import { FIRST_PAUSE_MS } from './breaker.ts';
import { CACHED_MS, withCache } from './cached.ts';
import type { CustomerConnector } from './connector.ts';
import type { CrmFailure } from './crm-failure.ts';
import { type HttpSource, openHttpCustomers } from './http.ts';

/** A company's system that is slow, wrong or not there, over real HTTP. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-crm-'));
let database: Database;
let crm: ReferenceCrm;
let now = Date.now();
let troubles: CrmFailure[] = [];
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.prisma.customerCache.deleteMany();
  crm = await ReferenceCrm.start();
  now = Date.now();
  troubles = [];
  return () => crm.close();
});

const maria: CustomerFields = {
  name: 'Maria Silva',
  email: 'maria.silva@example.com',
  phone: null,
  company: null,
  tier: 'gold',
  language: 'pt',
  notes: '',
};

function open(change: Partial<HttpSource> = {}): CustomerConnector {
  const source = { url: crm.url, secret: CRM_SECRET, timeoutMs: 5000, ...change };
  const http = openHttpCustomers({ ...source, now: () => now, onTrouble: (failure) => troubles.push(failure) });
  return withCache(http, { prisma: database.prisma, centerId: 'lisbon', now: () => now });
}

const WRONG: [mood: Mood, problem: CrmFailure['problem'], field: string | undefined][] = [
  ['html', 'not-json', undefined],
  ['empty', 'nonsense', undefined],
  ['wrong-types', 'nonsense', 'customers.0.tier'],
  ['huge', 'too-large', undefined],
  ['redirect', 'redirect', undefined],
  ['error', 'status', undefined],
];

describe('a system that answers nonsense', () => {
  test.each(WRONG)(
    '(%s) is a typed failure that names the field, told once, and what is known is shown with its age',
    async (mood, problem, field) => {
      const customers = open();
      const created = await customers.create(maria, 'Ana');
      const knownAt = now;
      now += 60_000;
      crm.mood = mood;
      await expect(customers.search('maria', 20)).rejects.toMatchObject({ code: 'unavailable', problem, ...(field ? { field } : {}) });
      await expect(customers.search('maria', 20)).rejects.toMatchObject({ problem });
      expect(troubles).toHaveLength(1);
      const found = await customers.find({ customerId: null, email: 'Maria.Silva@example.com' });
      expect(found).toEqual({ customer: created, staleSince: knownAt });
      await expect(customers.find({ customerId: null, email: 'nobody@example.com' })).rejects.toMatchObject({ code: 'unavailable' });
      await expect(customers.update(created, { name: 'Maria' }, 'Ana')).rejects.toMatchObject({ code: 'unavailable' });
      // It was no time-out: when the answers are right again, they are taken at once.
      crm.mood = 'well';
      expect(await customers.byId(created.id)).toEqual({ customer: created, staleSince: null });
    },
  );

  test('another customer than was asked for is nonsense too', async () => {
    const customers = open();
    const created = await customers.create(maria, 'Ana');
    crm.mood = 'wrong-types';
    await expect(customers.byId('somebody-else')).rejects.toMatchObject({ problem: 'nonsense' });
    crm.mood = 'well';
    expect((await customers.byId(created.id))?.customer).toEqual(created);
  });
});

test('a change or a merge answered with somebody else’s record is nonsense, and nobody’s card becomes theirs', async () => {
  const customers = open();
  const [kept, dropped] = [await customers.create(maria, 'Ana'), await customers.create({ ...maria, email: 'm@example.com' }, 'Ana')];
  crm.mood = 'another';
  await expect(customers.update(kept, { name: 'Maria' }, 'Ana')).rejects.toMatchObject({ problem: 'nonsense', field: 'id' });
  await expect(customers.merge({ keep: kept, drop: dropped, fields: maria }, 'Ana')).rejects.toMatchObject({ problem: 'nonsense' });
  crm.mood = 'error';
  expect((await customers.byId(kept.id))?.customer).toEqual(kept);
  await expect(customers.byId('another')).rejects.toMatchObject({ code: 'unavailable' });
});

test('a system that wants to speak another protocol is an error at once, and is asked again', async () => {
  const customers = open();
  crm.mood = 'upgrade';
  await expect(customers.search('maria', 20)).rejects.toMatchObject({ problem: 'status' });
  crm.mood = 'well';
  expect(await customers.search('maria', 20)).toEqual([]);
}, 3000);

describe('a system that is not there', () => {
  test('costs one time-out and not one a call; after a pause one request tries', async () => {
    const customers = open({ timeoutMs: 100 });
    crm.mood = 'slow';
    await expect(customers.search('maria', 20)).rejects.toMatchObject({ problem: 'too-slow' });
    for (let call = 0; call < 5; call += 1) await expect(customers.search('maria', 20)).rejects.toMatchObject({ code: 'unavailable' });
    expect(crm.asked).toBe(1);
    expect(troubles).toHaveLength(1);
    now += FIRST_PAUSE_MS;
    await Promise.allSettled([1, 2, 3].map(() => customers.search('maria', 20)));
    expect(crm.asked).toBe(2);
    // The pause has doubled.
    now += FIRST_PAUSE_MS;
    await expect(customers.search('maria', 20)).rejects.toMatchObject({ code: 'unavailable' });
    expect(crm.asked).toBe(2);
    crm.mood = 'well';
    now += FIRST_PAUSE_MS;
    expect(await customers.search('maria', 20)).toEqual([]);
  });

  test('is told as unreachable when nothing listens', async () => {
    const url = crm.url;
    const customers = open();
    await crm.close();
    await expect(customers.byId('x')).rejects.toMatchObject({ problem: 'unreachable' });
    crm = await ReferenceCrm.start(Number(new URL(url).port));
  });
});

test('what a company’s system says of nobody any more is forgotten, and so is what is a month old', async () => {
  const customers = open();
  const created = await customers.create(maria, 'Ana');
  crm.customers.clear();
  expect(await customers.find({ customerId: null, email: maria.email })).toBeNull();
  crm.mood = 'error';
  await expect(customers.byId(created.id)).rejects.toMatchObject({ code: 'unavailable' });
  crm.mood = 'well';
  const again = await customers.create(maria, 'Ana');
  now += CACHED_MS + 1;
  crm.mood = 'error';
  await expect(customers.byId(again.id)).rejects.toMatchObject({ code: 'unavailable' });
});

describe('requests', () => {
  test('signed with another secret, or long ago, are refused by the system', async () => {
    await expect(open({ secret: 'another secret of theirs' }).search('maria', 20)).rejects.toMatchObject({ problem: 'refused' });
    now -= 10 * 60_000;
    await expect(open().search('maria', 20)).rejects.toMatchObject({ problem: 'refused' });
  });

  test.each([
    'http://93.184.216.34/',
    'http://169.254.169.254/latest',
    'https://169.254.169.254/',
    'http://0.0.0.0/',
    'http://[fe80::1]/',
    'http://[::ffff:93.184.216.34]/',
    'https://[::ffff:169.254.169.254]/',
    'http://[fd00:ec2::254]/latest',
    'https://[fd20:ce::254]/',
  ])('to %s are not made', async (url) => {
    await expect(open({ url }).search('maria', 20)).rejects.toMatchObject({ problem: 'forbidden-address' });
  });

  test('by a name are made where the name leads, if that may be asked', async () => {
    const customers = open({ url: crm.url.replace('127.0.0.1', 'localhost') });
    // The reference system listens on IPv4 alone; where localhost is IPv6 first, the other address is tried.
    expect(await customers.search('maria', 20)).toEqual([]);
  });

  test('say ids and words in a way that can’t become another request', async () => {
    const customers = open();
    await customers.create(maria, 'Ana');
    expect(await customers.byId('../customers?email=maria.silva@example.com')).toBeNull();
    expect(await customers.search('maria&limit=100', 20)).toEqual([]);
  });

  test.each(['', '.', '..'])('never ask for the customer "%s", whose address would be another: it is nobody’s id', async (id) => {
    const customers = open();
    const created = await customers.create(maria, 'Ana');
    const before = crm.asked;
    expect(await customers.byId(id)).toBeNull();
    await expect(customers.update({ id, version: '1' }, { name: 'X' }, 'Ana')).rejects.toMatchObject({ code: 'not-found' });
    expect(crm.asked).toBe(before);
    // Anybody may say such an id with their call: they are known by their e-mail all the same.
    expect((await customers.find({ customerId: id, email: maria.email }))?.customer).toEqual(created);
    expect(troubles).toEqual([]);
  });
});
