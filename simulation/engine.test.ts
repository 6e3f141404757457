import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, lineFigures, type Speed, twoSpeeds } from '../server/planning/erlang.ts';
import { estimate } from '../server/planning/statistics.ts';
import { type RunResult, simulate } from './engine.ts';
import { readyCase } from './read-case.ts';
import { changed, SMALL, small } from './testing.ts';

const HOUR = 3600;
const runs = (count: number, run: (nth: number) => RunResult) => Array.from({ length: count }, (_, nth) => run(nth + 1));

/** How many standard errors a figure is off. Beyond 4 is no chance any more; `precise` is how wide the interval may be, relative. */
function standardErrorsOff(results: readonly RunResult[], figure: string, exact: number, precise: number): number {
  const { mean, halfWidth } = estimate(results.map((result) => result.figures[figure] ?? Number.NaN));
  const half = halfWidth ?? Number.NaN;
  expect(half / exact, `${figure} is not measured precisely enough`).toBeLessThan(precise);
  return Math.abs(mean - exact) / (half / 2.26);
}

/** A single group of agents in front of Poisson arrivals, as the formulas have it. */
function inEquilibrium({ arrivalRate, meanServiceSeconds, agents, places, meanPatienceSeconds }: Line, seconds: number) {
  return small({
    ...changed('agents', { count: agents }),
    ...changed('queues', { maxLength: places ?? null }),
    ...changed('arrivals', {
      perHour: arrivalRate * HOUR,
      service: { kind: 'exponential', meanSeconds: meanServiceSeconds },
      patience: meanPatienceSeconds === undefined ? null : { kind: 'exponential', meanSeconds: meanPatienceSeconds },
    }),
    warmUpSeconds: 2 * HOUR,
    seconds,
  });
}

describe('the core in simulation gives what queueing theory does', () => {
  it.each<[string, Line]>([
    ['Erlang C', { arrivalRate: 100 / 1800, meanServiceSeconds: 180, agents: 14 }],
    ['Erlang A', { arrivalRate: 0.1, meanServiceSeconds: 60, agents: 6, meanPatienceSeconds: 90 }],
    ['three places for waiting', { arrivalRate: 0.1, meanServiceSeconds: 60, agents: 6, places: 3 }],
  ])('%s', (_, line) => {
    const ready = inEquilibrium(line, 12 * HOUR);
    const results = runs(10, (run) => simulate(ready, 3, run));
    const exact = lineFigures(line);
    expect(standardErrorsOff(results, 'waited', exact.waited, 0.2)).toBeLessThan(4);
    expect(standardErrorsOff(results, 'meanWait', exact.meanWait, 0.4)).toBeLessThan(4);
    expect(standardErrorsOff(results, 'meanQueue', exact.meanQueue, 0.4)).toBeLessThan(4);
    expect(standardErrorsOff(results, 'occupancy', exact.occupancy, 0.03)).toBeLessThan(4);
    if (line.meanPatienceSeconds !== undefined) expect(standardErrorsOff(results, 'abandoned', exact.abandoned, 0.25)).toBeLessThan(4);
    if (line.places !== undefined) expect(standardErrorsOff(results, 'blocked', exact.blocked, 0.25)).toBeLessThan(4);
  });

  it('a mean service time of a few milliseconds is not rounded', () => {
    const line = { arrivalRate: 500, meanServiceSeconds: 0.002, agents: 2 };
    const one = inEquilibrium(line, 40);
    const ready = { ...one, one: { ...one.one, warmUpSeconds: 1 } };
    const results = runs(4, (run) => simulate(ready, 1, run));
    expect(standardErrorsOff(results, 'meanWait', lineFigures(line).meanWait, 0.2)).toBeLessThan(8);
  });

  it('of agents of two speeds the fastest first makes fewest wait; longest idle and chance as many, and as busy', () => {
    const speeds = [60, 240].map((meanServiceSeconds) => ({ agents: 6, meanServiceSeconds })) as [Speed, Speed];
    const under = (strategy: string) => {
      const ready = small({
        agents: speeds.map(({ agents, meanServiceSeconds: meanSeconds }, nth) => ({
          group: ['fast', 'slow'][nth],
          count: agents,
          center: 'lisbon',
          skills: { sales: 3 },
          service: { kind: 'exponential', meanSeconds },
        })),
        arrivals: [{ queue: 'sales', perHour: 330 }],
        policy: { strategy },
        warmUpSeconds: 2 * HOUR,
        seconds: 10 * HOUR,
      });
      return runs(10, (run) => simulate(ready, 5, run));
    };
    const exact = twoSpeeds(330 / HOUR, ...speeds);
    const waited = (results: RunResult[]) => estimate(results.map(({ figures }) => figures.waited ?? Number.NaN)).mean;
    const [fastest, idle, chance] = [under('fastest-server'), under('longest-idle'), under('random')];
    for (const results of [idle, chance]) {
      expect(standardErrorsOff(results, 'waited', exact.waited, 0.2)).toBeLessThan(4);
      expect(standardErrorsOff(results, 'occupancy.fast', exact.occupancy[0], 0.03)).toBeLessThan(4);
      expect(standardErrorsOff(results, 'occupancy.slow', exact.occupancy[1], 0.03)).toBeLessThan(4);
    }
    expect(waited(fastest)).toBeLessThan(waited(idle) - 0.05);
    expect(waited(fastest)).toBeLessThan(waited(chance) - 0.05);
  });

  it('centers as one pool make fewer wait than apart', () => {
    const waited = (centers: number) => {
      const names = Array.from({ length: centers }, (_, nth) => `center-${nth}`);
      const ready = small({
        centers: names.map((id) => ({ id })),
        agents: names.map((id) => ({ group: id, count: 6, center: id, skills: { sales: 3 } })),
        ...changed('arrivals', { perHour: centers * 150 }),
        warmUpSeconds: 2 * HOUR,
        seconds: 30 * HOUR,
      });
      const line = { arrivalRate: (centers * 150) / HOUR, meanServiceSeconds: 120, agents: 6 * centers };
      const results = runs(6, (run) => simulate(ready, 9, run));
      expect(standardErrorsOff(results, 'waited', lineFigures(line).waited, 0.3)).toBeLessThan(4);
      return estimate(results.map(({ figures }) => figures.waited ?? Number.NaN)).mean;
    };
    expect(waited(3)).toBeLessThan(waited(1) - 0.2);
  });
});

describe('a run', () => {
  it('the same seed and run give the same figures; another seed or run others', () => {
    const ready = small({ ...changed('arrivals', { patience: { kind: 'exponential', meanSeconds: 60 } }) });
    const first = simulate(ready, 1, 1);
    expect(simulate(ready, 1, 1)).toEqual(first);
    expect(simulate(ready, 1, 2).figures).not.toEqual(first.figures);
    expect(simulate(ready, 2, 1).figures).not.toEqual(first.figures);
  });

  it('another policy is tried on the same callers', () => {
    const arrived = (strategy: string) => simulate(small({ policy: { strategy } }), 4, 1).calls.arrived;
    expect(new Set(['longest-idle', 'random', 'fastest-server'].map(arrived)).size).toBe(1);
  });

  it('without variation is foreseen to the millisecond', () => {
    // A call every 100 s, two agents, 150 s each and 30 s of writing up: nobody waits, 180 ÷ 200 of the time is work.
    const ready = small({
      ...changed('agents', { count: 2 }),
      ...changed('queues', { wrapupSeconds: 30 }),
      ...changed('arrivals', { perHour: 36, between: 'fixed', service: { kind: 'fixed', seconds: 150 } }),
      warmUpSeconds: 1000,
      seconds: 10_000,
    });
    expect(simulate(ready, 1, 1).figures).toMatchObject({
      waited: 0,
      serviceLevel: 1,
      aht: expect.closeTo(180, 6),
      occupancy: expect.closeTo(0.9, 6),
      meanQueue: 0,
    });
  });

  it('rates by interval come one after the other, then from the first again', () => {
    const ready = small({
      ...changed('arrivals', {
        perHour: undefined,
        between: 'fixed',
        intervals: [
          { seconds: 1800, perHour: 20 },
          { seconds: 1800, perHour: 0 },
          { seconds: 3600, perHour: 50 },
        ],
      }),
      seconds: 4 * HOUR,
    });
    // 60 an interval round, two rounds; the last falls on the end.
    expect(simulate(ready, 1, 1).calls.arrived).toBe(120);
  });

  it('callers whose patience is over are gone, those who are spoken to stay', () => {
    const ready = small({
      ...changed('agents', { count: 1 }),
      ...changed('arrivals', {
        perHour: 36,
        between: 'fixed',
        service: { kind: 'fixed', seconds: 250 },
        patience: { kind: 'fixed', seconds: 60 },
      }),
    });
    // Calls at 100, 200, 300 …: 100 talks until 350; 200 gives up at 260, 300 waits 50 s.
    const { figures, calls } = simulate(ready, 1, 1);
    expect(figures.asa).toBeGreaterThan(0);
    expect(figures.wait99).toBeCloseTo(60, 6);
    expect(calls.abandoned / calls.arrived).toBeCloseTo(0.6, 1);
  });

  it('an offer that is not answered makes the agent missing for a while, and the call goes on', () => {
    const ready = small({
      ...changed('agents', { count: 2, answer: { kind: 'empirical', seconds: [1, 1, 1, 60] }, missedSeconds: 120 }),
      ...changed('arrivals', { perHour: 20 }),
    });
    const { figures, calls } = simulate(ready, 1, 1);
    expect(calls.answered).toBe(calls.arrived - calls.waiting);
    expect(figures.wait50).toBeCloseTo(1, 3);
    expect(figures.wait95).toBeGreaterThan(20);
  });

  it('of several offers at once the first accept wins, and the others are free again', () => {
    const ready = small({
      ...changed('agents', { count: 6, answer: { kind: 'empirical', seconds: [1, 5, 9] } }),
      policy: { offersAtOnce: 3 },
      ...changed('arrivals', { perHour: 60 }),
    });
    const alone = simulate(small({ ...changed('agents', { count: 6, answer: { kind: 'empirical', seconds: [1, 5, 9] } }) }), 1, 1);
    const { figures, calls } = simulate(ready, 1, 1);
    expect(calls.answered).toBe(calls.arrived - calls.waiting);
    expect(figures.asa).toBeLessThan((alone.figures.asa ?? 0) - 1);
  });

  it('a center that is far away answers later by two ways there and back', () => {
    const delay = 0.4;
    const near = simulate(small(changed('agents', { count: 60 })), 1, 1);
    const far = simulate(small({ ...changed('agents', { count: 60 }), centers: [{ id: 'lisbon', linkDelaySeconds: delay }] }), 1, 1);
    expect(near.figures.asa).toBeCloseTo(0, 6);
    expect(far.figures.asa).toBeCloseTo(2 * delay, 3);
  });

  it('what callers were told is compared with what came', () => {
    const ready = inEquilibrium({ arrivalRate: 0.0475, meanServiceSeconds: 100, agents: 5 }, 50 * HOUR);
    const { figures } = simulate(ready, 1, 1);
    expect(figures.estimateError50).toBeLessThan((figures.meanWait ?? 0) * 1.5);
    expect(figures.estimateError90).toBeGreaterThan(figures.estimateError50 ?? Number.NaN);
    expect(figures.estimateLate50).toBeLessThanOrEqual(figures.estimateError50 ?? Number.NaN);
    expect(figures.estimateLate90).toBeLessThanOrEqual(figures.estimateError90 ?? Number.NaN);
  });
});

it('no call is lost or counted twice, whatever the center is like', () => {
  const seconds = (max: number) => fc.integer({ min: 0, max });
  const distribution = fc.oneof(
    seconds(300).map((value) => ({ kind: 'exponential', meanSeconds: value + 1 })),
    seconds(300).map((value) => ({ kind: 'fixed', seconds: value })),
    seconds(300).map((value) => ({ kind: 'lognormal', meanSeconds: value + 1, deviationSeconds: value / 2 + 1 })),
  );
  const skill = fc.constantFrom('sales', 'support');
  const requirement = skill.map((skillId) => ({ skillId, level: 1 }));
  const group = fc.record({
    count: fc.integer({ min: 1, max: 6 }),
    center: fc.constantFrom('lisbon', 'toronto'),
    skills: fc.dictionary(skill, fc.integer({ min: 1, max: 5 })),
    capacity: fc.integer({ min: 1, max: 2 }),
    answer: fc.oneof(fc.constant({ kind: 'fixed', seconds: 0 }), distribution),
  });
  const any = fc.record({
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    queue: fc.record({
      requirement,
      maxLength: fc.option(fc.integer({ min: 1, max: 5 })),
      maxWaitSeconds: fc.option(fc.integer({ min: 5, max: 300 })),
      wrapupSeconds: seconds(60),
      offersAtOnce: fc.integer({ min: 1, max: 3 }),
      strategy: fc.constantFrom('longest-idle', 'least-occupied', 'fastest-server', 'fewest-extra-skills', 'random'),
    }),
    stream: fc.record({
      perHour: seconds(300),
      service: distribution,
      patience: fc.option(distribution),
      requirements: fc.array(
        requirement.map((one) => ({ share: 1, requirement: one })),
        { maxLength: 2 },
      ),
    }),
    linkDelaySeconds: fc.constantFrom(0, 0.3),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(any, ({ groups, queue, stream, linkDelaySeconds, seed }) => {
      const ready = readyCase(
        {
          ...SMALL,
          centers: [{ id: 'lisbon', linkDelaySeconds }, { id: 'toronto' }],
          agents: groups.map((one, nth) => ({ group: `group-${nth}`, ...one })),
          queues: [{ id: 'sales', ...queue }],
          arrivals: [{ queue: 'sales', ...stream }],
          seconds: 2 * HOUR,
        },
        'any.json',
      );
      const { figures, calls } = simulate(ready, seed, 1);
      expect(calls.arrived).toBe(calls.answered + calls.abandoned + calls.turnedAway + calls.failed + calls.waiting);
      expect(calls.failed).toBe(0);
      expect(figures.occupancy).toBeGreaterThanOrEqual(0);
      expect(figures.occupancy).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 150 },
  );
}, 120_000);
