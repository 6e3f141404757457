import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QueueInput } from '../protocol/queue.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCatalog } from './catalog.ts';
import type { Database } from './database.ts';
import { usualQueue } from './testing/usual-queue.ts';
import { conflictWhenTaken } from './unique.ts';

/** What the database refuses, on the embedded database. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-unique-'));
let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  await openCatalog(database.prisma).createSkill({ name: 'English' });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const input = (name: string): QueueInput => ({ ...usualQueue, name, requirement: { skillId: 'english', level: 1 } });

test('a name that another request took in between is a conflict that names the field', async () => {
  const { prisma } = database;
  const user = { name: 'Ana', email: 'ana@lisbon.example', role: 'agent' };
  await prisma.user.create({ data: { id: 'ana', ...user } });
  const writes: [string, () => Promise<unknown>][] = [
    ['email', () => prisma.user.create({ data: { id: 'another', ...user } })],
    ['name', () => prisma.skill.create({ data: { id: 'another', name: 'English' } })],
    // An id is made from the name.
    ['name', () => prisma.skill.create({ data: { id: 'english', name: 'English!' } })],
    ['email', () => prisma.$transaction([prisma.skill.findMany(), prisma.user.create({ data: { id: 'another', ...user } })])],
  ];
  for (const [field, write] of writes) await expect(conflictWhenTaken(write())).rejects.toMatchObject({ code: 'conflict', field });
});

test('other failures of the database stay what they are', async () => {
  const missing = database.prisma.queue.update({ where: { id: 'none' }, data: { name: 'x' } });
  await expect(conflictWhenTaken(missing)).rejects.toMatchObject({ code: 'P2025' });
});

test('of several queues made at once with one name only one is made', async () => {
  const catalog = openCatalog(database.prisma);
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => catalog.createQueue(input('At once'))));
  expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict', field: 'name' });
});

test('a deleted queue gives its name away, to a new queue or a renamed one, again and again, and its row stays', async () => {
  const { prisma } = database;
  const catalog = openCatalog(prisma);
  const deleted: string[] = [];
  const remove = async (id: string) => {
    await catalog.deleteQueue(id);
    deleted.push(id);
  };
  await remove((await catalog.createQueue(input('Sales'))).id);
  await remove((await catalog.createQueue(input('Sales'))).id);
  const other = await catalog.createQueue(input('Other'));
  expect(await catalog.changeQueue(other.id, input('Sales'))).toMatchObject({ id: other.id, name: 'Sales' });
  const rows = await prisma.queue.findMany({ where: { id: { in: deleted } }, orderBy: { createdAt: 'asc' } });
  expect(rows.map(({ name, active }) => ({ name, active }))).toEqual(deleted.map((id) => ({ name: `Sales (${id})`, active: false })));
  await expect(catalog.createQueue(input('sales'))).rejects.toMatchObject({ code: 'conflict', field: 'name' });
});
