import { describe, expect, test } from 'vitest';
import { NOON, wrapup } from './fixtures.ts';
import { takenWords } from './taken-words.ts';
import { moreTimeWords, wrapupTime } from './wrapup-time.ts';

describe('the time for wrap-up', () => {
  test.each([
    [0, 0, '0:30 left of 0:30', false],
    [12_400, 12_400, '0:18 left of 0:30', false],
    [30_000, 30_000, '0:00 left of 0:30', false],
    [42_000, 42_000, '0:12 over the time for wrap-up', true],
    [-500, 0, '0:31 left of 0:30', false],
  ])('%i ms after the call', (after, usedMs, words, late) => {
    expect(wrapupTime(wrapup, NOON + after)).toEqual({ usedMs, words, late });
  });
});

test.each([
  [30, 3, 'More time (+0:30)'],
  [120, 1, 'More time (+2:00)'],
  [30, 0, 'No more time'],
  [0, 0, null],
])('with %d s to add and %d times left the button says %j', (extensionSeconds, extensionsLeft, words) => {
  expect(moreTimeWords({ extensionSeconds, extensionsLeft })).toBe(words);
});

test('that somebody else was quicker is said for a moment', () => {
  const taken = { callerName: 'Maria', at: NOON };
  expect(takenWords(null, NOON)).toBeNull();
  expect(takenWords(taken, NOON + 7999)).toBe('Answered by somebody else: Maria');
  expect(takenWords(taken, NOON + 8000)).toBeNull();
});
