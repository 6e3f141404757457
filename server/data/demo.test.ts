import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Queue } from '../protocol/queue.ts';
import { meets } from '../protocol/skills.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCatalog } from './catalog.ts';
import type { Database } from './database.ts';
import { seedDemo } from './demo.ts';
import { openPeople } from './people.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-demo-'));
let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  for (const id of ['lisbon', 'toronto']) await database.prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: '' } });
  await seedDemo(database.prisma, Date.UTC(2026, 10, 23));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('each demo queue is one that an administrator could save, is open at any hour, and is answered by the same people as ever', async () => {
  const catalog = openCatalog(database.prisma);
  const agents = (await openPeople(database.prisma).list()).filter((person) => person.role === 'agent');
  const answeredBy: Record<string, string> = {};
  for (const queue of await catalog.queues()) {
    const { id, ...input } = Queue.parse(queue);
    expect(await catalog.changeQueue(id, input)).toEqual(queue);
    expect(queue).toMatchObject({ hours: null, centers: null, offersAtOnce: 1 });
    const able = agents.filter(({ skills }) =>
      meets(
        queue.requirement,
        skills.map(({ skillId, level }) => ({ id: skillId, name: '', level })),
      ),
    );
    answeredBy[id] = able
      .map((agent) => agent.email.split('@')[0])
      .sort()
      .join(' ');
  }
  expect(answeredBy).toEqual({
    'sales-english': 'ana carol',
    'sales-portuguese': 'ana',
    'support-english': 'bruno carol david',
    'support-french': 'david',
  });
});
