import { expect, test } from 'vitest';
import { ServerClock } from './clock.ts';

function clockAt(start: number) {
  let local = start;
  const clock = new ServerClock(() => local);
  return { clock, pass: (ms: number) => (local += ms) };
}

test('without a message the browser’s own clock holds', () => {
  expect(clockAt(1_000).clock.now()).toBe(1_000);
});

test('a message that was late does not set the clock back', () => {
  const { clock, pass } = clockAt(1_000);
  clock.observe(61_000);
  pass(500);
  clock.observe(61_200); // sent at 61.5 s by the first reckoning
  expect(clock.now()).toBe(61_500);
});

test('a message that was quicker than the others sets it right', () => {
  const { clock } = clockAt(1_000);
  clock.observe(60_900);
  clock.observe(61_000);
  expect(clock.now()).toBe(61_000);
});

test('when somebody sets a clock it starts over', () => {
  const { clock } = clockAt(1_000);
  clock.observe(61_000);
  clock.observe(31_000);
  expect(clock.now()).toBe(31_000);
});
