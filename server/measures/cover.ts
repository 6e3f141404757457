import type { Span } from './intervals.ts';

/**
 * Which cells a report is added up from: of each of its intervals the months, else the weeks, and the days that lie wholly inside
 * it, and the quarters of an hour of the rest. What is not made into cells is counted. Pure.
 */

/** What has been made into cells: beginnings and ends, ms. */
export interface Made {
  /** Of one time zone. */
  months: ReadonlyMap<number, number>;
  weeks: ReadonlyMap<number, number>;
  days: ReadonlyMap<number, number>;
  /** Days of UTC whose quarters of an hour are there, by their beginnings. */
  quarters: ReadonlySet<number>;
}
export const NOTHING_MADE: Made = { months: new Map(), weeks: new Map(), days: new Map(), quarters: new Set() };

export interface Piece extends Span {
  of: 'months' | 'weeks' | 'days' | 'quarters' | 'facts';
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** In one piece, and so in one statement: the embedded database has one session, and calls go on between two of them. */
const LONGEST_MS: Record<Piece['of'], number> = {
  months: 190 * DAY_MS,
  weeks: 100 * DAY_MS,
  days: 32 * DAY_MS,
  quarters: 32 * DAY_MS,
  facts: DAY_MS,
};

/**
 * Pieces without gaps, in the order of time, each of cells that lie in one interval each.
 * @param edges of the intervals, and the end of the last: edges of slots
 * @param span what there is to be counted of them
 */
export function coverOf(edges: readonly number[], span: Span, made: Made): Piece[] {
  const pieces: Piece[] = [];
  const months = [...made.months];
  const beginnings = [...made.months.keys(), ...made.weeks.keys(), ...made.days.keys()].sort((a, b) => a - b);
  let next = 0;
  for (const [nth, edge] of edges.entries()) {
    const end = Math.min(edges[nth + 1] ?? edge, span.to);
    let at = Math.max(edge, span.from);
    // A week may reach over the beginning of a month, which could not be taken then.
    const weeks = months.some(([from, to]) => from >= at && to <= end) ? NOTHING_MADE.weeks : made.weeks;
    while (at < end) {
      while ((beginnings[next] ?? end) <= at) next += 1;
      const piece = longestFrom(at, end, beginnings[next] ?? end, { ...made, weeks });
      add(pieces, piece);
      at = piece.to;
    }
  }
  return pieces;
}

function longestFrom(from: number, end: number, nextBeginning: number, { months, weeks, days, quarters }: Made): Piece {
  const month = months.get(from);
  if (month !== undefined && month <= end) return { from, to: month, of: 'months' };
  const week = weeks.get(from);
  if (week !== undefined && week <= end) return { from, to: week, of: 'weeks' };
  const day = days.get(from);
  if (day !== undefined && day <= end) return { from, to: day, of: 'days' };
  const midnight = from - (from % DAY_MS);
  return { from, to: Math.min(end, nextBeginning, midnight + DAY_MS), of: quarters.has(midnight) ? 'quarters' : 'facts' };
}

function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  const joins = last?.of === piece.of && last.to === piece.from && piece.to - last.from <= LONGEST_MS[piece.of];
  // Facts of two days of UTC are two readings.
  const sameDay = piece.of !== 'facts' || (last !== undefined && Math.floor(last.from / DAY_MS) === Math.floor((piece.to - 1) / DAY_MS));
  if (joins && sameDay) last.to = piece.to;
  else pieces.push(piece);
}
