/**
 * Puts calls of the past into the data of a program that does not run: `node seed-past.ts FOLDER`, with PastCallInput and
 * PastStatusInput as JSON on standard input. Agents and queues are named by their names.
 */

import { readFileSync } from 'node:fs';
import { openDatabase } from '../../server/data/database.ts';
import { insertPast, type PastCallInput, type PastStatusInput } from '../../server/data/testing/past.ts';

const { calls, statuses } = JSON.parse(readFileSync(0, 'utf8')) as { calls: PastCallInput[]; statuses: PastStatusInput[] };
const database = await openDatabase({ url: null, folder: process.argv[2] ?? '' });
try {
  const { prisma } = database;
  const queues = new Map((await prisma.queue.findMany()).map(({ id, name }) => [name, id]));
  const people = new Map((await prisma.user.findMany()).map(({ id, name, centerId }) => [name, { id, centerId: centerId ?? '' }]));
  const agentOf = (name: string) => {
    const found = people.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return { agentId: found.id, centerId: found.centerId };
  };
  await insertPast(
    prisma,
    calls.map((call) => ({ ...call, ...agentOf(call.agentId), queueId: queues.get(call.queueId) ?? call.queueId })),
    statuses.map((status) => ({ ...status, ...agentOf(status.agentId) })),
  );
} finally {
  await database.close();
}
