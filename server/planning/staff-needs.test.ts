import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StaffTarget } from '../protocol/planning.ts';
import { agentsNeeded, type Demand } from './staff-needs.ts';

/** How many agents an interval needs, against the routing note's table and common sense. */

const half = { intervalSeconds: 1800 };
const plain = { shrinkage: 0, patienceSeconds: null };
const inTime = (share: number, withinSeconds = 20): StaffTarget => ({ kind: 'service-level', share, withinSeconds });

describe('agents needed', () => {
  it.each<[string, Demand, StaffTarget, number]>([
    // 14 agents give 88.835 % in 20 s: just enough for 88.8 %, one short of it for 88.9 %.
    ['100 calls per 30 minutes of 180 s, 88.8 % in 20 s', { calls: 100, ahtSeconds: 180, ...half }, inTime(0.888), 14],
    ['the same, 88.9 %', { calls: 100, ahtSeconds: 180, ...half }, inTime(0.889), 15],
    ['the same, 80 %', { calls: 100, ahtSeconds: 180, ...half }, inTime(0.8), 14],
    ['the same, ASA 8 s', { calls: 100, ahtSeconds: 180, ...half }, { kind: 'asa', seconds: 8 }, 14],
    ['the same, ASA 7 s', { calls: 100, ahtSeconds: 180, ...half }, { kind: 'asa', seconds: 7 }, 15],
    // 10 Erlang: 14 agents are busy for 71.4 % of the time, 13 for 76.9 %.
    ['the same, occupancy of 72 % at most', { calls: 100, ahtSeconds: 180, ...half }, { kind: 'occupancy', most: 0.72 }, 14],
    // 48 calls a minute with 50 agents: mean wait 20.83 s.
    ['48 calls a minute of 60 s, ASA 21 s', { calls: 1440, ahtSeconds: 60, ...half }, { kind: 'asa', seconds: 21 }, 50],
    ['the same, ASA 20 s', { calls: 1440, ahtSeconds: 60, ...half }, { kind: 'asa', seconds: 20 }, 51],
    // 50 Erlang of 180 s: 55 agents give an ASA of 13.84 s; ten times as many calls with 550 agents 0.06 s.
    ['one center of 50 Erlang, ASA 14 s', { calls: 500, ahtSeconds: 180, ...half }, { kind: 'asa', seconds: 14 }, 55],
  ])('%s', (_, demand, target, agents) => {
    expect(agentsNeeded(demand, { target, ...plain })).toMatchObject({ agents, rostered: agents });
  });

  it('gives the figures of the routing note’s table with them', () => {
    const need = agentsNeeded({ calls: 100, ahtSeconds: 180, ...half }, { target: inTime(0.888), ...plain });
    expect(need.serviceLevel).toBeCloseTo(0.88835, 5);
    expect(need.occupancy).toBeCloseTo(0.71429, 5);
    expect(need.asaSeconds).toBeCloseTo(7.836, 3);
    const patient = { target: { kind: 'occupancy', most: 0.931 } as const, shrinkage: 0, patienceSeconds: 120 };
    const erlangA = agentsNeeded({ calls: 1440, ahtSeconds: 60, ...half }, patient);
    expect(erlangA).toMatchObject({ agents: 50, abandoned: expect.closeTo(0.0309, 4), occupancy: expect.closeTo(0.93, 3) });
  });

  it('one pool of ten centers needs far fewer than ten centers apart', () => {
    const target: StaffTarget = { kind: 'asa', seconds: 14 };
    const alone = agentsNeeded({ calls: 500, ahtSeconds: 180, ...half }, { target, ...plain }).agents;
    const pooled = agentsNeeded({ calls: 5000, ahtSeconds: 180, ...half }, { target, ...plain });
    expect(alone).toBe(55);
    expect(pooled.agents).toBeLessThan(515);
    expect(pooled.asaSeconds).toBeLessThanOrEqual(14);
  });

  it('nobody for no calls; who is away for a quarter of the time is made up for', () => {
    expect(agentsNeeded({ calls: 0, ahtSeconds: 180, ...half }, { target: inTime(0.8), ...plain })).toMatchObject({
      agents: 0,
      rostered: 0,
    });
    const need = agentsNeeded({ calls: 100, ahtSeconds: 180, ...half }, { target: inTime(0.8), shrinkage: 0.3, patienceSeconds: null });
    expect(need).toMatchObject({ agents: 14, rostered: 20 });
  });

  it('any demand: the number is enough, one fewer is not, and patience never asks for more', () => {
    const demands = fc.record({ calls: fc.double({ min: 0.1, max: 900, noNaN: true }), ahtSeconds: fc.integer({ min: 20, max: 900 }) });
    fc.assert(
      fc.property(demands, fc.integer({ min: 50, max: 97 }), fc.integer({ min: 5, max: 120 }), (demand, percent, seconds) => {
        const share = percent / 100;
        const options = { target: inTime(share, seconds), shrinkage: 0 };
        const endless = agentsNeeded({ ...demand, ...half }, { ...options, patienceSeconds: null });
        const patient = agentsNeeded({ ...demand, ...half }, { ...options, patienceSeconds: 600 });
        expect(endless.serviceLevel).toBeGreaterThanOrEqual(share);
        expect(patient.serviceLevel).toBeGreaterThanOrEqual(share);
        expect(endless.agents).toBeGreaterThan((demand.calls * demand.ahtSeconds) / 1800);
        expect(patient.agents).toBeLessThanOrEqual(endless.agents + 1);
      }),
      { numRuns: 60 },
    );
  });
});
