import { expect, test } from 'vitest';
import { barsOf, hintWords, levelOfMos } from './quality-words.ts';

test.each([
  [4.5, 'good', 4],
  [4.03, 'good', 4],
  [4, 'fair', 3],
  [3.6, 'fair', 3],
  [3.4, 'poor', 2],
  [3.1, 'poor', 2],
  [3, 'bad', 1],
  [1, 'bad', 1],
] as const)('a MOS of %s is %s, %s bars', (mos, level, bars) => {
  expect(levelOfMos(mos)).toBe(level);
  expect(barsOf(level)).toBe(bars);
});

test('a hint says which side it is and what to do', () => {
  expect(hintWords({ side: 'yours', cause: 'loss', amount: 0.08 })).toEqual({
    title: { key: 'workstation-devices.quality.hint.yours.loss', values: { share: { percent: 0.08 } } },
    remedy: { key: 'workstation-devices.quality.remedy.yours.loss' },
  });
  expect(hintWords({ side: 'others', cause: 'delay', amount: 612.4 })).toEqual({
    title: { key: 'workstation-devices.quality.hint.others.delay', values: { ms: 612 } },
    remedy: { key: 'workstation-devices.quality.remedy.theirs.delay' },
  });
});
