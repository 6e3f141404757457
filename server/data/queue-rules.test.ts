import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { NO_LIMITS, Queue } from '../protocol/queue.ts';
import { toQueue } from './queue-rows.ts';

const folder = path.join(import.meta.dirname, '../../prisma/migrations');
const migration = (name: string) => readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
const FIRST = '20261123000000_first';
const later = readdirSync(folder)
  .filter((name) => /^\d/.test(name) && name > FIRST)
  .sort();

test('the migration to queue rules keeps queues and calls that are over, and drops the log of before', async () => {
  const db = await PGlite.create();
  await db.exec(migration(FIRST));
  await db.exec(`
    INSERT INTO "Center" (id, name, "timeZone", "linkKeyHash") VALUES ('lisbon', 'Lisbon', 'Europe/Lisbon', '');
    INSERT INTO "Queue" (id, name, priority, requirements, dispositions, "wrapupSeconds")
      VALUES ('sales', 'Sales', 2, '[{"skillId": "sales", "level": 2}, {"skillId": "french", "level": 3}]', '["Sold"]', 45);
    INSERT INTO "Call" (id, "queueId", state, "callerName", "keyHash", "enqueuedAt")
      VALUES ('over', 'sales', 'completed', 'Maria', '', now()), ('open', 'sales', 'wrapup', 'Rui', '', now());
    INSERT INTO "Reservation" (id, "callId", "agentId", "centerId", token, state, "offeredAt", "expiresAt")
      VALUES ('r', 'open', 'ana', 'lisbon', 7, 'accepted', now(), now());
    INSERT INTO "Event" (seq, at, kind, payload) VALUES (1, now(), 'queues-configured', '{}');`);
  // All of them: what is read is read by today's code.
  for (const name of later) await db.exec(migration(name));

  const rows = async <T>(table: string) => (await db.query<T>(`SELECT * FROM "${table}"`)).rows;
  const [queue] = await rows<Parameters<typeof toQueue>[0]>('Queue');
  if (!queue) throw new Error('The queue is gone');
  expect(Queue.parse(toQueue(queue))).toMatchObject({
    id: 'sales',
    name: 'Sales',
    priority: 2,
    requirement: {
      all: [
        { skillId: 'sales', level: 2 },
        { skillId: 'french', level: 3 },
      ],
    },
    centers: null,
    steps: [],
    strategy: 'longest-idle',
    offersAtOnce: 1,
    preferredSeconds: 0,
    wrapupSeconds: 45,
    wrapupExtensionSeconds: 30,
    wrapupEnds: 'done',
    dispositions: [{ name: 'Sold', children: [] }],
    hours: null,
    maxLength: null,
    maxWaitSeconds: null,
    whenClosed: { kind: 'message' },
    whenFull: { kind: 'message' },
    whenTooLong: { kind: 'message' },
  });
  expect(await rows('Center')).toMatchObject([{ id: 'lisbon', limits: NO_LIMITS }]);
  expect(await rows('Call')).toMatchObject([{ id: 'over' }]);
  expect(await rows('Reservation')).toEqual([]);
  expect(await rows('Event')).toEqual([]);
  await db.close();
});
