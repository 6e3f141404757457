import { describe, expect, test } from 'vitest';
import { type Heard, type Line, type QualityWatch, type Trouble, WELL, watchQuality, worstTrouble } from './line-trouble.ts';

const well: Line = { loss: 0, jitterMs: 5, rttMs: 40 };
const party = (id: string, up: Partial<Line> | null, down: Partial<Line> | null = {}): Heard => ({
  id,
  up: up && { ...well, ...up },
  down: down && { ...well, ...down },
  mos: 4.4,
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
  [
    'delay over TCP',
    [{ ...party('agent-1', { rttMs: 600 }), overTcp: true }],
    { side: 'yours', cause: 'delay', amount: 600, overTcp: true },
  ],
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

test('a caller’s own line is theirs, an agent’s the other’s', () => {
  const bad = { loss: 0.08 };
  expect(worstTrouble([party('caller', bad), party('agent-1', {})], 'caller')?.side).toBe('yours');
  expect(worstTrouble([party('caller', {}), party('agent-1', bad)], 'caller')?.side).toBe('others');
});
