import { describe, expect, test } from 'vitest';
import { boardTrend } from '../../../server/protocol/board-fixture.ts';
import { DEFAULT_SWITCHES } from '../../../server/protocol/formulas.ts';
import { LOCALES } from '../../../server/protocol/locale.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { sumOfTrends, TREND_MEASURES, type TrendMeasure, trendValues, trendWords } from './trend-view.ts';

const trend = boardTrend({
  ...{ waiting: [1.5, 0], offered: [4, 0], answered: [3, 0], inTime: [2, 0], answerWaitMs: [45_000, 0], abandoned: [1, 0] },
  abandonedWithin: [[0, 0, 1, 1, 1], []],
});

describe('the course of a measure', () => {
  test.each<[TrendMeasure, (number | null)[]]>([
    ['calls', [4, null]],
    ['waiting', [1.5, null]],
    ['level', [0.5, null]],
    ['asa', [15_000, null]],
    ['abandonment', [0.25, null]],
  ])('%s is counted in each quarter of an hour', (measure, values) => {
    expect(trendValues(trend, measure, DEFAULT_SWITCHES)).toEqual(values);
  });

  test('is counted as the switches say', () => {
    const switches = { countAbandons: true, shortAbandonSeconds: 10, countElsewhere: false } as const;
    expect(trendValues(trend, 'level', switches)[0]).toBeCloseTo(2 / 3);
    expect(trendValues(trend, 'abandonment', switches)[0]).toBe(0);
    expect(trendValues(trend, 'level', { countAbandons: false, shortAbandonSeconds: 0, countElsewhere: false })[0]).toBeCloseTo(2 / 3);
  });

  test('of several queues is that of their counts, not a mean of shares; older quarters are left out', () => {
    const other = boardTrend({ ...trend, answered: [9, 0], inTime: [9, 0], abandoned: [0, 0], abandonedWithin: [[], []] });
    const late = boardTrend({ ...trend, from: -900_000 });
    const sum = sumOfTrends([trend, other, late]);
    expect(trendValues(sum, 'level', DEFAULT_SWITCHES)).toEqual([11 / 13, null]);
    expect(sum).toMatchObject({ waiting: [3, 0], offered: [8, 0], answerWaitMs: [90_000, 0] });
    expect(sumOfTrends([]).offered).toEqual([]);
  });

  test.each(TREND_MEASURES)('%s is told in words in every language, also where nothing happened', (measure) => {
    for (const locale of LOCALES)
      for (const one of [trend, boardTrend()]) {
        const said = sayIn(locale)(trendWords(measure, trendValues(one, measure, DEFAULT_SWITCHES)));
        expect(said).toContain('8');
        expect(said).not.toContain('board.');
      }
  });
});
