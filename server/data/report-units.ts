import { DateTime } from 'luxon';
import { GRAIN_NAMES, SUMS } from '../measures/cells.ts';
import { intervalsOf, type Span } from '../measures/intervals.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION } from './report-facts.ts';
import { CELL_COLUMNS, centerZones, daysSince, firstFactAt, grainName } from './report-rollup.ts';

/** Weeks and months of the centers’ time zones, added up in the database once all of their days are made. */

export const UNITS = ['week', 'month'] as const;
export type Unit = (typeof UNITS)[number];

export interface RollUpUnit extends Span {
  zone: string;
  unit: Unit;
}

export const unitEnd = (from: number, unit: Unit, zone: string): number =>
  DateTime.fromMillis(from, { zone })
    .plus({ [unit]: 1 })
    .toMillis();

/** Weeks and months all of whose days are made, and which are not themselves, oldest first. */
export async function unitsToRollUp(prisma: PrismaClient, now: number): Promise<RollUpUnit[]> {
  const first = await firstFactAt(prisma);
  if (first === null) return [];
  const where = { facts: FACTS_VERSION };
  const days = await prisma.reportDay.findMany({ where, select: { zone: true, day: true } });
  const units = await prisma.reportUnit.findMany({ where, select: { zone: true, unit: true, from: true } });
  const hasDay = new Set(days.map(({ zone, day }) => `${zone} ${day.getTime()}`));
  const hasUnit = new Set(units.map(({ zone, unit, from }) => `${zone} ${unit} ${from.getTime()}`));
  const found = (await centerZones(prisma)).flatMap((zone) => {
    const all = daysSince(first, now, zone);
    return UNITS.flatMap((unit) => {
      const begin = DateTime.fromMillis(first, { zone }).startOf(unit).toMillis();
      return intervalsOf({ from: begin, to: now }, unit, zone)
        .filter(({ from, to }) => to === unitEnd(from, unit, zone) && !hasUnit.has(`${zone} ${unit} ${from}`))
        .filter(({ from, to }) => all.every((day) => day.from < from || day.from >= to || hasDay.has(`${zone} ${day.from}`)))
        .map((span) => ({ ...span, zone, unit }));
    });
  });
  return found.sort((a, b) => a.from - b.from);
}

/**
 * Adds up the days of one, queue by queue: calls go on between two of them.
 * @param goOn before each; @returns false when it said no: it is begun anew next time
 */
export async function rollUpUnit(
  prisma: PrismaClient,
  { zone, unit, ...span }: RollUpUnit,
  now: number,
  goOn: () => Promise<boolean>,
): Promise<boolean> {
  const [from, to] = [new Date(span.from), new Date(span.to)];
  const names = GRAIN_NAMES.map((grain) => grainName(grain, zone, unit));
  await prisma.reportCell.deleteMany({ where: { grain: { in: names }, slot: from } });
  for (const grain of GRAIN_NAMES) {
    const days = Prisma.sql`"grain" = ${grainName(grain, zone)} AND "slot" >= ${from} AND "slot" < ${to}`;
    const queues = await prisma.$queryRaw<{ queueId: string }[]>`SELECT DISTINCT "queueId" FROM "ReportCell" WHERE ${days}`;
    for (const { queueId } of queues) {
      if (!(await goOn())) return false;
      await addUp(prisma, { days, queueId, slot: from, into: grainName(grain, zone, unit) });
    }
  }
  const made = { madeAt: new Date(now), facts: FACTS_VERSION };
  // Not until all is there: before that nobody reads what is.
  await prisma.reportUnit.upsert({ where: { zone_unit_from: { zone, unit, from } }, create: { zone, unit, from, ...made }, update: made });
  return true;
}

const SUMMED = Prisma.raw(SUMS.map((name) => `sum("${name}") AS "${name}"`).join(', '));
const SUM_NAMES = Prisma.raw(SUMS.map((name) => `s."${name}"`).join(', '));
const KEY = Prisma.raw('"channel", "centerId", "agentId", "disposition"');

function addUp(prisma: PrismaClient, { days, queueId, into, slot }: { days: Prisma.Sql; queueId: string; into: string; slot: Date }) {
  const waits = (name: 'answerWaits' | 'abandonWaits' | 'elsewhereWaits') => Prisma.sql`
    SELECT ${KEY}, array_agg(wait ORDER BY wait) AS "waits" FROM "days", unnest(${Prisma.raw(`"${name}"`)}) AS wait GROUP BY ${KEY}`;
  return prisma.$executeRaw`
    WITH "days" AS MATERIALIZED (SELECT * FROM "ReportCell" WHERE ${days} AND "queueId" = ${queueId}),
      "sums" AS (SELECT ${KEY}, ${SUMMED}, max("longestWaitMs") AS "longestWaitMs" FROM "days" GROUP BY ${KEY}),
      "answers" AS (${waits('answerWaits')}), "abandons" AS (${waits('abandonWaits')}), "elsewhere" AS (${waits('elsewhereWaits')})
    INSERT INTO "ReportCell" (${CELL_COLUMNS})
    SELECT ${into}, s."channel", ${queueId}, "centerId", "agentId", "disposition", ${slot}::timestamptz,
      ${SUM_NAMES}, s."longestWaitMs", COALESCE(a."waits", '{}'), COALESCE(b."waits", '{}'), COALESCE(d."waits", '{}')
    FROM "sums" AS s LEFT JOIN "answers" AS a USING (${KEY}) LEFT JOIN "abandons" AS b USING (${KEY}) LEFT JOIN "elsewhere" AS d USING (${KEY})`;
}
