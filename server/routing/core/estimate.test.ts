import { describe, expect, test } from 'vitest';
import { estimatedWaits, estimateFor } from './estimate.ts';
import { only, serve } from './testing.ts';

describe('the estimated wait', () => {
  test('is 0 with somebody free, unknown before the first call is over, and then place × handle time ÷ agents', () => {
    const world = only({});
    expect(estimateFor(world.state, 'sales', world.now)).toBeNull();
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('bruno', 'lisbon', { sales: 1 });
    expect(estimateFor(world.state, 'sales', world.now)).toBe(0);
    serve(world, world.call(), 120_000);
    for (const call of [world.call(), world.call()]) world.connect(call);
    const [first, second] = [world.call(), world.call()];
    const waits = estimatedWaits(world.state, world.now);
    expect([waits.get(first), waits.get(second)]).toEqual([60_000, 120_000]);
    expect(world.get(second).estimatedWaitMs).toBe(120_000);
  });

  test('forgets how fast a line moved once it has ended, also by sending its last caller away', () => {
    const world = only({ maxWaitMs: 600_000 });
    world.agent('ana', 'lisbon', { sales: 1 });
    serve(world, world.call(), 100_000);
    world.connect(world.call());
    for (let n = 0; n < 3; n += 1) world.call();
    world.pass(600_000);
    expect(world.state.stats.queues.sales?.leftAt).toEqual([]);
  });

  test('follows how fast the line really moves', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 1 });
    serve(world, world.call(), 100_000);
    const line = Array.from({ length: 30 }, () => world.call());
    for (const call of line.slice(0, 24)) serve(world, call, 20_000);
    const estimate = estimatedWaits(world.state, world.now).get(line[26] ?? '') ?? 0;
    // Two are before them, and each takes 20 s by now: not the 100 s of the first.
    expect(estimate).toBeGreaterThan(40_000);
    expect(estimate).toBeLessThan(90_000);
  });
});
