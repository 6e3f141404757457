import { describe, expect, it } from 'vitest';
import { backtest, forecastOf, type HistoryDay, historyDays, poissonDeviation, unlikeDays } from './forecast.ts';
import { plusDays, quartersOf } from './local-days.ts';
import { Random } from './random.ts';

/** Forecasts of days whose past is known by hand. 2026-06-01 is a Monday. */

const FIRST = '2026-06-01';
const day = (nth: number, calls: number[]): HistoryDay => ({
  date: plusDays(FIRST, nth),
  weekday: (nth % 7) + 1,
  calls,
  total: calls.reduce((sum, count) => sum + count, 0),
});
/** So many weeks: `calls` of each day. */
const past = (weeks: number, calls: (nth: number) => number[]) => Array.from({ length: weeks * 7 }, (_, nth) => day(nth, calls(nth)));

describe('a forecast', () => {
  it('of weeks that are all alike is what they were, weekday by weekday and interval by interval', () => {
    const days = past(4, (nth) => [(nth % 7) + 1, 10]);
    const tuesday = forecastOf(days, plusDays(FIRST, 29));
    expect(tuesday?.slots.map(({ mean }) => mean)).toEqual([expect.closeTo(2, 9), expect.closeTo(10, 9)]);
    expect(tuesday?.total.mean).toBeCloseTo(12, 9);
    const none = expect.closeTo(0, 9);
    expect(backtest(days)).toEqual({ weeks: 2, byInterval: none, byDay: none, lastWeek: 0, chance: expect.any(Number) });
  });

  it('counts a week that is four weeks older half: 8 and 16 calls four weeks apart give (8 + 2 × 16) ÷ 3', () => {
    const days = past(5, () => [0]).map((one, nth) => (nth === 0 ? day(0, [8]) : nth === 28 ? day(28, [16]) : one));
    const mondays = days.filter((one) => one.date === FIRST || one.date === plusDays(FIRST, 28));
    expect(forecastOf(mondays, plusDays(FIRST, 35))?.slots[0]?.mean).toBeCloseTo((8 + 2 * 16) / 3, 9);
  });

  it('takes few calls for few: of 0, 0 and 3 the mean of one and not the median of none', () => {
    const days = [day(0, [0]), day(7, [3]), day(14, [0])];
    expect(forecastOf(days, plusDays(FIRST, 21))?.slots[0]?.mean).toBeGreaterThan(0.9);
  });

  it('leaves a holiday out, and says so', () => {
    const days = past(6, (nth) => (nth === 14 ? [3, 0] : [60, 40]));
    expect(unlikeDays(days)).toEqual([{ date: plusDays(FIRST, 14), calls: 3, usual: 100 }]);
    expect(forecastOf(days, plusDays(FIRST, 42))?.slots.map(({ mean }) => mean)).toEqual([expect.closeTo(60, 9), expect.closeTo(40, 9)]);
  });

  it('follows when the last two weeks show that it is now otherwise', () => {
    const days = past(8, (nth) => (nth >= 42 ? [200] : [100]));
    expect(unlikeDays(days)).toEqual([]);
    expect(forecastOf(days, plusDays(FIRST, 56))?.slots[0]?.mean).toBeGreaterThan(130);
  });

  it('has a range in which four of five days lie when calls come by chance', () => {
    const random = new Random(11);
    const poisson = (mean: number) => {
      let [count, left] = [0, Math.exp(-mean)];
      for (let product = random.uniform(); product > left; product *= random.uniform()) count += 1;
      return count;
    };
    let inside = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      const mondays = Array.from({ length: 8 }, (_, week) => day(week * 7, [poisson(30)]));
      const { low, high } = forecastOf(mondays, plusDays(FIRST, 56))?.slots[0] ?? { low: 0, high: 0 };
      const came = poisson(30);
      if (came >= low && came <= high) inside += 1;
    }
    expect(inside / 400).toBeGreaterThan(0.74);
    expect(inside / 400).toBeLessThan(0.92);
  });

  it('is tried on the last weeks, each from what came before: worked out by hand', () => {
    // Each day 10 calls; in the third week 12. The third is forecast from the first two: 10 for 12.
    const days = past(3, (nth) => [nth >= 14 ? 12 : 10]);
    expect(backtest(days)).toMatchObject({ weeks: 1, byInterval: 2 / 12, byDay: 2 / 12, lastWeek: 2 / 12 });
    expect(backtest(past(2, () => [10]))).toBeNull();
    expect(backtest(past(4, () => [0]))).toBeNull();
  });

  it('of a weekday that was never there is none', () => {
    expect(forecastOf([day(0, [5])], plusDays(FIRST, 8))).toBeNull();
  });
});

describe('days of the past', () => {
  const lisbon = 'Europe/Lisbon';
  const at = (iso: string) => Date.parse(iso);

  it('count calls by the clock of the place', () => {
    // In summer Lisbon is an hour ahead of UTC.
    const calls = new Map([
      [at('2026-06-01T08:45:00Z'), 4],
      [at('2026-06-01T23:00:00Z'), 7],
    ]);
    const [monday, tuesday] = historyDays(calls, '2026-06-01', '2026-06-02', lisbon, 30);
    expect(monday?.calls[19]).toBe(4); // 09:30 to 10:00
    expect(monday?.total).toBe(4);
    expect(tuesday?.calls[0]).toBe(7);
  });

  it('have no hour where the clock is put forward, and two in one where it is put back', () => {
    const spring = quartersOf('2026-03-29', lisbon);
    expect(spring).toHaveLength(92);
    const everywhere = (date: string) => new Map(quartersOf(date, lisbon).map((quarter) => [quarter.at, 1]));
    const [forward] = historyDays(everywhere('2026-03-29'), '2026-03-29', '2026-03-29', lisbon, 60);
    expect(forward?.calls.slice(0, 3)).toEqual([4, null, 4]);
    const [back] = historyDays(everywhere('2026-10-25'), '2026-10-25', '2026-10-25', lisbon, 60);
    expect(back?.calls.slice(0, 3)).toEqual([4, 4, 4]);
    expect(back?.total).toBe(100);
  });
});

it('chance alone: the mean distance from its mean of a number with Poisson’s distribution', () => {
  // By the sum over all numbers: Σ |n − m| e^−m mⁿ / n!.
  for (const mean of [0.3, 1, 4.5, 30]) {
    let [sum, chance] = [0, Math.exp(-mean)];
    for (let n = 0; n < 200; n += 1) {
      sum += Math.abs(n - mean) * chance;
      chance *= mean / (n + 1);
    }
    expect(poissonDeviation(mean)).toBeCloseTo(sum, 9);
  }
});
