import { expect, it } from 'vitest';
import { type Line, opinionOf, ratingOf } from './e-model.ts';

const mos = (line: Partial<Line>) => opinionOf(ratingOf({ loss: 0, jitterMs: 0, rttMs: 0, ...line }));

// By hand from the formulas of G.107; the borders of user satisfaction are in its annex B.
it.each([
  [100, 4.5],
  [93.2, 4.41],
  [90, 4.34],
  [80, 4.02],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
  [0, 1],
  [-5, 1],
  [3, 1], // the formula alone would fall below 1 here
])('a rating of %d is an opinion of %d', (rating, opinion) => {
  expect(opinionOf(rating)).toBeCloseTo(opinion, 2);
});

it.each<[string, Partial<Line>, number]>([
  ['nothing disturbs', {}, 93.2],
  ['a round trip that is not known', { rttMs: null }, 93.2],
  ['mouth to ear 100 ms', { rttMs: 80 }, 93.2],
  ['mouth to ear 200 ms', { rttMs: 280 }, 90.16],
  ['mouth to ear 400 ms', { rttMs: 680 }, 69.13],
  ['the same by jitter', { jitterMs: 170 }, 69.13],
  ['1 % lost', { loss: 0.01 }, 89.56],
  ['5 % lost', { loss: 0.05 }, 77.42],
  ['20 % lost', { loss: 0.2 }, 51.07],
  ['all lost', { loss: 1 }, 17.26],
  ['all at its worst', { loss: 1, jitterMs: 5000, rttMs: 10_000 }, 0],
])('%s', (_, line, rating) => {
  expect(ratingOf({ loss: 0, jitterMs: 0, rttMs: 0, ...line })).toBeCloseTo(rating, 1);
});

it('is never better for more loss, jitter or delay', () => {
  for (const [key, step] of [
    ['loss', 0.01],
    ['jitterMs', 5],
    ['rttMs', 10],
  ] as const) {
    const scores = Array.from({ length: 100 }, (__, nth) => mos({ [key]: nth * step }));
    expect(scores.every((score, nth) => nth === 0 || score <= (scores[nth - 1] ?? 0))).toBe(true);
  }
});
