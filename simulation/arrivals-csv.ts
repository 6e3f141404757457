import { CsvError, parse } from 'csv-parse/sync';
import { CaseError } from './case-error.ts';

/** A call of a list of arrivals. */
export interface ListedCall {
  /** Milliseconds after the beginning of the simulated time. */
  atMs: number;
  queueId: string;
}

export interface ArrivalsContext {
  /** The queue of every call; absent: the column `queue` names it. */
  queue: string | undefined;
  /** All that there are. */
  queues: ReadonlySet<string>;
  /** What the simulated clock shows at the beginning, ms since the epoch; null when the case doesn't say. */
  startsAt: number | null;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
/** Faults that are told; a file in the wrong format has as many as lines. */
const TOLD = 10;

/**
 * Reads arrivals from CSV with a heading: the column `at` holds seconds after the beginning or times such as
 * 2026-01-05T08:00:00Z, the column `queue` a queue's id. Lines are in the order of their times.
 * @throws CaseError that names line and column
 */
export function readArrivals(text: string, file: string, { queue, queues, startsAt }: ArrivalsContext): ListedCall[] {
  const faults: string[] = [];
  const calls: ListedCall[] = [];
  let before = 0;
  for (const { line, record } of records(text, file, queue === undefined ? ['at', 'queue'] : ['at'])) {
    const at = record.at ?? '';
    const queueId = queue ?? record.queue ?? '';
    const atMs = momentOf(at, startsAt);
    if (typeof atMs === 'string') faults.push(`line ${line}, column at: ${JSON.stringify(at)} ${atMs}`);
    else if (atMs < before) faults.push(`line ${line}, column at: is earlier than the line before it`);
    else before = atMs;
    if (!queues.has(queueId)) faults.push(`line ${line}, column queue: ${JSON.stringify(queueId)} is not a queue of this case`);
    if (faults.length >= TOLD) break;
    if (typeof atMs === 'number') calls.push({ atMs, queueId });
  }
  if (faults.length > 0) throw new CaseError(file, faults);
  return calls;
}

function records(text: string, file: string, columns: readonly string[]): { line: number; record: Record<string, string | undefined> }[] {
  try {
    let header: string[] = [];
    const rows = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      columns: (names: string[]) => {
        header = names;
        return names;
      },
    }) as unknown as { info: { lines: number }; record: Record<string, string | undefined> }[];
    const missing = columns.filter((column) => !header.includes(column));
    if (missing.length > 0)
      throw new CaseError(
        file,
        missing.map((column) => `line 1: there is no column ${column}`),
      );
    return rows.map(({ info, record }) => ({ line: info.lines, record }));
  } catch (error) {
    if (error instanceof CsvError) throw new CaseError(file, [error.message]);
    throw error;
  }
}

/** Milliseconds after the beginning, or what is wrong. */
function momentOf(at: string, startsAt: number | null): number | string {
  if (ISO.test(at)) {
    if (startsAt === null) return 'is a date, and the case does not say what its own beginning is: give startsAt';
    const ms = Date.parse(at) - startsAt;
    if (Number.isNaN(ms)) return 'is not a time';
    return ms < 0 ? 'is before the beginning of the case' : ms;
  }
  const seconds = at === '' ? Number.NaN : Number(at);
  if (!Number.isFinite(seconds)) return 'is neither seconds nor a time such as 2026-01-05T08:00:00Z';
  return seconds < 0 ? 'is below 0' : seconds * 1000;
}
