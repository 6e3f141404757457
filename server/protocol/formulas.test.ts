import { describe, expect, test } from 'vitest';
import type { AgentStatus } from './common.ts';
import { abandonment, DEFAULT_SWITCHES, type LevelCounts, occupancy, type Switches, serviceLevel, timeUntil } from './formulas.ts';

// Ten answered, eight of them in time; four left: one within 5 s, another within 10 s, a third within 20 s. Two left for something else.
const day: LevelCounts = {
  answered: 10,
  inTime: 8,
  abandoned: 4,
  abandonedWithin: [0, 1, 2, 3, 3],
  elsewhere: 2,
  elsewhereWithin: [0, 0, 1, 1, 1],
};
const none: LevelCounts = { ...day, answered: 0, inTime: 0, abandoned: 0, abandonedWithin: [0, 0, 0, 0, 0] };

describe('with switches', () => {
  test.each<[Partial<Switches>, LevelCounts, level: number | null, abandonment: number | null]>([
    [{}, day, 8 / 14, 4 / 14],
    [{ shortAbandonSeconds: 5 }, day, 8 / 13, 3 / 13],
    [{ shortAbandonSeconds: 10 }, day, 8 / 12, 2 / 12],
    [{ shortAbandonSeconds: 30 }, day, 8 / 11, 1 / 11],
    [{ countAbandons: false }, day, 8 / 10, 4 / 14],
    [{ countAbandons: false, shortAbandonSeconds: 10 }, day, 8 / 10, 2 / 12],
    [{ countElsewhere: true }, day, 8 / 16, 6 / 16],
    [{ countElsewhere: true, shortAbandonSeconds: 10 }, day, 8 / 13, 3 / 13],
    [{ countElsewhere: true, countAbandons: false }, day, 8 / 10, 6 / 16],
    [{}, none, null, null],
    [{ countAbandons: false }, { ...none, abandoned: 3 }, null, 1],
    [{ shortAbandonSeconds: 5 }, { ...none, abandoned: 1, abandonedWithin: [0, 1, 1, 1, 1] }, null, null],
  ])('%j: service level and abandonment', (change, counts, level, share) => {
    const switches = { ...DEFAULT_SWITCHES, ...change };
    expect(serviceLevel(counts, switches)).toEqual(level);
    expect(abandonment(counts, switches)).toEqual(share);
  });
});

describe('occupancy', () => {
  const until = { busyMs: 30_000, readyMs: 60_000 };
  test.each<[AgentStatus['kind'], number | null]>([
    ['available', 30 / 100],
    ['on-call', 70 / 100],
    ['wrapup', 70 / 100],
    ['reserved', 30 / 100],
    ['not-ready', 30 / 60],
    ['missed', 30 / 60],
    ['offline', 30 / 60],
  ])('of one who is %s for 40 s now', (kind, share) => {
    expect(occupancy([timeUntil(until, { kind, since: 100_000 }, 0, 140_000)])).toBe(share);
  });

  test.each([
    ['available', { ms: 10_000, since: null }, 40_000],
    ['available', { ms: 10_000, since: 130_000 }, 50_000],
    ['reserved', { ms: 0, since: 50_000 }, 70_000],
    ['on-call', { ms: 10_000, since: 130_000 }, 70_000],
    ['not-ready', { ms: 10_000, since: 130_000 }, 30_000],
  ] as const)('of one who is %s for 40 s, with text conversations %o in hand', (kind, texts, busyMs) => {
    expect(timeUntil({ ...until, texts }, { kind, since: 100_000 }, 0, 140_000).busyMs).toBe(busyMs);
  });

  test('of several is that of their time together; of nobody it is none', () => {
    expect(occupancy([until, { busyMs: 0, readyMs: 60_000 }])).toBe(0.25);
    expect(occupancy([])).toBeNull();
  });

  test('what began yesterday counts from midnight', () => {
    expect(timeUntil({ busyMs: 0, readyMs: 0 }, { kind: 'on-call', since: 1000 }, 5000, 9000)).toEqual({ busyMs: 4000, readyMs: 4000 });
  });
});
