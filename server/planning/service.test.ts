import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WhatIf, WhatIfRequest } from '../protocol/planning.ts';
import { NO_LIMITS } from '../protocol/queue.ts';
import type { Supervisor } from '../supervision/grants.ts';
import { PastQuarters } from './past-quarters.ts';
import type { QuarterRow } from './plan.ts';
import type { StoredDay } from './replay/day-trace.ts';
import { agent, answered, BEGIN, traceWith } from './replay/testing.ts';
import { Planning, type PlanningOptions } from './service.ts';

/** Who may have how much thought about at once, and how long. The past is made up here; the thinking is real. */

const DAY = 86_400_000;
const alex: Supervisor = { id: 'alex', name: 'Alex', role: 'administrator', centerId: null, supervises: [] };
const sofia: Supervisor = { id: 'sofia', name: 'Sofia', role: 'supervisor', centerId: 'lisbon', supervises: [] };

const stored = (): StoredDay => {
  const { configured } = traceWith([], []);
  const { at: _, before: __, past, ...brought } = answered('a', 0, 0, 2, 12, 15);
  if (!past) throw new Error('A stored call has a past');
  const agents = ['ana', 'bea'].map((id) => ({
    id,
    name: id,
    centerId: 'lisbon',
    skills: agent(id).agent.skills,
    excludedQueues: [],
    capacity: 1,
  }));
  const timeline = agents.map(({ id }) => ({ agentId: id, kind: 'available' as const, at: BEGIN - 1 }));
  return { from: BEGIN, to: BEGIN + 100_000, configured, calls: [{ ...brought, ...past, waited: true, agentId: 'ana' }], timeline, agents };
};

let planning: Planning | null = null;
afterEach(() => planning?.close());
function open({
  limits,
  day = async () => ({ day: stored(), laterSettings: false }),
  calls = 1,
}: {
  limits?: PlanningOptions['limits'];
  day?: PlanningOptions['past']['day'];
  calls?: number;
} = {}): Planning {
  const center = { id: 'lisbon', name: 'Lisbon', timeZone: 'UTC', limits: NO_LIMITS } as Awaited<
    ReturnType<PlanningOptions['catalog']['centers']>
  >[number];
  planning = new Planning({
    past: { firstCallAt: async () => BEGIN, quarters: async () => [], callsIn: async () => calls, day },
    catalog: { centers: async () => [center], queues: async () => [], skills: async () => [] },
    now: () => BEGIN + DAY,
    log: { error: () => {} },
    ...(limits ? { limits } : {}),
  });
  return planning;
}
const request: WhatIfRequest = {
  centerId: 'lisbon',
  date: '2026-06-01',
  staff: [{ centerId: 'lisbon', skillId: null, agents: -1, from: 0, to: 1440 }],
  queues: [],
  centers: [],
  intervalMinutes: 60,
};
/** What has become of it, once it is over. */
async function over(at: Planning, { id }: WhatIf, who = alex): Promise<WhatIf> {
  await vi.waitFor(() => expect(at.look(who, id).kind).not.toBe('running'), { timeout: 20_000 });
  return at.look(who, id);
}

describe('a what-if', () => {
  test('runs in a thread of its own, and is there until it is asked for', async () => {
    const at = open({ limits: { runs: 2 } });
    const begun = await at.start(alex, request);
    expect(begun).toEqual({ kind: 'running', id: begun.id, done: 0, of: 2 });
    expect(await over(at, begun)).toMatchObject({ kind: 'done', result: { runs: 2, calls: 1, real: { answered: 1 } } });
  });

  test('that takes too long is given up', async () => {
    const at = open({ limits: { longestMs: 1 } });
    const done = await over(at, await at.start(alex, request));
    expect(done).toMatchObject({ kind: 'failed', error: { code: 'unavailable', message: 'This took too long, and was given up.' } });
  });

  test('of a day with too many calls, or while too many run, is refused; a person’s own last one makes way', async () => {
    await expect(open({ limits: { calls: 5 }, calls: 6 }).start(alex, request)).rejects.toMatchObject({
      code: 'bad-request',
      field: 'date',
    });
    const never = new Promise<null>(() => {});
    const at = open({ limits: { atOnce: 1 }, day: () => never });
    const first = await at.start(alex, request);
    await expect(at.start(sofia, request)).rejects.toMatchObject({ code: 'too-many' });
    const second = await at.start(alex, request);
    expect([at.look(alex, first.id).kind, at.look(alex, second.id).kind]).toEqual(['canceled', 'running']);
    expect(() => at.look(sofia, second.id)).toThrow('not there any more');
    expect(at.cancel(alex, second.id).kind).toBe('canceled');
    expect((await at.start(sofia, request)).kind).toBe('running');
  });

  test('of which the past can’t be read fails, and says no more than that', async () => {
    const at = open({ day: () => Promise.reject(new Error('the disk is full')) });
    const failed = await over(at, await at.start(alex, request));
    expect(failed).toMatchObject({ kind: 'failed', error: { code: 'internal', message: 'Something went wrong on our side' } });
    const nothing = open({ day: async () => null });
    expect(await over(nothing, await nothing.start(alex, request))).toMatchObject({ kind: 'failed', error: { code: 'conflict' } });
  });
});

describe('the past by quarters of an hour', () => {
  const NOW = 10 * DAY;
  const row = (at: number): QuarterRow => ({ at, queueId: 'q', centerId: null, calls: 1, handled: 0, handleMs: 0, waitMs: 0, gaveUp: 0 });

  test('is read a day at a time, and what is settled once only', async () => {
    const read = vi.fn(async (from: number) => [row(from), row(from + DAY / 2)]);
    const past = new PastQuarters(read);
    expect((await past.between(7.25 * DAY, 9.75 * DAY, NOW)).map(({ at }) => at / DAY)).toEqual([7.5, 8, 8.5, 9, 9.5]);
    await past.between(7 * DAY, 10 * DAY, NOW);
    // The last of them may still change.
    expect(read.mock.calls.map(([from]) => from / DAY)).toEqual([7, 8, 9, 9]);
  });

  test('is read again after it could not be', async () => {
    let fails = true;
    const past = new PastQuarters(async (from) => {
      if (fails) throw new Error('no database');
      return [row(from)];
    });
    await expect(past.between(DAY, 2 * DAY, NOW)).rejects.toThrow('no database');
    fails = false;
    expect(await past.between(DAY, 2 * DAY, NOW)).toHaveLength(1);
  });
});
