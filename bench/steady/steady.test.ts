import { describe, expect, test } from 'vitest';
import { QUICK_NODE } from '../../server/testing/quick-node.ts';
import { leftBehind } from './left-behind.ts';
import { runSteady } from './run.ts';
import { slopeOf } from './slope.ts';

// The short form of `npm run bench:steady`: what it counts, never how long it took.
test('calls one after the other: everybody is answered, and nothing of a call is left in the program', { timeout: 240_000 }, async () => {
  const size = { agents: 3, callsPerSecond: 20, warmUpCalls: 8, calls: 96, lookEveryMs: null, collectEach: 1 };
  const { callers, checked, violations, begin, end, left } = await runSteady({ ...size, nodeArguments: QUICK_NODE });
  expect(violations).toEqual([]);
  expect(callers).toBe(104);
  expect(checked).toBeGreaterThan(callers * 10);
  // Each caller had a connection; the dozen to the database come and go.
  expect(end.descriptors - begin.descriptors).toBeLessThan(20);
  // What is kept of each call is seen: the limits of texts and starts forget by timers, which have not run out.
  expect(left.grown.some(({ by, example }) => by >= callers && example.startsWith("Map [ 'rlflx:"))).toBe(true);
});

describe('what is left behind', () => {
  const grown = (example: string, by = 100) => ({ by, size: by, example });
  const call = '01M85NB6Z0PF8RDN34NNC4N5AQ';

  test('is what holds something of most calls, unless it is bounded otherwise', () => {
    const bounded = [
      grown(`Map [ 'rlflx:127.0.1.1', [Record] ]`),
      grown(`Map [ '${call}', 'sales-english' ]`),
      grown(`Map [ '127.0.0.1', [Object] ]`),
    ];
    expect(leftBehind({ maps: 9, entries: 900, grown: [...bounded, grown('Set [Socket]', 89)] }, 100)).toEqual([]);
    const leak = grown(`Map [ '${call}', [Object] ]`);
    expect(leftBehind({ maps: 9, entries: 900, grown: [...bounded, leak] }, 100)).toEqual([leak]);
  });

  test('is also a second one like one that is bounded', () => {
    const twice = [grown(`Map [ '${call}', 'sales-english' ]`), grown(`Map [ '${call}', 'sales-english' ]`)];
    expect(leftBehind({ maps: 9, entries: 900, grown: twice }, 100)).toHaveLength(1);
  });
});

describe('a slope', () => {
  const hour = 3_600_000;

  test('is what the value grows by in an hour, and how far that may be off', () => {
    const line = [0, 1, 2, 3].map((n) => ({ at: 1e12 + (n * hour) / 2, value: 10 + 2 * n }));
    expect(slopeOf(line)).toEqual({ perHour: expect.closeTo(4, 6), error: expect.closeTo(0, 6), mean: 13 });
    const restless = [10, 12, 10, 12].map((value, n) => ({ at: 1e12 + n * hour, value }));
    expect(slopeOf(restless)).toEqual({ perHour: expect.closeTo(0.4, 6), error: expect.closeTo(0.566, 2), mean: 11 });
  });

  test('is none where any line would do', () => {
    expect(slopeOf([])).toBeNull();
    expect(
      slopeOf([
        { at: 0, value: 1 },
        { at: hour, value: 2 },
      ]),
    ).toBeNull();
    expect(slopeOf([0, 0, 0].map((at) => ({ at, value: 1 })))).toBeNull();
  });
});
