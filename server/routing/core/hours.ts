import { IANAZone } from 'luxon';
import type { Hours } from '../../protocol/hours.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far ahead the next change is looked for, in milliseconds. */
export const HOURS_HORIZON_MS = 14 * DAY;

export interface Opening {
  open: boolean;
  /**
   * The first moment at which it is the other way round, ms since the epoch; nothing changes before it.
   * null: not within the next 14 days. Ask again then.
   */
  until: number | null;
}

/**
 * Whether it is open at a moment, and for how long. It is open while the wall clock of the time zone shows a time of the
 * day's spans: a span begins when the clock first shows its beginning or a later time, and one that the clock shows
 * twice, when it is put back, is open twice. A holiday's hours take the place of its weekday's.
 * @param at milliseconds since the epoch
 * Costs some microseconds for each boundary on the way: keep the answer until `until`.
 */
export function openAt(hours: Hours, at: number): Opening {
  const zone = IANAZone.create(hours.timeZone);
  const open = isOpen(hours, wallClock(zone, at));
  for (let moment = at; ; ) {
    moment = nextBoundary(hours, zone, moment);
    if (moment > at + HOURS_HORIZON_MS) return { open, until: null };
    if (isOpen(hours, wallClock(zone, moment)) !== open) return { open, until: moment };
  }
}

/** The next moment after this one at which it may change: the edge of a span, the end of a day, a clock put forward or back. */
function nextBoundary(hours: Hours, zone: IANAZone, at: number): number {
  const offset = zone.offset(at);
  const wall = wallClock(zone, at);
  const day = startOfDay(wall);
  const edges = spansOf(hours, day)
    .flatMap(({ from, to }) => [day + timeOfDay(from), day + timeOfDay(to)])
    .filter((edge) => edge > wall);
  const next = at + Math.min(day + DAY, ...edges) - wall;
  return zone.offset(next) === offset ? next : offsetChange(zone, at, next);
}

/** The first moment of another offset: it is later than `from`, and at `to` at the latest. */
function offsetChange(zone: IANAZone, from: number, to: number): number {
  const offset = zone.offset(from);
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.offset(middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** What the clock on the wall shows, as if it were UTC: within one offset its times can be reckoned with. */
const wallClock = (zone: IANAZone, at: number): number => at + zone.offset(at) * MINUTE;

const startOfDay = (wall: number): number => Math.floor(wall / DAY) * DAY;

function isOpen(hours: Hours, wall: number): boolean {
  const day = startOfDay(wall);
  return spansOf(hours, day).some(({ from, to }) => wall >= day + timeOfDay(from) && wall < day + timeOfDay(to));
}

function spansOf(hours: Hours, day: number): { from: string; to: string }[] {
  const date = new Date(day);
  const name = date.toISOString().slice(0, 10);
  const holiday = hours.holidays.find((one) => one.date === name);
  if (holiday) return holiday.open === null ? [] : [holiday.open];
  const weekday = date.getUTCDay() || 7;
  return hours.weekly.filter((span) => span.day === weekday);
}

/** `09:30` in milliseconds since midnight. */
function timeOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE;
}
