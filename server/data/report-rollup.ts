import { type Cell, cellsOf, SUMS, withoutAgents } from '../measures/cells.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION, readFacts } from './report-facts.ts';

/** Days are made into cells once nothing in them can change: a report reads those, and counts only the rest. */

export const DAY_MS = 24 * 60 * 60 * 1000;
/** Time after midnight in which what happened before it may still be written down. */
const SETTLE_MS = 60 * 60 * 1000;
const GRAINS = { agent: (cells: Cell[]) => cells, queue: withoutAgents } as const;

export type Grain = keyof typeof GRAINS;

/** Days of UTC that are over and whose cells are not made yet, oldest first; ms of their first moments. */
export async function daysToRollUp(prisma: PrismaClient, now: number): Promise<number[]> {
  const [first] = await prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT LEAST((SELECT min("enqueuedAt") FROM "Call"), (SELECT min("at") FROM "AgentTimeline")) AS "at"`;
  if (!first?.at) return [];
  const made = await prisma.reportDay.findMany({ where: { facts: FACTS_VERSION }, select: { day: true } });
  const known = new Set(made.map((row) => row.day.getTime()));
  const days: number[] = [];
  for (let day = dayOf(first.at.getTime()); day + DAY_MS + SETTLE_MS <= now; day += DAY_MS) if (!known.has(day)) days.push(day);
  return days;
}

export const dayOf = (at: number) => at - (at % DAY_MS);

/**
 * Makes the cells of one day, in place of those that there may be. @returns false when a call of it is still in progress: it
 * is counted from the facts until that is over.
 */
export async function rollUpDay(prisma: PrismaClient, day: number, now: number): Promise<boolean> {
  const [from, to] = [new Date(day), new Date(day + DAY_MS)];
  const [open] = await prisma.$queryRaw<{ open: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "Call" WHERE "enqueuedAt" >= ${from} AND "enqueuedAt" < ${to} AND "completedAt" IS NULL)
      OR EXISTS (
        SELECT 1 FROM "Reservation" AS r JOIN "Call" AS c ON c."id" = r."callId"
        WHERE r."offeredAt" >= ${from} AND r."offeredAt" < ${to} AND c."completedAt" IS NULL
      ) AS "open"`;
  if (open?.open) return false;
  const cells = cellsOf(await readFacts(prisma, day, day + DAY_MS), { from: day, to: day + DAY_MS, now });
  const inserts = Object.entries(GRAINS).map(([grain, coarsen]) => insertCells(prisma, grain, coarsen(cells)));
  const made = { madeAt: new Date(now), facts: FACTS_VERSION };
  await prisma.$transaction([
    prisma.reportCell.deleteMany({ where: { grain: { in: Object.keys(GRAINS) }, slot: { gte: from, lt: to } } }),
    ...inserts,
    prisma.reportDay.upsert({ where: { day: from }, create: { day: from, ...made }, update: made }),
  ]);
  return true;
}

const COLUMNS = [
  ...(['grain', 'queueId', 'centerId', 'agentId', 'disposition'] as const).map((name) => [name, 'text']),
  ['slot', 'timestamptz'],
  ...[...SUMS, 'longestWaitMs'].map((name) => [name, 'float8']),
  ['answerWaits', 'int[]'],
  ['abandonWaits', 'int[]'],
] as const;
const NAMES = Prisma.raw(COLUMNS.map(([name]) => `"${name}"`).join(', '));
const TYPES = Prisma.raw(COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', '));

/** One parameter for all of them: a day has thousands, and a statement takes only so many parameters. */
function insertCells(prisma: PrismaClient, grain: string, cells: readonly Cell[]) {
  const rows = JSON.stringify(cells.map((cell) => ({ ...cell, grain, slot: new Date(cell.slot) })));
  return prisma.$executeRaw`INSERT INTO "ReportCell" (${NAMES}) SELECT ${NAMES} FROM jsonb_to_recordset(${rows}::jsonb) AS made (${TYPES})`;
}
