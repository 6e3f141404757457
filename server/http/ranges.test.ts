import { expect, test } from 'vitest';
import { soundAnswer } from './ranges.ts';

const SOUND = Uint8Array.from({ length: 10 }, (_, index) => index);

test.each([
  [undefined, 200, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], null],
  ['bytes=2-4', 206, [2, 3, 4], 'bytes 2-4/10'],
  ['bytes=8-', 206, [8, 9], 'bytes 8-9/10'],
  ['bytes=-3', 206, [7, 8, 9], 'bytes 7-9/10'],
  ['bytes=-30', 206, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'bytes 0-9/10'],
  ['bytes=0-99', 206, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'bytes 0-9/10'],
  ['bytes=10-', 416, [], 'bytes */10'],
  ['bytes=-0', 416, [], 'bytes */10'],
  ['bytes=4-2', 200, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], null],
  ['bytes=1-2,4-5', 200, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], null],
  ['lines=1-2', 200, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], null],
])('asked for %s, the answer is %i', async (range, status, bytes, part) => {
  const answer = soundAnswer(SOUND, range);
  expect([answer.status, [...new Uint8Array(await answer.arrayBuffer())], answer.headers.get('content-range')]).toEqual([
    status,
    bytes,
    part,
  ]);
});
