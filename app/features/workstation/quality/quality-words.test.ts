import { describe, expect, test } from 'vitest';
import {
  barsOf,
  type Heard,
  hintWords,
  type Line,
  levelOfMos,
  type QualityWatch,
  type Trouble,
  WELL,
  watchQuality,
  worstTrouble,
} from './quality-words.ts';

const well: Line = { loss: 0, jitterMs: 5, rttMs: 40 };
const party = (id: string, up: Partial<Line> | null, down: Partial<Line> | null = {}): Heard => ({
  id,
  up: up && { ...well, ...up },
  down: down && { ...well, ...down },
  mos: 4.4,
});

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

test.each<[what: string, heard: Heard[], trouble: Trouble | null]>([
  ['nothing measured', [], null],
  ['all well', [party('agent-1', {}), party('caller', {})], null],
  ['nobody sends', [party('agent-1', null, null)], null],
  ['a little loss', [party('agent-1', { loss: 0.02 })], null],
  ['your loss', [party('agent-1', { loss: 0.08 }), party('caller', {})], { side: 'yours', cause: 'loss', amount: 0.08 }],
  ['your loss on the way down', [party('agent-1', {}, { loss: 0.05 })], { side: 'yours', cause: 'loss', amount: 0.05 }],
  ['the caller’s jitter', [party('agent-1', {}), party('caller', { jitterMs: 90 })], { side: 'callers', cause: 'jitter', amount: 90 }],
  ['another agent’s delay', [party('agent-2', { rttMs: 600 })], { side: 'others', cause: 'delay', amount: 600 }],
  ['no round trip known', [party('agent-1', { rttMs: null })], null],
  ['the worse of two', [party('agent-1', { loss: 0.04 }), party('caller', { loss: 0.2 })], { side: 'callers', cause: 'loss', amount: 0.2 }],
  ['the worse of one’s own', [party('agent-1', { loss: 0.04, rttMs: 1_600 })], { side: 'yours', cause: 'delay', amount: 1_600 }],
])('with %s', (_, heard, trouble) => {
  expect(worstTrouble(heard, 'agent-1')).toEqual(trouble);
});

describe('the hint', () => {
  const loss: Trouble = { side: 'yours', cause: 'loss', amount: 0.08 };
  const after = (samples: readonly [seconds: number, trouble: Trouble | null][], from: QualityWatch = WELL) =>
    samples.reduce((watch, [seconds, trouble]) => watchQuality(watch, trouble, seconds * 1_000), from).hint;

  test.each<[what: string, samples: [number, Trouble | null][], hint: Trouble | null]>([
    [
      'waits for six seconds',
      [
        [0, loss],
        [3, loss],
      ],
      null,
    ],
    [
      'comes after six',
      [
        [0, loss],
        [3, loss],
        [6, loss],
      ],
      loss,
    ],
    [
      'starts anew when it was well between',
      [
        [0, loss],
        [3, null],
        [6, loss],
        [9, loss],
      ],
      null,
    ],
    [
      'stays through a good moment',
      [
        [0, loss],
        [6, loss],
        [9, null],
      ],
      loss,
    ],
    [
      'goes after six good seconds',
      [
        [0, loss],
        [6, loss],
        [9, null],
        [12, null],
        [15, null],
      ],
      null,
    ],
    [
      'follows the figure',
      [
        [0, loss],
        [6, loss],
        [9, { ...loss, amount: 0.2 }],
      ],
      { ...loss, amount: 0.2 },
    ],
  ])('%s', (_, samples, hint) => {
    expect(after(samples)).toEqual(hint);
  });
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
