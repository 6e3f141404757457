import { expect, test } from 'vitest';
import type { Agent } from '../../routing/core/model.ts';
import { storedFigures } from './figures.ts';
import { coursesOf, TraceError } from './known-calls.ts';
import { SAME_POLICY } from './policy.ts';
import { simulatePeriod } from './simulate.ts';
import { agent, answered, at, call, past, traceWith } from './testing.ts';

/** A stored period under another policy. All times are in seconds from the beginning here. */

test('what would not have gone otherwise comes out as it was', () => {
  // One agent: 2 s to answer, 10 s of talk, 3 s of wrap-up. The second caller waits for them.
  const trace = traceWith([agent('ana')], [answered('a', 0, 0, 2, 12, 15), answered('b', 5, 15, 17, 27, 30)]);
  const simulated = simulatePeriod(trace, SAME_POLICY, 1);
  // What callers were told was not kept with these; how far off it was is known of those who were told anew: they waited 2 s and not 0.
  expect(simulated).toEqual({ ...storedFigures(trace), estimateError50: 2, estimateError90: 2 });
  expect(simulated).toMatchObject({ answered: 2, abandoned: 0, serviceLevel: 1, asa: 7, abandonment: 0 });
  expect(simulated.occupancy).toBeCloseTo((13 + 13) / 100);
});

test('a caller who gave up gives up after the same time, unless the other policy is quicker', () => {
  const late = answered('late', 5, 40, 42, 52, 55);
  const gaveUp = { ...call('gave up', 6), past: past('gave up', 6, { state: 'abandoned', endedAt: at(26), completedAt: at(26) }) };
  // The first call takes the agent until 40; then the older one is served, and the other has gone.
  const trace = traceWith([agent('ana')], [answered('first', 0, 0, 2, 37, 40), late, gaveUp]);
  expect(simulatePeriod(trace, SAME_POLICY, 1)).toMatchObject({ answered: 2, abandoned: 1, asa: (2 + 37) / 2 });
  const two = traceWith([agent('ana'), agent('bea', { french: 1 })], trace.calls);
  expect(simulatePeriod(two, SAME_POLICY, 1)).toMatchObject({ answered: 2, abandoned: 1 });
  // With the skill dropped, Bea takes the second call and is done before the third gives up.
  const wider = simulatePeriod(two, { ...SAME_POLICY, queues: { Sales: { requirement: { all: [] } } } }, 1);
  expect(wider).toMatchObject({ answered: 3, abandoned: 0, serviceLevel: 1 });
});

test('agents are there as they were: who went to lunch takes no call, who came takes the next', () => {
  const away: Agent = { ...agent('ana').agent, status: { kind: 'not-ready', code: 'lunch', since: at(20) } };
  const trace = traceWith([agent('ana')], [answered('a', 0, 0, 2, 12, 15), answered('b', 30, 50, 52, 62, 65)]);
  trace.staff.push({ at: at(20), agent: away, ready: false }, { at: at(50), agent: agent('ana').agent, ready: true });
  const simulated = simulatePeriod(trace, SAME_POLICY, 1);
  expect(simulated).toMatchObject({ answered: 2, asa: (2 + 22) / 2 });
  expect(simulated.occupancy).toBeCloseTo((13 + 13) / 70);
});

test('the same seed draws the same, and how long a patient caller would have waited is more than they did', () => {
  const calls = Array.from({ length: 40 }, (_, nth) =>
    nth % 4 === 0
      ? { ...call(`g${nth}`, nth), past: past(`g${nth}`, nth, { state: 'abandoned', endedAt: at(nth + 10), completedAt: at(nth + 10) }) }
      : answered(`c${nth}`, nth, nth + 5, nth + 6, nth + 16, nth + 18),
  );
  const trace = traceWith([agent('ana')], calls);
  expect(coursesOf(trace, 5)).toEqual(coursesOf(trace, 5));
  const courses = coursesOf(trace, 5);
  for (const one of calls) {
    const waited = one.past?.state === 'abandoned' ? 10_000 : 6000;
    const patienceMs = courses.get(one.id)?.patienceMs ?? 0;
    if (one.past?.state === 'abandoned') expect(patienceMs).toBe(waited);
    else expect(patienceMs).toBeGreaterThan(waited);
  }
  expect(simulatePeriod(trace, SAME_POLICY, 5)).toEqual(simulatePeriod(trace, SAME_POLICY, 5));
});

test('a period in which nobody was answered can’t tell how long calls take', () => {
  expect(() =>
    simulatePeriod(traceWith([agent('ana')], [{ ...call('a', 0), past: past('a', 0, { state: 'queued' }) }]), SAME_POLICY, 1),
  ).toThrow(TraceError);
});
