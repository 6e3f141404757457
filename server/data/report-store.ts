import { type Cell, cellsOf, type Grain, SLOT_MS, SUMS } from '../measures/cells.ts';
import { coverOf, type Made, NOTHING_MADE, type Piece } from '../measures/cover.ts';
import { intervalsOf, type Span } from '../measures/intervals.ts';
import { addCell, addTotals, noTotals, type Totals } from '../measures/totals.ts';
import type { Dimension, ReportChannel } from '../protocol/report-words.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION, readFacts } from './report-facts.ts';
import { daysToRollUp, firstFactAt, grainName, QUARTERS, rollUpDay } from './report-rollup.ts';
import { rollUpUnit, type Unit, unitEnd, unitsToRollUp } from './report-units.ts';

export interface TotalsAsked {
  /** Beginnings of the intervals, and the end of the last, ms: edges of slots. */
  edges: readonly number[];
  /** The time zone whose calendar the intervals are of. */
  zone: string;
  by: readonly Dimension[];
  /** What belongs to no channel is in each of them. */
  channel: ReportChannel;
  /** Only these; empty: all. */
  queues: readonly string[];
  agents: readonly string[];
  dispositions: readonly string[];
  /** null: all. Else '' is what belongs to no center. */
  centers: readonly string[] | null;
  /** Seconds, of the queues that there are; of others `otherwise`. */
  thresholds: ReadonlyMap<string, number>;
  otherwise: number;
  shortAbandon: number;
  now: number;
}

export interface GroupTotals {
  interval: number;
  /** What each dimension is, in the order of `by`. */
  key: string[];
  totals: Totals;
}

/** What reports are counted from. It only reads what others wrote, and keeps sums of it. */
export interface ReportStore {
  /**
   * What is rolled up is read as cells, the rest counted from the facts: both give the same.
   * @throws Failure `unavailable` while so much is not rolled up yet that counting it would take too long
   */
  totals(asked: TotalsAsked, from?: 'facts'): Promise<GroupTotals[]>;
  /** Rolls up what can be, a day at a time, then weeks and months, for as long as `goOn` says so. @returns how many days */
  rollUp(now: number, goOn?: () => Promise<boolean>): Promise<number>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const PLACES = { queue: 'queueId', center: 'centerId', agent: 'agentId', disposition: 'disposition', channel: 'channel' } as const;
/** Of a report, not rolled up yet: more of it would take longer to count than people wait. */
const MOST_COUNTED_MS = 62 * DAY_MS;

export function openReportStore(prisma: PrismaClient): ReportStore {
  return {
    async totals(asked, source) {
      const first = await firstFactAt(prisma);
      if (first === null) return [];
      const [from = 0, to = 0] = [asked.edges[0], asked.edges.at(-1)];
      // Before the first fact there is nothing to count, and nothing is rolled up.
      const span = { from: Math.max(from, first - (first % SLOT_MS)), to: Math.min(to, asked.now) };
      const { zone, made } = source === 'facts' ? { zone: QUARTERS, made: NOTHING_MADE } : await whatIsMade(prisma, asked.zone, span);
      const pieces = coverOf(asked.edges, span, made);
      const counted = pieces.reduce((sum, piece) => sum + (piece.of === 'facts' ? piece.to - piece.from : 0), 0);
      if (source !== 'facts' && counted > MOST_COUNTED_MS)
        throw new Failure('unavailable', 'The past is being counted for reports for the first time. Try again in a few minutes.');
      const found = new Found();
      for (const piece of pieces) {
        if (isOfCells(piece)) found.addAll(await fromCells(prisma, asked, piece, zone));
        else {
          const facts = await readFacts(prisma, piece.from, piece.to);
          for (const cell of cellsOf(facts, { ...piece, now: asked.now })) if (isAsked(cell, asked)) found.addCell(cell, asked);
        }
      }
      return found.all();
    },
    async rollUp(now, goOn = async () => true) {
      let count = 0;
      for (const day of await daysToRollUp(prisma, now)) {
        if (!(await goOn())) return count;
        if (await rollUpDay(prisma, day, now)) count += 1;
      }
      for (const unit of await unitsToRollUp(prisma, now)) if (!(await rollUpUnit(prisma, unit, now, goOn))) break;
      return count;
    },
  };
}

/** Cells of the zone that is asked for, or else of the zone that has most of the time: its days lie inside of longer intervals too. */
async function whatIsMade(prisma: PrismaClient, asked: string, { from, to }: Span): Promise<{ zone: string; made: Made }> {
  const rows = await prisma.reportDay.findMany({
    where: { day: { gt: new Date(from - 2 * DAY_MS), lt: new Date(to) }, facts: FACTS_VERSION },
    select: { zone: true, day: true },
    orderBy: { day: 'asc' },
  });
  const ofZone = Map.groupBy(rows, (row) => row.zone);
  const others = [...ofZone].filter(([zone]) => zone !== QUARTERS).sort(([, a], [, b]) => b.length - a.length);
  const zone = ofZone.has(asked) ? asked : (others[0]?.[0] ?? QUARTERS);
  const quarters = new Set((ofZone.get(QUARTERS) ?? []).map(({ day }) => day.getTime()));
  if (zone === QUARTERS) return { zone, made: { ...NOTHING_MADE, quarters } };
  const units = await prisma.reportUnit.findMany({ where: { zone, facts: FACTS_VERSION }, select: { unit: true, from: true } });
  const all = (unit: Unit) =>
    new Map(units.filter((row) => row.unit === unit).map((row) => [row.from.getTime(), unitEnd(row.from.getTime(), unit, zone)]));
  return {
    zone,
    made: {
      quarters,
      months: all('month'),
      weeks: all('week'),
      days: new Map((ofZone.get(zone) ?? []).map(({ day }) => [day.getTime(), dayEnd(day.getTime(), zone)])),
    },
  };
}

const dayEnd = (day: number, zone: string) => intervalsOf({ from: day, to: day + 2 * DAY_MS }, 'day', zone)[0]?.to ?? day;

/** What belongs to no queue, the time of agents, is in no group of queues or dispositions. */
const hasQueue = ({ by }: TotalsAsked) => by.includes('queue') || by.includes('disposition');

function isAsked(cell: Cell, asked: TotalsAsked): boolean {
  const within = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return (
    within(asked.queues, cell.queueId) &&
    within(asked.agents, cell.agentId) &&
    within(asked.dispositions, cell.disposition) &&
    (asked.centers === null || asked.centers.includes(cell.centerId)) &&
    (asked.channel === 'both' || cell.channel === asked.channel || cell.channel === '') &&
    (!hasQueue(asked) || cell.queueId !== '') &&
    (!asked.by.includes('channel') || cell.channel !== '')
  );
}

/** As coarse as what is asked allows; of quarters of an hour there are only two grains. */
function grainFor({ by, agents, dispositions }: TotalsAsked, of: Piece['of']): Grain {
  const agent = agents.length > 0 || by.includes('agent');
  const disposition = dispositions.length > 0 || by.includes('disposition');
  if (!agent && !disposition) return 'queue';
  if (agent && disposition) return 'full';
  return of === 'quarters' ? 'full' : agent ? 'agent' : 'disposition';
}

const SUMMED = Prisma.raw(SUMS.map((name) => `sum(c."${name}")::float8 AS "${name}"`).join(', '));

type CellPiece = Piece & { of: Exclude<Piece['of'], 'facts'> };
const isOfCells = (piece: Piece): piece is CellPiece => piece.of !== 'facts';
const UNIT_OF = { months: 'month', weeks: 'week', days: 'day' } as const;

type TotalsRow = Totals & { interval: number; key0: string; key1: string };

async function fromCells(prisma: PrismaClient, asked: TotalsAsked, { from, to, of }: CellPiece, zone: string): Promise<GroupTotals[]> {
  const grain = grainFor(asked, of);
  const cells = of === 'quarters' ? grainName(grain, QUARTERS) : grainName(grain, zone, UNIT_OF[of]);
  const column = (place: keyof typeof PLACES | undefined) => (place ? Prisma.raw(`c."${PLACES[place]}"`) : Prisma.raw(`''::text`));
  const [first, second] = asked.by;
  const only = (name: string, list: readonly string[]) =>
    list.length === 0 ? Prisma.empty : Prisma.sql`AND c.${Prisma.raw(`"${name}"`)} = ANY(${[...list]}::text[])`;
  // Read once, by the SELECT around it below: of a month by quarters of an hour there are three thousand.
  const edges = `{${asked.edges.map((edge) => new Date(edge).toISOString()).join(',')}}`;
  const thresholds = JSON.stringify([...asked.thresholds].map(([id, seconds]) => ({ id, ms: seconds * 1000 })));
  const rows = await prisma.$queryRaw<TotalsRow[]>`
    SELECT width_bucket(c."slot", (SELECT ${edges}::text::timestamptz[])) - 1 AS "interval",
      ${column(first)} AS "key0", ${column(second)} AS "key1", ${SUMMED},
      max(c."longestWaitMs")::float8 AS "longestWaitMs",
      sum(width_bucket(COALESCE(t."ms", ${asked.otherwise * 1000}::int), c."answerWaits"))::float8 AS "inTime",
      sum(width_bucket(${asked.shortAbandon * 1000 - 1}::int, c."abandonWaits"))::float8 AS "shortAbandoned",
      sum(width_bucket(${asked.shortAbandon * 1000 - 1}::int, c."elsewhereWaits"))::float8 AS "shortElsewhere"
    FROM "ReportCell" AS c
      LEFT JOIN jsonb_to_recordset(${thresholds}::jsonb) AS t ("id" text, "ms" int) ON t."id" = c."queueId"
    WHERE c."grain" = ${cells} AND c."slot" >= ${new Date(from)} AND c."slot" < ${new Date(to)}
      ${only('queueId', asked.queues)} ${only('agentId', asked.agents)} ${only('disposition', asked.dispositions)}
      ${asked.centers === null ? Prisma.empty : Prisma.sql`AND c."centerId" = ANY(${[...asked.centers]}::text[])`}
      ${asked.channel === 'both' ? Prisma.empty : Prisma.sql`AND c."channel" IN ('', ${asked.channel})`}
      ${hasQueue(asked) ? Prisma.sql`AND c."queueId" <> ''` : Prisma.empty}
      ${asked.by.includes('channel') ? Prisma.sql`AND c."channel" <> ''` : Prisma.empty}
    GROUP BY 1, 2, 3`;
  return rows.map(({ interval, key0, key1, ...totals }) => ({ interval, key: [key0, key1].slice(0, asked.by.length), totals }));
}

/** Totals by interval and group, from wherever they come. */
class Found {
  readonly #found = new Map<string, GroupTotals>();

  addAll(groups: readonly GroupTotals[]): void {
    for (const { interval, key, totals } of groups) addTotals(this.#at(interval, key).totals, totals);
  }

  addCell(cell: Cell, asked: TotalsAsked): void {
    const interval = indexOf(asked.edges, cell.slot);
    const key = asked.by.map((dimension) => cell[PLACES[dimension]]);
    const thresholdOf = (queueId: string) => asked.thresholds.get(queueId) ?? asked.otherwise;
    addCell(this.#at(interval, key).totals, cell, { thresholdOf, shortAbandon: asked.shortAbandon });
  }

  all(): GroupTotals[] {
    return [...this.#found.values()];
  }

  #at(interval: number, key: string[]): GroupTotals {
    const name = JSON.stringify([interval, key]);
    const known = this.#found.get(name) ?? { interval, key, totals: noTotals() };
    this.#found.set(name, known);
    return known;
  }
}

/** The last edge that is not after a time. */
function indexOf(edges: readonly number[], at: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
