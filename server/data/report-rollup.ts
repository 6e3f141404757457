import { type Cell, cellsOf, coarser, GRAIN_NAMES, type Grain, SUMS } from '../measures/cells.ts';
import { intervalsOf, type Span } from '../measures/intervals.ts';
import { RATED_AFTER_MS } from '../protocol/rating-words.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION, LONGEST_TEXT_MS, readFacts } from './report-facts.ts';

/**
 * Days are made into cells once nothing in them can change: a report reads those, and counts only the rest. Days of UTC keep
 * their quarters of an hour, for every time zone and interval; days of the centers’ own zones are one slot each, and are added
 * up to weeks and months (report-units.ts).
 */

/** Of the days of UTC; a zone’s name otherwise. */
export const QUARTERS = '';
/** A grain for each question that is asked of days; of quarters of an hour two do. */
export const grainsOf = (zone: string): readonly Grain[] => (zone === QUARTERS ? ['full', 'queue'] : GRAIN_NAMES);

export const grainName = (grain: Grain, zone: string, unit: 'day' | 'week' | 'month' = 'day') =>
  zone === QUARTERS ? grain : `${grain}@${zone}${unit === 'day' ? '' : `/${unit}`}`;

/** The days of a span, cut by it. */
const daysIn = (span: Span, zone: string): Span[] => intervalsOf(span, 'day', zone === QUARTERS ? 'UTC' : zone);

export interface RollUpDay extends Span {
  zone: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Time after midnight in which what happened before it may still be written down. */
const SETTLE_MS = 60 * 60 * 1000;

/** When what reports count begins, ms; null: nothing has happened yet. */
export async function firstFactAt(prisma: PrismaClient): Promise<number | null> {
  const [first] = await prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT LEAST((SELECT min("enqueuedAt") FROM "Call"), (SELECT min("at") FROM "AgentTimeline"), (SELECT min("createdAt") FROM "LeftMessage")) AS "at"`;
  return first?.at?.getTime() ?? null;
}

/** Zones of the centers, whose days are rolled up. */
export async function centerZones(prisma: PrismaClient): Promise<string[]> {
  const centers = await prisma.center.findMany({ distinct: ['timeZone'], select: { timeZone: true }, orderBy: { timeZone: 'asc' } });
  return centers.map((center) => center.timeZone);
}

/** Days that are over and whose cells are not made yet, oldest first. */
export async function daysToRollUp(prisma: PrismaClient, now: number): Promise<RollUpDay[]> {
  const since = await firstFactAt(prisma);
  if (since === null) return [];
  const made = await prisma.reportDay.findMany({ where: { facts: FACTS_VERSION }, select: { zone: true, day: true } });
  const known = new Set(made.map(({ zone, day }) => `${zone} ${day.getTime()}`));
  const days = [QUARTERS, ...(await centerZones(prisma))].flatMap((zone) =>
    daysSince(since, now, zone)
      .filter(({ from, to }) => to + SETTLE_MS <= now && !known.has(`${zone} ${from}`))
      .map((day) => ({ ...day, zone })),
  );
  return days.sort((a, b) => a.from - b.from);
}

/** Whole days from the one in which the first fact is. */
export const daysSince = (first: number, until: number, zone: string): Span[] =>
  // From well before, so that the first day is whole.
  daysIn({ from: first - (first % DAY_MS) - 2 * DAY_MS, to: until }, zone)
    .slice(1)
    .filter(({ to }) => to > first);

/**
 * Makes the cells of one day, in place of those that there may be. @returns false when a call of it is still in progress, or can
 * still be rated: it is counted from the facts until that is over.
 */
export async function rollUpDay(prisma: PrismaClient, { zone, ...span }: RollUpDay, now: number): Promise<boolean> {
  const [from, to] = [new Date(span.from), new Date(span.to)];
  // Nothing of it goes on, no callback of it is still to come, nobody can rate it any more, and no agent still has a text conversation in hand that they had on it.
  const [open] = await prisma.$queryRaw<{ open: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "Call" WHERE "enqueuedAt" >= ${from} AND "enqueuedAt" < ${to} AND "completedAt" IS NULL)
      OR EXISTS (
        SELECT 1 FROM "Reservation" AS r JOIN "Call" AS c ON c."id" = r."callId"
        WHERE r."offeredAt" >= ${from} AND r."offeredAt" < ${to} AND c."completedAt" IS NULL
      ) OR EXISTS (
        SELECT 1 FROM "Call" WHERE "enqueuedAt" >= ${from} AND "enqueuedAt" < ${to}
          AND "connectedAt" IS NOT NULL AND "endedAt" > ${new Date(now - RATED_AFTER_MS)}
      ) OR EXISTS (
        SELECT 1 FROM "Call" WHERE "enqueuedAt" >= ${new Date(span.from - LONGEST_TEXT_MS)} AND "enqueuedAt" < ${from}
          AND "channel" = 'text' AND "connectedAt" IS NOT NULL AND "completedAt" IS NULL
      ) OR EXISTS (
        SELECT 1 FROM "Callback" WHERE "slotAt" >= ${from} AND "slotAt" < ${to} AND "state" IN ('booked', 'due')
          AND "expiresAt" > ${new Date(now - DAY_MS)}
      ) AS "open"`;
  if (open?.open) return false;
  const cells = cellsOf(await readFacts(prisma, span.from, span.to), { ...span, now });
  const slot = zone === QUARTERS ? null : span.from;
  const made = { madeAt: new Date(now), facts: FACTS_VERSION };
  const grains = grainsOf(zone);
  const names = grains.map((grain) => grainName(grain, zone));
  // Not as a list of queries: the client would remember each list by all of its text, a day's cells included.
  await prisma.$transaction(async (tx) => {
    await tx.reportCell.deleteMany({ where: { grain: { in: names }, slot: { gte: from, lt: to } } });
    for (const grain of grains) await insertCells(tx, grainName(grain, zone), coarser(cells, { grain, slot }));
    // A week or month that this day was in before is another now.
    await tx.reportUnit.deleteMany({ where: { zone, from: { gt: new Date(span.from - 32 * DAY_MS), lte: from } } });
    await tx.reportDay.upsert({ where: { zone_day: { zone, day: from } }, create: { zone, day: from, ...made }, update: made });
  });
  return true;
}

const COLUMNS = [
  ...(['grain', 'channel', 'queueId', 'centerId', 'agentId', 'disposition'] as const).map((name) => [name, 'text']),
  ['slot', 'timestamptz'],
  ...[...SUMS, 'longestWaitMs'].map((name) => [name, 'float8']),
  ['answerWaits', 'int[]'],
  ['abandonWaits', 'int[]'],
  ['elsewhereWaits', 'int[]'],
] as const;
export const CELL_COLUMNS = Prisma.raw(COLUMNS.map(([name]) => `"${name}"`).join(', '));
const TYPES = Prisma.raw(COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', '));

/** One parameter for all of them: a day has thousands, and a statement takes only so many parameters. */
function insertCells(prisma: Pick<PrismaClient, '$executeRaw'>, grain: string, cells: readonly Cell[]) {
  const rows = JSON.stringify(cells.map((cell) => ({ ...cell, grain, slot: new Date(cell.slot) })));
  return prisma.$executeRaw`INSERT INTO "ReportCell" (${CELL_COLUMNS}) SELECT ${CELL_COLUMNS} FROM json_to_recordset(${rows}::json) AS made (${TYPES})`;
}
