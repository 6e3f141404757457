import { expect, test } from 'vitest';
import { type StoredDay, staffKnown, traceOfDay } from './day-trace.ts';
import { storedFigures } from './figures.ts';
import { SAME_POLICY } from './policy.ts';
import { simulatePeriod } from './simulate.ts';
import { agent, answered, at, BEGIN, call, past, traceWith } from './testing.ts';

/** A day from what is kept of it for good. Times in seconds from its beginning. */

const { configured } = traceWith([], []);
const { skills } = agent('ana').agent;
const ana: StoredDay['agents'][number] = { id: 'ana', name: 'Ana', centerId: 'lisbon', skills, excludedQueues: [], capacity: 1 };
type Entry = StoredDay['timeline'][number];
const did = (agentId: string, kind: Entry['kind'], seconds: number): Entry => ({ agentId, kind, at: at(seconds) });

function day(timeline: Entry[], calls: StoredDay['calls']): StoredDay {
  return { from: BEGIN, to: at(100), configured, calls, timeline, agents: [ana, { ...ana, id: 'bea', name: 'Bea' }] };
}
function stored(id: string, agentId: string | null, traced = answered(id, 0, 0, 2, 12, 15)): StoredDay['calls'][number] {
  const { at: _, before: __, past: known, ...brought } = traced;
  if (!known) throw new Error('A stored call has a past');
  return { ...brought, ...known, waited: true, agentId };
}

test('agents are ready from when they became so until they went, whatever they did in between', () => {
  const timeline = [
    did('ana', 'offline', -500),
    did('ana', 'available', -100),
    did('ana', 'reserved', 10),
    did('ana', 'on-call', 12),
    did('ana', 'wrapup', 20),
    did('ana', 'not-ready', 25),
    did('ana', 'available', 60),
    did('ana', 'offline', 100),
    did('gone', 'available', 5),
  ];
  const { staff } = traceOfDay(day(timeline, []));
  expect(staff.map((one) => [one.at, one.ready, one.agent.status.kind])).toEqual([
    [BEGIN, true, 'available'],
    [at(25), false, 'not-ready'],
    [at(60), true, 'available'],
  ]);
});

test('calls that wait when the day begins are served and not counted, calls in progress hold their agents', () => {
  const waiting = stored('waiting', 'bea', answered('waiting', -30, 0, 5, 20, 25));
  const inProgress = stored('in progress', 'ana', answered('in progress', -60, -50, -48, 30, 40));
  const over = stored('over', 'ana', answered('over', -90, -80, -78, -60, -55));
  const gone = stored('gone', null, {
    ...call('gone', -20),
    past: past('gone', -20, { state: 'abandoned', endedAt: at(-5), completedAt: at(-5) }),
  });
  const asked = { ...stored('asked', 'bea', answered('asked', 30, 31, 32, 40, 41)), waited: false };
  const trace = traceOfDay(day([did('ana', 'available', -100)], [over, inProgress, waiting, gone, asked]));
  expect(trace.calls).toMatchObject([{ id: 'waiting', at: BEGIN, before: true }]);
  expect(trace.busyUntil).toEqual([{ agentId: 'ana', until: at(40) }]);
  expect(trace.worked).toEqual([
    { agentId: 'ana', from: BEGIN, to: at(40) },
    { agentId: 'bea', from: at(5), to: at(25) },
    { agentId: 'bea', from: at(32), to: at(41) },
  ]);
});

test('runs again as it was: the same waits, the same answers, the same occupancy', () => {
  const calls = [stored('a', 'ana', answered('a', 0, 0, 2, 12, 15)), stored('b', 'ana', answered('b', 5, 15, 17, 27, 30))];
  const trace = traceOfDay(day([did('ana', 'available', -10), did('ana', 'offline', 50)], calls));
  const figures = storedFigures(trace);
  expect(figures).toMatchObject({ answered: 2, asa: 7, serviceLevel: 1 });
  expect(figures.occupancy).toBeCloseTo(26 / 50);
  expect(simulatePeriod(trace, SAME_POLICY, 1)).toEqual({ ...figures, estimateError50: 2, estimateError90: 2 });
});

test('calls are told apart that were answered by agents of whom it was not kept that they were there', () => {
  const calls = [
    stored('there', 'ana', answered('there', 0, 0, 2, 12, 15)),
    stored('after they had gone', 'ana', answered('after they had gone', 60, 60, 62, 70, 72)),
    stored('never there', 'bea'),
    stored('no agent any more', 'gone'),
    { ...stored('asked in', 'bea'), waited: false },
    stored('given up', null, { ...call('given up', 5), past: past('given up', 5, { state: 'abandoned', endedAt: at(9) }) }),
  ];
  const known = day([did('ana', 'available', -10), did('ana', 'offline', 50), did('gone', 'available', -10)], calls);
  expect(staffKnown(traceOfDay(known), calls)).toEqual({ answered: 4, unknown: 3 });
  // Who goes on a break with a call on the way was there.
  const onBreak = day([did('ana', 'available', -10), did('ana', 'not-ready', 1)], calls.slice(0, 1));
  expect(staffKnown(traceOfDay(onBreak), calls)).toEqual({ answered: 1, unknown: 0 });
});
