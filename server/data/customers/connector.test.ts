import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerFields } from '../../protocol/customers.ts';
import { openEmptyDatabase } from '../../testing/templates.ts';
import type { Database } from '../database.ts';
import { CRM_SECRET, ReferenceCrm } from '../testing/reference-crm.ts';
import { openBuiltInCustomers } from './built-in.ts';
import type { CustomerConnector } from './connector.ts';
import { openHttpCustomers } from './http.ts';

/** What every connector must do, asked of both: the center's own database, and a company's system over HTTP. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-connector-'));
let database: Database;
let crm: ReferenceCrm;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  crm = await ReferenceCrm.start();
});
afterAll(async () => {
  await crm.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const maria: CustomerFields = {
  name: 'Maria Silva',
  email: 'maria.silva@example.com',
  phone: '+351 21 555 0101',
  company: 'Café 100%',
  tier: 'gold',
  language: 'pt',
  notes: 'Prefers to be called in the morning.',
};
const rui: CustomerFields = {
  ...maria,
  name: 'Rui Fonseca',
  email: 'rui@example.com',
  phone: null,
  company: null,
  tier: 'standard',
  notes: '',
};

const CONNECTORS: [name: string, open: () => Promise<CustomerConnector>][] = [
  [
    'the built-in database',
    async () => {
      const { prisma } = database;
      await prisma.customer.deleteMany();
      await prisma.center.upsert({
        where: { id: 'lisbon' },
        create: { id: 'lisbon', name: 'Lisbon', timeZone: 'Europe/Lisbon', linkKeyHash: '' },
        update: {},
      });
      return openBuiltInCustomers(prisma, 'lisbon');
    },
  ],
  [
    'a system over HTTP',
    async () => {
      crm.customers.clear();
      return openHttpCustomers({ url: crm.url, secret: CRM_SECRET, timeoutMs: 5000, now: Date.now, onTrouble: () => {} });
    },
  ],
];

describe.each(CONNECTORS)('%s', (_, open) => {
  let customers: CustomerConnector;
  beforeEach(async () => {
    customers = await open();
  });

  test('finds a caller by customer id, else by e-mail whatever its capitals, and tells who is nobody', async () => {
    const created = await customers.create(maria, 'Ana');
    expect(created).toMatchObject(maria);
    const found = { customer: created, staleSince: null };
    expect(await customers.find({ customerId: created.id, email: null })).toEqual(found);
    expect(await customers.find({ customerId: 'nobody', email: 'MARIA.Silva@example.com' })).toEqual(found);
    expect(await customers.byId(created.id)).toEqual(found);
    expect(await customers.find({ customerId: 'nobody', email: 'nobody@example.com' })).toBeNull();
    expect(await customers.find({ customerId: null, email: null })).toBeNull();
    expect(await customers.byId('nobody')).toBeNull();
  });

  test.each([
    ['silva', ['Maria Silva']],
    ['SILVA maria', ['Maria Silva']],
    ['rui@', ['Rui Fonseca']],
    ['555 0101', ['Maria Silva']],
    ['example.com', ['Maria Silva', 'Rui Fonseca']],
    ['100%', ['Maria Silva']],
    ['%', ['Maria Silva']],
    ['maria fonseca', []],
  ])('search for “%s” finds %j', async (query, names) => {
    for (const fields of [rui, maria]) await customers.create(fields, 'Ana');
    expect((await customers.search(query, 20)).map((one) => one.name)).toEqual(names);
  });

  test('search gives no more than it is asked for', async () => {
    for (const fields of [rui, maria]) await customers.create(fields, 'Ana');
    expect(await customers.search('example', 1)).toHaveLength(1);
  });

  test('an e-mail is one customer’s: a second is refused with the field, new or changed', async () => {
    const first = await customers.create(maria, 'Ana');
    await expect(customers.create({ ...rui, email: maria.email }, 'Ana')).rejects.toMatchObject({ code: 'conflict', field: 'email' });
    const other = await customers.create(rui, 'Ana');
    await expect(customers.update(other, { email: maria.email, notes: 'changed' }, 'Ana')).rejects.toMatchObject({
      code: 'conflict',
      field: 'email',
    });
    expect((await customers.byId(other.id))?.customer).toEqual(other);
    // Its own it may keep.
    expect(await customers.update(first, { email: maria.email }, 'Ana')).toMatchObject({ kind: 'saved' });
  });

  test('of two agents who change different fields of one version, both are saved', async () => {
    const seen = await customers.create(maria, 'Ana');
    expect(await customers.update(seen, { company: 'Pastelaria Silva' }, 'Ana')).toMatchObject({ kind: 'saved' });
    const second = await customers.update(seen, { phone: null }, 'Bruno');
    expect(second).toMatchObject({ kind: 'saved', customer: { company: 'Pastelaria Silva', phone: null } });
    expect(second.customer.version).not.toBe(seen.version);
  });

  test('of two agents who change the same field, the second is told what it is now and who changed it; nothing is overwritten', async () => {
    const seen = await customers.create(maria, 'Ana');
    await customers.update(seen, { company: 'Pastelaria Silva' }, 'Bruno Costa');
    const result = await customers.update(seen, { company: 'Silva e Filhos', notes: 'New notes' }, 'Ana');
    expect(result).toMatchObject({ kind: 'conflict', fields: ['company'], by: 'Bruno Costa', customer: { company: 'Pastelaria Silva' } });
    expect((await customers.byId(seen.id))?.customer).toMatchObject({ company: 'Pastelaria Silva', notes: maria.notes });
    // Having seen it, the second may insist.
    expect(await customers.update(result.customer, { company: 'Silva e Filhos' }, 'Ana')).toMatchObject({ kind: 'saved' });
  });

  test('a change to what it is already is no conflict', async () => {
    const seen = await customers.create(maria, 'Ana');
    await customers.update(seen, { company: 'Pastelaria Silva' }, 'Bruno');
    expect(await customers.update(seen, { company: 'Pastelaria Silva' }, 'Ana')).toMatchObject({ kind: 'saved' });
  });

  test('of many who change one record at the same moment, each field is one’s', async () => {
    const seen = await customers.create(maria, 'Ana');
    const names = ['Um', 'Dois', 'Três', 'Quatro'];
    const results = await Promise.all(names.map((name) => customers.update(seen, { name }, name)));
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'saved']);
    const winner = names[results.findIndex(({ kind }) => kind === 'saved')];
    expect((await customers.byId(seen.id))?.customer.name).toBe(winner);
  });

  test('a merge keeps one with the fields that were chosen, also with the other’s e-mail', async () => {
    const keep = await customers.create(maria, 'Ana');
    const drop = await customers.create(rui, 'Ana');
    const merged = await customers.merge({ keep, drop, fields: { ...maria, email: rui.email } }, 'Ana');
    expect(merged).toMatchObject({ id: keep.id, name: 'Maria Silva', email: rui.email });
    expect(await customers.byId(drop.id)).toBeNull();
    expect((await customers.find({ customerId: null, email: rui.email }))?.customer).toEqual(merged);
  });

  test('a merge of records that were changed since they were seen is refused, and so is one with somebody who is gone', async () => {
    const keep = await customers.create(maria, 'Ana');
    const drop = await customers.create(rui, 'Ana');
    await customers.update(drop, { notes: 'Changed meanwhile' }, 'Bruno');
    await expect(customers.merge({ keep, drop, fields: maria }, 'Ana')).rejects.toMatchObject({ code: 'conflict', field: 'drop' });
    await expect(customers.merge({ keep: drop, drop: keep, fields: maria }, 'Ana')).rejects.toMatchObject({
      code: 'conflict',
      field: 'keep',
    });
    await expect(customers.merge({ keep, drop: { id: 'nobody', version: '1' }, fields: maria }, 'Ana')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await customers.byId(drop.id))?.customer.notes).toBe('Changed meanwhile');
  });

  test('a customer who is gone can’t be changed', async () => {
    await expect(customers.update({ id: 'nobody', version: '1' }, { name: 'X' }, 'Ana')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('the built-in database shows and changes no other center’s customers', async () => {
  const [, open] = CONNECTORS[0] ?? [];
  const lisbon = await open?.();
  const created = await lisbon?.create(maria, 'Ana');
  await database.prisma.center.upsert({
    where: { id: 'toronto' },
    create: { id: 'toronto', name: 'Toronto', timeZone: 'America/Toronto', linkKeyHash: '' },
    update: {},
  });
  const toronto = openBuiltInCustomers(database.prisma, 'toronto');
  const { id = '', version = '' } = created ?? {};
  expect(await toronto.byId(id)).toBeNull();
  expect(await toronto.find({ customerId: id, email: maria.email })).toBeNull();
  expect(await toronto.search('silva', 20)).toEqual([]);
  await expect(toronto.update({ id, version }, { name: 'X' }, 'Carol')).rejects.toMatchObject({ code: 'not-found' });
  const own = await toronto.create(rui, 'Carol');
  await expect(toronto.merge({ keep: own, drop: { id, version }, fields: rui }, 'Carol')).rejects.toMatchObject({ code: 'not-found' });
  expect((await lisbon?.byId(id))?.customer).toEqual(created);
});

test.each(['nonsense', '1e9', 'Infinity', '99'])(
  'the built-in database takes no change from the version "%s", which has never been',
  async (version) => {
    const [, open] = CONNECTORS[0] ?? [];
    const lisbon = (await open?.()) as CustomerConnector;
    const seen = await lisbon.create(maria, 'Ana');
    await lisbon.update(seen, { company: 'Pastelaria Silva' }, 'Bruno');
    const change = lisbon.update({ id: seen.id, version }, { company: 'Silva e Filhos' }, 'Ana');
    await expect(change).rejects.toMatchObject({ code: 'bad-request', field: 'version' });
    expect((await lisbon.byId(seen.id))?.customer.company).toBe('Pastelaria Silva');
  },
);
