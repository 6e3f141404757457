import { type Cell, cellsOf, SUMS } from '../measures/cells.ts';
import type { Span } from '../measures/intervals.ts';
import { addCell, addTotals, noTotals, type Totals } from '../measures/totals.ts';
import type { Dimension } from '../protocol/report-words.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import { Prisma } from './generated/client.ts';
import { FACTS_VERSION, readFacts } from './report-facts.ts';
import { daysIn, daysToRollUp, type Grain, grainName, QUARTERS, rollUpDay } from './report-rollup.ts';

export interface TotalsAsked {
  /** Beginnings of the intervals, and the end of the last, ms: edges of slots. */
  edges: readonly number[];
  /** The time zone whose midnights all edges are; null: they are not. */
  days: string | null;
  by: readonly Dimension[];
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
  /** Days that are rolled up are read as cells, the others counted from the facts: both give the same. */
  totals(asked: TotalsAsked, from?: 'facts'): Promise<GroupTotals[]>;
  /** Rolls up what can be, day by day, for as long as `goOn` says so before each. @returns how many days */
  rollUp(now: number, goOn?: () => Promise<boolean>): Promise<number>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const PLACES = { queue: 'queueId', center: 'centerId', agent: 'agentId', disposition: 'disposition' } as const;
/** Days of a report that are not rolled up yet: more of them would take longer to count than people wait. */
const MOST_DAYS_COUNTED = 62;
/** Of rolled-up days in one statement: the embedded database has one session, and calls go on between two of them. */
const DAYS_AT_ONCE = 32;

export function openReportStore(prisma: PrismaClient): ReportStore {
  return {
    async totals(asked, source) {
      const [from = 0, to = 0] = [asked.edges[0], asked.edges.at(-1)];
      const span = { from, to: Math.min(to, asked.now) };
      const { zone, made } = source === 'facts' ? { zone: QUARTERS, made: new Set<number>() } : await daysMade(prisma, asked, span);
      const found = new Found();
      let days = 0;
      for (const part of partsOf(span, zone, made)) {
        if (part.rolledUp) found.addAll(await fromCells(prisma, asked, part, zone));
        else {
          days += 1;
          if (source !== 'facts' && days > MOST_DAYS_COUNTED)
            throw new Failure('unavailable', 'The past is being counted for reports for the first time. Try again in a few minutes.');
          const facts = await readFacts(prisma, part.from, part.to);
          for (const cell of cellsOf(facts, { ...part, now: asked.now })) if (isAsked(cell, asked)) found.addCell(cell, asked);
        }
      }
      return found.all();
    },
    async rollUp(now, goOn = async () => true) {
      let count = 0;
      for (const day of await daysToRollUp(prisma, now)) {
        if (!(await goOn())) break;
        if (await rollUpDay(prisma, day, now)) count += 1;
      }
      return count;
    },
  };
}

/** The zone whose days are read: its own where the edges are its midnights and it is rolled up, else quarters of an hour. */
async function daysMade(prisma: PrismaClient, { days }: TotalsAsked, { from, to }: Span): Promise<{ zone: string; made: Set<number> }> {
  const rows = await prisma.reportDay.findMany({
    where: {
      zone: { in: [QUARTERS, ...(days === null ? [] : [days])] },
      day: { gt: new Date(from - DAY_MS), lt: new Date(to) },
      facts: FACTS_VERSION,
    },
    select: { zone: true, day: true },
  });
  const own = rows.filter((row) => row.zone !== QUARTERS).length;
  // A zone that a center has just come to is rolled up day by day: until then quarters of an hour have more of it.
  const zone = days !== null && own > 0 && own >= rows.length - own - 1 ? days : QUARTERS;
  return { zone, made: new Set(rows.filter((row) => row.zone === zone).map((row) => row.day.getTime())) };
}

interface Part extends Span {
  rolledUp: boolean;
}

/** Stretches of days that are rolled up, and single days that are not. */
function partsOf(span: Span, zone: string, made: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  for (const { from, to } of daysIn(span, zone)) {
    // A day of UTC may have begun before the span did; days of a zone are whole.
    const rolledUp = made.has(zone === QUARTERS ? from - (from % DAY_MS) : from);
    const last = parts.at(-1);
    if (rolledUp && last?.rolledUp && to - last.from <= DAYS_AT_ONCE * DAY_MS) last.to = to;
    else parts.push({ from, to, rolledUp });
  }
  return parts;
}

/** What belongs to no queue, the time of agents, is in no group of queues or dispositions. */
const hasQueue = ({ by }: TotalsAsked) => by.includes('queue') || by.includes('disposition');

function isAsked(cell: Cell, asked: TotalsAsked): boolean {
  const within = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return (
    within(asked.queues, cell.queueId) &&
    within(asked.agents, cell.agentId) &&
    within(asked.dispositions, cell.disposition) &&
    (asked.centers === null || asked.centers.includes(cell.centerId)) &&
    (!hasQueue(asked) || cell.queueId !== '')
  );
}

/** The coarser cells are enough unless agents or dispositions are asked for. */
export function grainFor({ by, agents, dispositions }: Pick<TotalsAsked, 'by' | 'agents' | 'dispositions'>): Grain {
  const coarse = agents.length === 0 && dispositions.length === 0 && !by.includes('agent') && !by.includes('disposition');
  return coarse ? 'queue' : 'agent';
}

const SUMMED = Prisma.raw(SUMS.map((name) => `sum(c."${name}")::float8 AS "${name}"`).join(', '));

type TotalsRow = Totals & { interval: number; key0: string; key1: string };

async function fromCells(prisma: PrismaClient, asked: TotalsAsked, { from, to }: Span, zone: string): Promise<GroupTotals[]> {
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
      sum(width_bucket(${asked.shortAbandon * 1000 - 1}::int, c."abandonWaits"))::float8 AS "shortAbandoned"
    FROM "ReportCell" AS c
      LEFT JOIN jsonb_to_recordset(${thresholds}::jsonb) AS t ("id" text, "ms" int) ON t."id" = c."queueId"
    WHERE c."grain" = ${grainName(grainFor(asked), zone)} AND c."slot" >= ${new Date(from)} AND c."slot" < ${new Date(to)}
      ${only('queueId', asked.queues)} ${only('agentId', asked.agents)} ${only('disposition', asked.dispositions)}
      ${asked.centers === null ? Prisma.empty : Prisma.sql`AND c."centerId" = ANY(${[...asked.centers]}::text[])`}
      ${hasQueue(asked) ? Prisma.sql`AND c."queueId" <> ''` : Prisma.empty}
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
