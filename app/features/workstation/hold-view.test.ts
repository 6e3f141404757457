import { expect, test } from 'vitest';
import { NOON } from './fixtures.ts';
import { holdView } from './hold-view.ts';

test.each([
  [0, false, 'text', 'title'],
  [59_999, false, 'text', 'title'],
  [60_000, true, 'long', 'still'],
  [3_600_000, true, 'long', 'still'],
  [-500, false, 'text', 'title'], // clocks that are not quite alike
] as const)('after %d ms on hold', (ms, long, advice, line) => {
  expect(holdView('Maria', NOON, NOON + ms)).toEqual({
    long,
    advice: { key: `workstation-call.hold.${advice}` },
    line: { key: `workstation-call.hold.${line}`, values: { name: 'Maria' } },
  });
});
