import type { Forecast, ForecastRequest, ScopeSlot } from '../protocol/planning.ts';
import { backtest, forecastOf, historyDays, unlikeDays } from './forecast.ts';
import { dateAt, plusDays, quartersOf } from './local-days.ts';
import { agentsNeeded } from './staff-needs.ts';

/** Calls that came in a quarter of an hour to a queue, and were answered by a center or by nobody. Times in ms. */
export interface QuarterRow {
  /** Beginning of the quarter. */
  at: number;
  queueId: string;
  /** Null: nobody answered. */
  centerId: string | null;
  calls: number;
  /** Of them, those done with, and their talk, hold and wrap-up. */
  handled: number;
  handleMs: number;
  /** Until the answer, or the end. */
  waitMs: number;
  gaveUp: number;
}

export interface PlanInput {
  request: ForecastRequest;
  rows: readonly QuarterRow[];
  timeZone: string;
  now: number;
  /** When the first call of all came, ms; null: none has. */
  firstCallAt: number | null;
  /** Whose staff is told one by one. */
  centers: readonly { id: string; name: string }[];
}

/** Whole days of history that a forecast takes. */
export const NEEDED_DAYS = 14;
/** How many weeks back it looks. */
export const HISTORY_WEEKS = 12;
/** How many days ahead it goes. */
export const DAYS_AHEAD = 14;

/** A day's arrivals and the staff that they ask for: of all centers as one pool, and of each center with calls of its own. */
export function planOf({ request, rows, timeZone, now, firstCallAt, centers }: PlanInput): Forecast {
  const today = dateAt(now, timeZone);
  const { first, last } = historyBounds(firstCallAt, now, timeZone);
  const { intervalMinutes, queueId } = request;
  const own = rows.filter((row) => queueId === null || row.queueId === queueId);
  const days = first <= last ? historyDays(callsBy(own), first, last, timeZone, intervalMinutes) : [];
  const date = request.date ?? plusDays(today, 1);
  const forecast = days.length < NEEDED_DAYS ? null : forecastOf(days, date);
  if (!forecast) return { kind: 'too-little', days: days.length, needed: NEEDED_DAYS };

  const shares = sharesOf(own);
  const ahtOf = (centerId: string | null) => ahtSeconds(own.filter((row) => centerId === null || row.centerId === centerId));
  const patienceSeconds = request.patienceSeconds ?? patienceOf(own);
  const scope = need(request, patienceSeconds);
  const pooledAht = ahtOf(null);
  const shown = centers.map((center) => ({ ...center, ahtSeconds: ahtOf(center.id), days: historyOf(center.id) }));
  function historyOf(centerId: string) {
    const answeredThere = own.flatMap((row) => {
      // Who was answered by nobody was no center's: each has as much of them as of the others.
      const part = row.centerId === null ? (shares.get(centerId) ?? 0) : row.centerId === centerId ? 1 : 0;
      return part === 0 ? [] : [{ ...row, calls: row.calls * part }];
    });
    return forecastOf(historyDays(callsBy(answeredThere), first, last, timeZone, intervalMinutes), date);
  }
  const starts = new Map(
    quartersOf(date, timeZone)
      .reverse()
      .map(({ at, minute }) => [Math.floor(minute / intervalMinutes), at]),
  );
  return {
    kind: 'forecast',
    timeZone,
    date,
    intervalMinutes,
    history: { from: first, to: last, days: days.length, leftOut: unlikeDays(days) },
    error: backtest(days),
    ahtSeconds: pooledAht,
    patienceSeconds,
    days: Array.from({ length: DAYS_AHEAD }, (_, nth) => plusDays(today, nth + 1)).map((one) => {
      const total = forecastOf(days, one)?.total ?? { mean: 0, low: 0, high: 0 };
      return { date: one, calls: total.mean, low: total.low, high: total.high };
    }),
    slots: forecast.slots.flatMap(({ mean, low, high }, slot) => {
      const at = starts.get(slot);
      if (at === undefined) return [];
      const ofCenters = shown.map(({ id, ahtSeconds: aht, days: own }) => [id, scope(own?.slots[slot]?.mean ?? 0, aht)] as const);
      return [{ at, minute: slot * intervalMinutes, low, high, pooled: scope(mean, pooledAht), centers: Object.fromEntries(ofCenters) }];
    }),
    centers: shown.map(({ id, name, ahtSeconds: aht }) => ({ id, name, ahtSeconds: aht })),
  };
}

/** Whole days only: neither the one on which the first call came, nor today. */
export function historyBounds(firstCallAt: number | null, now: number, timeZone: string): { first: string; last: string } {
  const today = dateAt(now, timeZone);
  const earliest = plusDays(today, -7 * HISTORY_WEEKS);
  const begun = firstCallAt === null ? today : plusDays(dateAt(firstCallAt, timeZone), 1);
  return { first: [begun, earliest].toSorted().at(-1) ?? begun, last: plusDays(today, -1) };
}

function need({ intervalMinutes, target, shrinkage }: ForecastRequest, patienceSeconds: number | null) {
  const known = new Map<string, ScopeSlot>();
  return (calls: number, aht: number | null): ScopeSlot => {
    if (aht === null) return { calls, erlangC: null, erlangA: null };
    const key = `${calls} ${aht}`;
    const before = known.get(key);
    if (before) return before;
    const demand = { calls, intervalSeconds: intervalMinutes * 60, ahtSeconds: aht };
    const slot = {
      calls,
      erlangC: agentsNeeded(demand, { target, shrinkage, patienceSeconds: null }),
      erlangA: patienceSeconds === null ? null : agentsNeeded(demand, { target, shrinkage, patienceSeconds }),
    };
    known.set(key, slot);
    return slot;
  };
}

function callsBy(rows: readonly QuarterRow[]): Map<number, number> {
  const calls = new Map<number, number>();
  for (const row of rows) calls.set(row.at, (calls.get(row.at) ?? 0) + row.calls);
  return calls;
}

/** Of the calls that were answered, which share by which center. */
function sharesOf(rows: readonly QuarterRow[]): Map<string, number> {
  const answered = new Map<string, number>();
  for (const { centerId, calls } of rows) if (centerId !== null) answered.set(centerId, (answered.get(centerId) ?? 0) + calls);
  const all = [...answered.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...answered].map(([centerId, count]) => [centerId, count / all]));
}

function ahtSeconds(rows: readonly QuarterRow[]): number | null {
  const handled = rows.reduce((sum, row) => sum + row.handled, 0);
  return handled === 0 ? null : rows.reduce((sum, row) => sum + row.handleMs, 0) / handled / 1000;
}

/** All waiting ÷ those who gave up: the mean of an exponential patience of which most is only known to have been longer. */
function patienceOf(rows: readonly QuarterRow[]): number | null {
  const gaveUp = rows.reduce((sum, row) => sum + row.gaveUp, 0);
  return gaveUp === 0 ? null : Math.max(1, rows.reduce((sum, row) => sum + row.waitMs, 0) / gaveUp / 1000);
}
