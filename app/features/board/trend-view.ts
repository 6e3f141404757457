import type { BoardTrend } from '../../../server/protocol/board.ts';
import { abandonment, SHORT_ABANDON_SECONDS, type Switches, serviceLevel } from '../../../server/protocol/formulas.ts';
import { type Words, type WordValue, words } from '../../lib/i18n/words.ts';

/** The course of a measure over the last eight hours, by quarters of an hour. Pure. */

export const TREND_MEASURES = ['calls', 'waiting', 'level', 'asa', 'abandonment'] as const;
export type TrendMeasure = (typeof TREND_MEASURES)[number];

/** What a measure was in each quarter; null where there was nothing to count from. Shares 0..1, ASA in milliseconds. */
export function trendValues(trend: BoardTrend, measure: TrendMeasure, switches: Switches): (number | null)[] {
  return trend.offered.map((_, nth) => valueIn(trend, nth, measure, switches));
}

function valueIn(trend: BoardTrend, nth: number, measure: TrendMeasure, switches: Switches): number | null {
  const counts = countsOf(trend, nth);
  switch (measure) {
    case 'calls':
      return trend.offered[nth] || null;
    case 'waiting':
      return trend.waiting[nth] || null;
    case 'level':
      return serviceLevel(counts, switches);
    case 'asa':
      return counts.answered === 0 ? null : (trend.answerWaitMs[nth] ?? 0) / counts.answered;
    case 'abandonment':
      return abandonment(counts, switches);
  }
}

/** Several queues together. Slots of all are the same, but for a moment at their edges: those of before are left out. */
export function sumOfTrends(trends: readonly BoardTrend[]): BoardTrend {
  const from = Math.max(0, ...trends.map((one) => one.from));
  const same = trends.filter((one) => one.from === from);
  const slots = same[0]?.offered ?? [];
  const sum = (key: 'waiting' | 'offered' | 'answered' | 'inTime' | 'answerWaitMs' | 'abandoned') =>
    slots.map((_, nth) => same.reduce((total, one) => total + (one[key][nth] ?? 0), 0));
  const within = (nth: number, seconds: number) => same.reduce((total, one) => total + (one.abandonedWithin[nth]?.[seconds] ?? 0), 0);
  return {
    ...{ from, slotMs: same[0]?.slotMs ?? 0, waiting: sum('waiting'), offered: sum('offered'), answered: sum('answered') },
    ...{ inTime: sum('inTime'), answerWaitMs: sum('answerWaitMs'), abandoned: sum('abandoned') },
    elsewhere: slots.map((_, nth) =>
      [0, ...SHORT_ABANDON_SECONDS].map((_, part) => same.reduce((total, one) => total + (one.elsewhere[nth]?.[part] ?? 0), 0)),
    ),
    abandonedWithin: slots.map((_, nth) => SHORT_ABANDON_SECONDS.map((_, seconds) => within(nth, seconds))),
  };
}

/** What the bars tell, for who does not see them. */
export function trendWords(measure: TrendMeasure, values: readonly (number | null)[]): Words {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return words(`board.trend.none-${measure === 'waiting' ? 'waiting' : 'calls'}`);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const said = (value: number): WordValue => {
    if (measure === 'asa') return { duration: value };
    return measure === 'level' || measure === 'abandonment' ? { percent: value } : Math.round(value * 10) / 10;
  };
  const calls = known.reduce((sum, one) => sum + one, 0);
  return words(`board.trend.${measure}`, { ...(measure === 'calls' ? { calls } : {}), least: said(least), most: said(most) });
}

function countsOf({ answered, inTime, abandoned, abandonedWithin, elsewhere }: BoardTrend, nth: number) {
  const [gone = 0, ...goneWithin] = elsewhere[nth] ?? [];
  return {
    answered: answered[nth] ?? 0,
    inTime: inTime[nth] ?? 0,
    abandoned: abandoned[nth] ?? 0,
    abandonedWithin: abandonedWithin[nth] ?? [],
    elsewhere: gone,
    elsewhereWithin: goneWithin,
  };
}
