import type { ForecastError } from '../protocol/planning.ts';
import { plusDays, QUARTER_MS, quartersOf, weekdayOf } from './local-days.ts';

/**
 * Arrivals of a day to come: the mean of past days of the same weekday, interval by interval, younger weeks counting more.
 *
 * For lead times beyond two or three days, nothing that was tried on real call centers was much better than such an average
 * (J. W. Taylor, "A comparison of univariate time series methods for forecasting intraday arrivals at a call center", 2008).
 * It is a mean and not a median of the weeks, since the median of few calls is too low: of 0, 0 and 1 it is 0, and all
 * intervals together would miss a third. Against holidays, whole days are left out that are too far from the median of their
 * weekday, by the modified z-score (B. Iglewicz and D. Hoaglin, "How to detect and handle outliers", 1993).
 */

/** A day of the past. */
export interface HistoryDay {
  date: string;
  weekday: number;
  /** By interval; null where the clock skipped it. */
  calls: (number | null)[];
  total: number;
}

/** With the range in which four of five days are to lie. */
export interface Expected {
  mean: number;
  low: number;
  high: number;
}

export interface DayForecast {
  slots: Expected[];
  total: Expected;
}

/** The weight of a week halves with every four weeks that it is older. */
const HALF_LIFE_WEEKS = 4;
/** Further than so many robust standard deviations from its weekday's median, a day is left out. */
const TOO_FAR = 3.5;
/** Days of a weekday from which on the median tells which of them is unlike the others. */
const ENOUGH_TO_JUDGE = 3;
/** Of the normal distribution: 80 % lie within so many standard deviations. */
const BAND = 1.2816;
const BACKTEST_WEEKS = 4;
/** Weeks that must lie before one that is forecast for trial. */
const WEEKS_BEFORE = 2;

/**
 * Days with their calls by interval of the wall clock. Where the clock is put back an hour comes twice, and counts half each.
 * @param calls by the beginning of each quarter of an hour, ms since the epoch
 */
export function historyDays(
  calls: ReadonlyMap<number, number>,
  first: string,
  last: string,
  timeZone: string,
  minutes: number,
): HistoryDay[] {
  const days: HistoryDay[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) {
    const count = new Array<number>(1440 / minutes).fill(0);
    const seen = new Array<number>(1440 / minutes).fill(0);
    let total = 0;
    for (const { at, minute } of quartersOf(date, timeZone)) {
      const slot = Math.floor(minute / minutes);
      const here = calls.get(at) ?? 0;
      total += here;
      count[slot] = (count[slot] ?? 0) + here;
      seen[slot] = (seen[slot] ?? 0) + QUARTER_MS;
    }
    const whole = minutes * 60_000;
    const byInterval = count.map((sum, slot) => (seen[slot] ? (sum * whole) / seen[slot] : null));
    days.push({ date, weekday: weekdayOf(date), calls: byInterval, total });
  }
  return days;
}

/**
 * Days that are unlike others of their weekday. The two latest of a weekday that are both off to the same side are no
 * exceptions but how it is now.
 */
export function unlikeDays(days: readonly HistoryDay[]): { date: string; calls: number; usual: number }[] {
  return [...Map.groupBy(days, ({ weekday }) => weekday).values()]
    .flatMap((same) => {
      if (same.length < ENOUGH_TO_JUDGE) return [];
      const usual = median(same.map(({ total }) => total));
      // Calls that come by chance alone spread by the root of their number: a day within that is like any other.
      const spread = Math.max(1.4826 * median(same.map(({ total }) => Math.abs(total - usual))), Math.sqrt(usual), 1);
      const off = same.map(({ total }) => (Math.abs(total - usual) > TOO_FAR * spread ? Math.sign(total - usual) : 0));
      const newLevel = off.at(-1) !== 0 && off.at(-1) === off.at(-2);
      return same.flatMap(({ date, total }, nth) =>
        off[nth] === 0 || (newLevel && nth >= same.length - 2) ? [] : [{ date, calls: total, usual }],
      );
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** @param days of the past, in their order; @returns null when none of them is of this weekday */
export function forecastOf(days: readonly HistoryDay[], date: string): DayForecast | null {
  const unlike = new Set(unlikeDays(days).map((day) => day.date));
  const weekday = weekdayOf(date);
  const same = days.filter((day) => day.weekday === weekday && !unlike.has(day.date));
  const weighted = same.map((day) => ({ day, weight: 0.5 ** (weeksBetween(day.date, date) / HALF_LIFE_WEEKS) }));
  if (weighted.length === 0) return null;
  const intervals = same[0]?.calls.length ?? 0;
  const slots = Array.from({ length: intervals }, (_, slot) =>
    expected(weighted.flatMap(({ day, weight }) => (day.calls[slot] == null ? [] : [{ value: day.calls[slot], weight }]))),
  );
  return { slots, total: expected(weighted.map(({ day, weight }) => ({ value: day.total, weight }))) };
}

/** Weighted mean, and a range by the larger of the spread between the weeks and that of Poisson's distribution. */
function expected(values: readonly { value: number; weight: number }[]): Expected {
  const weights = sum(values.map(({ weight }) => weight));
  if (weights === 0) return { mean: 0, low: 0, high: 0 };
  const squares = sum(values.map(({ weight }) => weight * weight));
  const mean = sum(values.map(({ value, weight }) => value * weight)) / weights;
  const freedom = weights - squares / weights;
  const variance = freedom <= 1e-9 ? 0 : sum(values.map(({ value, weight }) => weight * (value - mean) ** 2)) / freedom;
  // What is forecast spreads, and so does the mean that it is forecast by.
  const deviation = Math.sqrt(Math.max(variance, mean) * (1 + squares / weights ** 2));
  return { mean, low: Math.max(0, mean - BAND * deviation), high: mean + BAND * deviation };
}

/** Forecasts the last weeks, each from what came before it, and compares. Null: there are too few. */
export function backtest(days: readonly HistoryDay[]): ForecastError | null {
  const weeks = Math.min(BACKTEST_WEEKS, Math.floor(days.length / 7) - WEEKS_BEFORE);
  if (weeks < 1) return null;
  const error = { interval: 0, day: 0, lastWeek: 0, chance: 0, real: 0 };
  for (let back = weeks; back >= 1; back -= 1) {
    const start = days.length - 7 * back;
    const before = days.slice(0, start);
    for (const [nth, day] of days.slice(start, start + 7).entries()) {
      const forecast = forecastOf(before, day.date);
      const weekBefore = days[start + nth - 7];
      if (!forecast || !weekBefore) continue;
      day.calls.forEach((real, slot) => {
        const mean = forecast.slots[slot]?.mean ?? 0;
        if (real === null) return;
        error.real += real;
        error.interval += Math.abs(real - mean);
        error.lastWeek += Math.abs(real - (weekBefore.calls[slot] ?? 0));
        error.chance += poissonDeviation(mean);
      });
      error.day += Math.abs(day.total - forecast.total.mean);
    }
  }
  if (error.real === 0) return null;
  const of = (part: number) => part / error.real;
  return { weeks, byInterval: of(error.interval), byDay: of(error.day), lastWeek: of(error.lastWeek), chance: of(error.chance) };
}

/** The mean distance from its mean of a number with Poisson's distribution: 2 e^−m m^(k+1) / k!, k the whole part of m. */
export function poissonDeviation(mean: number): number {
  if (mean <= 0) return 0;
  let log = Math.log(2) - mean + Math.log(mean);
  for (let nth = 1; nth <= Math.floor(mean); nth += 1) log += Math.log(mean / nth);
  return Math.exp(log);
}

const weeksBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (7 * 86_400_000);
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
