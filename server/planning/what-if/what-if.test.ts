import { describe, expect, it } from 'vitest';
import { Failure } from '../../sockets/failure.ts';
import { SAME_POLICY } from '../replay/policy.ts';
import { agent, answered, at, BEGIN, call, past, traceWith } from '../replay/testing.ts';
import { type Comparing, compareDays } from './comparison.ts';
import { type Staffing, withStaffing } from './staffing.ts';

/** A day with other staff, and the two compared. Times in seconds. */

const change = (agents: number, from = 0, to = 100, skillId: string | null = null): Staffing => ({
  centerId: 'lisbon',
  skillId,
  agents,
  from: at(from),
  to: at(to),
});
const ready = (staff: readonly { at: number; ready: boolean; agent: { id: string } }[], id: string) =>
  staff.filter((one) => one.agent.id === id).map((one) => [(one.at - BEGIN) / 1000, one.ready]);

describe('other staff', () => {
  const away = { ...agent('ana'), at: at(60), ready: false };
  const day = traceWith([agent('ana'), agent('bea', { french: 2 }), away], []);

  it('who is added knows what the colleagues of that day knew, in turn, and goes when their time is over', () => {
    const { trace, missing } = withStaffing(day, [change(3, 20, 50)]);
    expect(missing).toBe(0);
    expect(ready(trace.staff, 'what-if-1')).toEqual([
      [20, true],
      [50, false],
    ]);
    const skills = [1, 2, 3].map((nth) => trace.staff.find((one) => one.agent.id === `what-if-${nth}`)?.agent.skills[0]?.id);
    expect(skills).toEqual(['sales', 'french', 'sales']);
    expect(trace.staff.map((one) => one.at)).toEqual(trace.staff.map((one) => one.at).toSorted((a, b) => a - b));
  });

  it('who was ready longest is taken away first, for the time, and is afterwards as they were', () => {
    const { trace, missing } = withStaffing(day, [change(-1, 10, 90)]);
    expect(ready(trace.staff, 'bea')).toEqual([
      [0, true],
      [10, false],
      [90, true],
    ]);
    expect(ready(trace.staff, 'ana')).toEqual(ready(day.staff, 'ana'));
    expect(missing).toBe(0);
    expect(ready(withStaffing(day, [change(-1, 50, 80, 'sales')]).trace.staff, 'ana')).toEqual([
      [0, true],
      [50, false],
      [80, false],
    ]);
  });

  it('who is to be taken away and is not there is counted; a skill that nobody had can’t be added', () => {
    expect(withStaffing(day, [change(-5)])).toMatchObject({ missing: 3 });
    expect(withStaffing(day, [change(-1), change(-1), change(-1)])).toMatchObject({ missing: 1 });
    expect(() => withStaffing(day, [change(-1), change(1, 0, 100, 'piano')])).toThrow(Failure);
    expect(() => withStaffing(day, [{ ...change(1), centerId: 'toronto' }])).toThrow('Nobody in this center');
  });
});

describe('a comparison', () => {
  // Two agents, two callers at once every 20 s, 12 s each: with one agent less every second caller waits 14 s.
  const calls = [0, 20, 40].flatMap((start) => [
    answered(`a${start}`, start, start, start + 2, start + 10, start + 14),
    answered(`b${start}`, start, start, start + 2, start + 10, start + 14),
  ]);
  const trace = traceWith([agent('ana'), agent('bea')], calls);
  const intervals = [0, 20, 40, 60, 80].map((start) => ({ at: at(start), to: at(start + 20), minute: start }));
  const compared = (staffing: Staffing[], options: Partial<Comparing> = {}) => {
    const { trace: changed } = withStaffing(trace, staffing);
    return compareDays({ trace, changed, policy: SAME_POLICY, intervals, runs: 3, onRun: () => true, ...options });
  };

  it('one agent less makes callers wait and the other busier, in the intervals in which they are missing', () => {
    const result = compared([change(-1, 20, 100)]);
    expect(result).toMatchObject({ runs: 3, calls: 6, real: { answered: 6, asa: 2 }, before: { answered: 6, asa: 2 } });
    expect(result.after.asa).toBeGreaterThan(4);
    expect(result.difference.asa?.mean).toBeCloseTo((result.after.asa ?? 0) - 2, 9);
    expect(result.difference.asa?.halfWidth).toBeCloseTo(0, 9); // nothing is left to chance here
    expect(result.difference.occupancy?.mean).toBeGreaterThan(0);
    expect(result.intervals.map(({ calls: came }) => came)).toEqual([2, 2, 2, 0, 0]);
    expect(result.intervals[0]?.after).toEqual(result.intervals[0]?.before);
    expect(result.intervals[1]?.after.asa).toBeGreaterThan(result.intervals[1]?.before.asa ?? 0);
    expect(result.intervals[3]?.after.serviceLevel).toBeNull();
    // Both at once were Ana’s in fact: 12 s of two agents’ 20.
    expect(result.intervals[1]?.real.occupancy).toBeCloseTo(12 / 40);
  });

  it('no change makes no difference, and runs end when they are told to', () => {
    const same = compared([]);
    expect(same.after).toEqual(same.before);
    expect(same.difference.serviceLevel).toEqual({ mean: 0, halfWidth: 0 });
    expect(compared([], { onRun: (done) => done < 2 }).runs).toBe(2);
  });

  it('what chance decides has an interval', () => {
    const gaveUp = { ...call('gave up', 41), past: past('gave up', 41, { state: 'abandoned', endedAt: at(44), completedAt: at(44) }) };
    const chancy = traceWith([agent('ana'), agent('bea')], [...calls, gaveUp]);
    const { trace: changed } = withStaffing(chancy, [change(-1)]);
    const result = compareDays({ trace: chancy, changed, policy: SAME_POLICY, intervals, runs: 12, onRun: () => true });
    expect(result.difference.abandonment?.mean).toBeGreaterThan(0);
    expect(result.difference.abandonment?.halfWidth).toBeGreaterThan(0);
  });
});
