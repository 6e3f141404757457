import { expect, test } from 'vitest';
import { axisOf, everyNth } from './scale.ts';

test.each([
  [0, 'number', [0]],
  [9, 'count', [0, 2, 4, 6, 8, 10]],
  [3, 'count', [0, 1, 2, 3]],
  [1, 'count', [0, 1]],
  [4.4, 'number', [0, 1, 2, 3, 4, 5]],
  [0.31, 'share', [0, 0.25, 0.5, 0.75, 1]],
  [66_700, 'ms', [0, 15_000, 30_000, 45_000, 60_000, 75_000]],
  [250_000, 'ms', [0, 60_000, 120_000, 180_000, 240_000, 300_000]],
  [2 * 86_400_000, 'ms', [0, 43_200_000, 86_400_000, 129_600_000, 172_800_000]],
] as const)('an axis up to %d as %s has its marks at %j', (highest, unit, ticks) => {
  const axis = axisOf(highest, unit);
  expect(axis.ticks).toEqual(ticks);
  expect(axis.top).toBeGreaterThanOrEqual(highest);
});

test('labels are left out evenly where there is no room for all', () => {
  expect([everyNth(10, 12), everyNth(31, 10), everyNth(5, 0)]).toEqual([1, 4, 5]);
});
