import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calmWait } from './calm-wait.ts';

const wait = fc.double({ min: 0, max: 3_600_000, noNaN: true });

test.each([
  [0, 30_000],
  [1, 30_000],
  [30_000, 30_000],
  [31_000, 60_000],
  [95_000, 120_000],
  [180_000, 180_000],
  [181_000, 240_000],
  [601_000, 660_000],
])('a wait of %d ms is told as %d ms', (ms, told) => {
  expect(calmWait(ms, null)).toBe(told);
});

test('nothing known is nothing told', () => {
  expect(calmWait(null, 60_000)).toBeNull();
});

test('an estimate that moves to and fro around a step is told as one', () => {
  let told: number | null = null;
  for (const ms of [58_000, 61_000, 59_000, 70_000, 62_000]) {
    told = calmWait(ms, told);
    expect(told).toBe(60_000);
  }
});

test('what is told is never none, and never off by more than one and a half steps', () => {
  fc.assert(
    fc.property(fc.array(wait, { minLength: 1, maxLength: 30 }), (waits) => {
      let told: number | null = null;
      for (const ms of waits) {
        told = calmWait(ms, told);
        expect(told).not.toBeNull();
        expect(told).toBeGreaterThanOrEqual(30_000);
        expect(Math.abs((told ?? 0) - ms)).toBeLessThanOrEqual(90_000);
      }
    }),
  );
});
