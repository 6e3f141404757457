import { type Cell, SUMS, type Sum } from './cells.ts';

/** What the switches of a formula have made of cells: still additive, so that parts of a period can be counted apart. */
export interface Totals extends Record<Sum, number> {
  longestWaitMs: number;
  /** Answered within the threshold. */
  inTime: number;
  /** Callers who left too soon to count. */
  shortAbandoned: number;
  /** The same of those who left for a message or a callback. */
  shortElsewhere: number;
}

export interface Counting {
  /** Seconds in which an answer is in time, of each queue. */
  thresholdOf: (queueId: string) => number;
  /** Callers who left sooner than this count nowhere, seconds. */
  shortAbandon: number;
}

export function noTotals(): Totals {
  const sums = Object.fromEntries(SUMS.map((sum) => [sum, 0])) as Record<Sum, number>;
  return { ...sums, longestWaitMs: 0, inTime: 0, shortAbandoned: 0, shortElsewhere: 0 };
}

export function addCell(into: Totals, cell: Cell, { thresholdOf, shortAbandon }: Counting): void {
  for (const sum of SUMS) into[sum] += cell[sum];
  into.longestWaitMs = Math.max(into.longestWaitMs, cell.longestWaitMs);
  into.inTime += upTo(cell.answerWaits, thresholdOf(cell.queueId) * 1000);
  into.shortAbandoned += upTo(cell.abandonWaits, shortAbandon * 1000 - 1);
  into.shortElsewhere += upTo(cell.elsewhereWaits, shortAbandon * 1000 - 1);
}

export function addTotals(into: Totals, more: Totals): void {
  for (const sum of SUMS) into[sum] += more[sum];
  into.longestWaitMs = Math.max(into.longestWaitMs, more.longestWaitMs);
  into.inTime += more.inTime;
  into.shortAbandoned += more.shortAbandoned;
  into.shortElsewhere += more.shortElsewhere;
}

/** How many of a sorted list are no greater than a limit. */
function upTo(list: readonly number[], limit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
