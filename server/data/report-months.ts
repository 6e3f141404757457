import { DateTime } from 'luxon';
import { GRAIN_NAMES, type Grain, SUMS } from '../measures/cells.ts';
import { intervalsOf, type Span } from '../measures/intervals.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION } from './report-facts.ts';
import { CELL_COLUMNS, centerZones, daysSince, firstFactAt, grainName } from './report-rollup.ts';

/** Months of the centers’ time zones, added up in the database once all of their days are made. */

export interface RollUpMonth extends Span {
  zone: string;
}

export const monthEnd = (month: number, zone: string): number => DateTime.fromMillis(month, { zone }).plus({ months: 1 }).toMillis();

/** Months all of whose days are made, and which are not themselves, oldest first. */
export async function monthsToRollUp(prisma: PrismaClient, now: number): Promise<RollUpMonth[]> {
  const first = await firstFactAt(prisma);
  if (first === null) return [];
  const where = { facts: FACTS_VERSION };
  const days = await prisma.reportDay.findMany({ where, select: { zone: true, day: true } });
  const months = await prisma.reportMonth.findMany({ where, select: { zone: true, month: true } });
  const hasDay = new Set(days.map(({ zone, day }) => `${zone} ${day.getTime()}`));
  const hasMonth = new Set(months.map(({ zone, month }) => `${zone} ${month.getTime()}`));
  const found = (await centerZones(prisma)).flatMap((zone) => {
    const begin = DateTime.fromMillis(first, { zone }).startOf('month').toMillis();
    const all = daysSince(first, now, zone);
    return intervalsOf({ from: begin, to: now }, 'month', zone)
      .filter(({ from, to }) => to === monthEnd(from, zone) && !hasMonth.has(`${zone} ${from}`))
      .filter(({ from, to }) => all.every((day) => day.from < from || day.from >= to || hasDay.has(`${zone} ${day.from}`)))
      .map((month) => ({ ...month, zone }));
  });
  return found.sort((a, b) => a.from - b.from);
}

/**
 * Adds up the days of a month, queue by queue: calls go on between two of them.
 * @param goOn before each; @returns false when it said no: the month is begun anew next time
 */
export async function rollUpMonth(
  prisma: PrismaClient,
  { zone, from, to }: RollUpMonth,
  now: number,
  goOn: () => Promise<boolean>,
): Promise<boolean> {
  const month = new Date(from);
  const names = GRAIN_NAMES.map((grain) => grainName(grain, zone, 'month'));
  await prisma.reportCell.deleteMany({ where: { grain: { in: names }, slot: month } });
  for (const grain of GRAIN_NAMES) {
    const days = Prisma.sql`"grain" = ${grainName(grain, zone)} AND "slot" >= ${month} AND "slot" < ${new Date(to)}`;
    const queues = await prisma.$queryRaw<{ queueId: string }[]>`SELECT DISTINCT "queueId" FROM "ReportCell" WHERE ${days}`;
    for (const { queueId } of queues) {
      if (!(await goOn())) return false;
      await addUp(prisma, { days, queueId, grain, zone, month });
    }
  }
  const made = { madeAt: new Date(now), facts: FACTS_VERSION };
  // Not until all is there: before that nobody reads what is.
  await prisma.reportMonth.upsert({ where: { zone_month: { zone, month } }, create: { zone, month, ...made }, update: made });
  return true;
}

const SUMMED = Prisma.raw(SUMS.map((name) => `sum("${name}") AS "${name}"`).join(', '));
const SUM_NAMES = Prisma.raw(SUMS.map((name) => `s."${name}"`).join(', '));
const KEY = Prisma.raw('"centerId", "agentId", "disposition"');

function addUp(
  prisma: PrismaClient,
  { days, queueId, grain, zone, month }: { days: Prisma.Sql; queueId: string; grain: Grain; zone: string; month: Date },
) {
  const waits = (name: 'answerWaits' | 'abandonWaits') => Prisma.sql`
    SELECT ${KEY}, array_agg(wait ORDER BY wait) AS "waits" FROM "days", unnest(${Prisma.raw(`"${name}"`)}) AS wait GROUP BY ${KEY}`;
  return prisma.$executeRaw`
    WITH "days" AS MATERIALIZED (SELECT * FROM "ReportCell" WHERE ${days} AND "queueId" = ${queueId}),
      "sums" AS (SELECT ${KEY}, ${SUMMED}, max("longestWaitMs") AS "longestWaitMs" FROM "days" GROUP BY ${KEY}),
      "answers" AS (${waits('answerWaits')}), "abandons" AS (${waits('abandonWaits')})
    INSERT INTO "ReportCell" (${CELL_COLUMNS})
    SELECT ${grainName(grain, zone, 'month')}, ${queueId}, "centerId", "agentId", "disposition", ${month}::timestamptz,
      ${SUM_NAMES}, s."longestWaitMs", COALESCE(a."waits", '{}'), COALESCE(b."waits", '{}')
    FROM "sums" AS s LEFT JOIN "answers" AS a USING (${KEY}) LEFT JOIN "abandons" AS b USING (${KEY})`;
}
