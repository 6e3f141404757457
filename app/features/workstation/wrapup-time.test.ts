import { describe, expect, test } from 'vitest';
import { NOON, wrapup } from './fixtures.ts';
import { moreTimeWords, wrapupTime } from './wrapup-time.ts';

const say = (ms: number) => ({ duration: ms });

describe('the time for wrap-up', () => {
  test.each([
    [0, 0, { left: say(30_000), whole: say(30_000) }],
    [12_400, 12_400, { left: say(18_000), whole: say(30_000) }],
    [30_000, 30_000, { left: say(0), whole: say(30_000) }],
    [-500, 0, { left: say(31_000), whole: say(30_000) }],
  ])('%i ms after the call', (after, usedMs, values) => {
    expect(wrapupTime(wrapup, NOON + after)).toEqual({ usedMs, words: { key: 'workstation-desk.wrapup.left', values }, late: false });
  });

  test('what is used too much is said as such', () => {
    const words = { key: 'workstation-desk.wrapup.over', values: { over: say(12_000) } };
    expect(wrapupTime(wrapup, NOON + 42_000)).toEqual({ usedMs: 42_000, words, late: true });
  });
});

test.each([
  [30, 3, { key: 'workstation-desk.wrapup.more-time', values: { more: say(30_000) } }],
  [120, 1, { key: 'workstation-desk.wrapup.more-time', values: { more: say(120_000) } }],
  [30, 0, { key: 'workstation-desk.wrapup.no-more-time' }],
  [0, 0, null],
])('with %d s to add and %d times left the button says %j', (extensionSeconds, extensionsLeft, words) => {
  expect(moreTimeWords({ extensionSeconds, extensionsLeft })).toEqual(words);
});
