import { expect, test } from 'vitest';
import { asPercent, asShare } from './percent.ts';

test('whatever is typed to the tenth of a percent is shown again as it was typed', () => {
  for (let tenths = 0; tenths <= 1000; tenths += 1) expect(asPercent(asShare(tenths / 10))).toBe(tenths / 10);
  expect(asShare(7)).toBe(0.07);
  expect(asPercent(0.07)).toBe(7);
  expect(asShare(Number.NaN)).toBeNaN();
});
