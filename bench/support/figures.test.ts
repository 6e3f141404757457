import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';

test('figures are values that were measured, whatever their order', () => {
  const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(figuresOf(samples)).toEqual({ min: 1, median: 10, p90: 18, p95: 19, max: 20 });
});

test('of one measurement all figures are it', () => {
  expect(figuresOf([7])).toEqual({ min: 7, median: 7, p90: 7, p95: 7, max: 7 });
});

test('nothing has no figures', () => {
  expect(() => figuresOf([])).toThrow(RangeError);
});
