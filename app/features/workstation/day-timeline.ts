import type { DaySegment } from '../../../server/protocol/desk.ts';

export interface Strip {
  kind: DaySegment['kind'];
  code: DaySegment['code'];
  from: number;
  to: number;
  /** Share of the whole line, in percent. */
  left: number;
  width: number;
}
export interface Timeline {
  from: number;
  to: number;
  strips: Strip[];
  /** The full hours to be written under it, as many as have room. */
  marks: { at: number; left: number }[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MOST_MARKS = 5;

/**
 * The day as one line, from the full hour before the agent began to the full hour after now. null before they have begun.
 * @param timeZone IANA: some zones have their full hours at half past ours
 */
export function timeline(segments: readonly DaySegment[], now: number, timeZone: string): Timeline | null {
  const grown = growLast(segments, now);
  const begun = grown.findIndex(({ kind }) => kind !== 'offline');
  const first = grown[begun];
  if (first === undefined) return null;
  const from = hourBefore(first.from, timeZone);
  const to = Math.max(hourBefore(now - 1, timeZone), from) + HOUR;
  const share = (ms: number) => (ms / (to - from)) * 100;
  const strips = grown.slice(begun).map((segment) => ({
    ...segment,
    left: share(segment.from - from),
    width: share(segment.to - segment.from),
  }));
  const hours = Math.round((to - from) / HOUR);
  const every = Math.ceil(hours / MOST_MARKS);
  const marks = Array.from({ length: Math.floor(hours / every) + 1 }, (_, index) => from + index * every * HOUR);
  return { from, to, strips, marks: marks.map((at) => ({ at, left: share(at - from) })) };
}

/** What the agent does now goes on between two answers of the server. Times that a clock set back turned around are left out. */
function growLast(segments: readonly DaySegment[], now: number): DaySegment[] {
  const last = segments.length - 1;
  return segments
    .map((segment, index) => (index === last && segment.to < now ? { ...segment, to: now } : segment))
    .filter(({ from, to }) => to > from);
}

/** The full hour at or before a moment, as clocks show it there. */
export function hourBefore(at: number, timeZone: string): number {
  const minute = Number(new Intl.DateTimeFormat('en', { timeZone, minute: 'numeric' }).format(at));
  return at - (at % MINUTE) - minute * MINUTE;
}

/** Strips as rows of a table: what cannot be seen in a line of colors. The latest first. */
export const asRows = ({ strips }: Timeline): Strip[] => strips.toReversed();
