import { expect, test } from 'vitest';
import { type EndedCall, estimateError } from './measures.ts';

const answered = (estimatedWaitMs: number | null, waitMs: number): EndedCall => ({
  id: 'c',
  queueId: 'q',
  enqueuedAt: 1000,
  estimatedWaitMs,
  acceptedAt: 1000 + waitMs,
  connectedAt: 1000 + waitMs,
  endedAt: 9_000_000,
  completedAt: 9_000_000,
  outcome: 'answered',
  waited: true,
});

test('the error of estimates is their distance from the real wait, whichever way', () => {
  const calls = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((error) => answered(50_000, 50_000 + (error % 2 === 0 ? 1 : -1) * error * 1000));
  expect(estimateError(calls)).toEqual({ medianMs: 5000, p90Ms: 9000, lateMs: -1000 });
  expect(estimateError([answered(30_000, 10_000)])).toEqual({ medianMs: 20_000, p90Ms: 20_000, lateMs: -20_000 });
});

test('and with its sign it says whether callers were told too little or too much', () => {
  const late = (...errors: number[]) => estimateError(errors.map((error) => answered(30_000, 30_000 + error)))?.lateMs;
  expect([late(4000, 9000, -1000), late(-4000, -9000, 1000), late(-5000, 5000, 0)]).toEqual([4000, -4000, 0]);
});

test('calls without an estimate or an answer count for nothing', () => {
  expect(estimateError([])).toBeNull();
  expect(estimateError([answered(null, 5000), { ...answered(1000, 1000), outcome: 'abandoned', acceptedAt: null }])).toBeNull();
});
