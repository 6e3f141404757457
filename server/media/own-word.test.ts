import { expect, test } from 'vitest';
import { lastMinute } from './own-word.ts';

const totals = (packets: number, lost: number) => ({ up: { packets, lost }, down: { packets: 2 * packets, lost: 0 } });

test('packets of the last minute are told, without those of before', () => {
  const minute = lastMinute();
  expect(minute(totals(1000, 50))).toEqual(totals(0, 0));
  expect(minute(totals(1100, 60))).toEqual(totals(100, 10));
  for (let word = 0; word < 10; word += 1) minute(totals(1100, 60));
  expect(minute(totals(1200, 60))).toEqual(totals(200, 10));
  expect(minute(totals(1200, 60))).toEqual(totals(100, 0));
});
