import { expect, it } from 'vitest';
import { levelOf } from './meter.ts';

it.each([
  [0, 0],
  [0.001, 0], // -60 dB: the floor
  [0.0178, 0.5], // -35 dB: half way, as it is heard
  [0.316, 1], // -10 dB: loud speech
  [1, 1],
])('an amplitude of %d is a level of %d', (rms, level) => {
  expect(levelOf(rms)).toBeCloseTo(level, 2);
});
