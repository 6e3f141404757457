import { expect, test } from 'vitest';
import { bandPath, scaleOf, stepPath, ticksUpTo } from './interval-shape.ts';

test.each([
  [0, [0, 1]],
  [1, [0, 0.5, 1]],
  [7, [0, 2, 4, 6, 8]],
  [16, [0, 5, 10, 15, 20]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [1234, [0, 500, 1000, 1500]],
])('up to %d the grid has %o', (largest, ticks) => {
  expect(ticksUpTo(largest)).toEqual(ticks);
});

const scale = scaleOf({ width: 110, height: 70, left: 10, top: 10, right: 0, bottom: 10 }, 2, 10);

test('steps are as wide as their intervals, and what is not known is a gap', () => {
  expect(stepPath([10, 5], scale)).toBe('M10.0,10.0L60.0,10.0L60.0,35.0L110.0,35.0');
  expect(stepPath([null, 0], scale)).toBe('M60.0,60.0L110.0,60.0');
  expect(stepPath([null, null], scale)).toBe('');
});

test('a band goes along its upper edge and back along the lower', () => {
  expect(bandPath([0], [10], scale)).toBe('M10.0,10.0L60.0,10.0L60.0,60.0L10.0,60.0Z');
  expect(bandPath([], [], scale)).toBe('');
});
