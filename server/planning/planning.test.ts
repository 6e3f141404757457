import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Forecast, PlanningScope, WhatIf, type WhatIfResult } from '../protocol/planning.ts';
import { fillPast, type PastCallFacts } from '../testing/past-calls.ts';
import { Started } from '../testing/started.ts';
import { dateAt, momentOf, plusDays } from './local-days.ts';

/** Forecast and what-if over HTTP, of a past that is known by hand, in the real tables. */

const ZONE = 'Europe/Lisbon';
const TODAY = dateAt(Date.now(), ZONE);
const YESTERDAY = plusDays(TODAY, -1);
const SALES = 'sales-portuguese';

const started = new Started();
const cookies = { administrator: '', lisbon: '', agent: '' };
beforeAll(async () => {
  await started.environment();
  await fillPast(started.folder, (ids) => {
    const ana = { id: ids.get('ana@lisbon.example') ?? '', centerId: 'lisbon' };
    const carol = { id: ids.get('carol@toronto.example') ?? '', centerId: 'toronto' };
    const calls: PastCallFacts[] = [];
    // Four weeks and a day: from 09:00 to 10:00 four calls a quarter of an hour, of 180 s. Every fourth is Carol’s.
    for (let back = 29; back >= 1; back -= 1) {
      const nine = momentOf(plusDays(TODAY, -back), 540, ZONE);
      for (let nth = 0; nth < 16; nth += 1) {
        const at = nine + nth * 225_000;
        calls.push({ at, queueId: SALES, waitMs: 0, agent: nth % 4 === 3 ? carol : ana, talkMs: 150_000, wrapupMs: 30_000 });
      }
    }
    const [from, to] = [momentOf(YESTERDAY, 480, ZONE), momentOf(YESTERDAY, 720, ZONE)];
    return { calls, ready: [ana, carol].map(({ id, centerId }) => ({ agentId: id, centerId, from, to })) };
  });
  await started.start();
  cookies.administrator = await started.signIn('admin@tandem.example');
  cookies.lisbon = await started.signIn('sofia@lisbon.example');
  cookies.agent = await started.signIn('ana@lisbon.example');
});
afterAll(() => started.close());

const ask = async (path: string, cookie: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
  const response = await started.fetch(`/api/planning${path}`, { cookie, method, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: (await response.json()) as { error?: { code: string; field?: string } } };
};
const wanted = {
  centerId: 'lisbon',
  date: null,
  queueId: null,
  intervalMinutes: 30,
  target: { kind: 'service-level', share: 0.75, withinSeconds: 20 },
  shrinkage: 0.3,
  patienceSeconds: null,
};
const forecast = async (change: object = {}, cookie = cookies.administrator) => {
  const parsed = Forecast.parse((await ask('/forecast', cookie, { ...wanted, ...change })).body);
  if (parsed.kind !== 'forecast') throw new Error('There is too little history');
  return parsed;
};

describe('the forecast', () => {
  test('of days that were all alike is what they were, with the staff that Erlang’s formula gives', async () => {
    const { slots, days, history, error, ahtSeconds, patienceSeconds, date } = await forecast();
    expect(date).toBe(plusDays(TODAY, 1));
    expect(history).toMatchObject({ days: 28, to: YESTERDAY, leftOut: [] });
    expect(error).toMatchObject({ weeks: 2, byInterval: expect.closeTo(0, 6), byDay: expect.closeTo(0, 6) });
    expect([ahtSeconds, patienceSeconds]).toEqual([180, null]);
    expect(days).toHaveLength(14);
    expect(days[0]?.calls).toBeCloseTo(16, 6);
    expect(slots.map(({ pooled }) => pooled.calls).filter((calls) => calls > 0)).toEqual([expect.closeTo(8, 6), expect.closeTo(8, 6)]);
    const nine = slots.find(({ minute }) => minute === 540);
    // 8 calls of 180 s in half an hour are 0.8 Erlang: with two agents .2286 wait, and
    // 1 − .2286 e^(−1.2 · 20 / 180) = .79996 are answered within 20 s.
    expect(nine?.pooled.erlangC).toMatchObject({ agents: 2, rostered: 3, serviceLevel: expect.closeTo(0.79996, 5) });
    expect(nine?.centers.lisbon?.calls).toBeCloseTo(6, 6);
    expect(nine?.centers.toronto?.calls).toBeCloseTo(2, 6);
    expect(nine?.pooled.erlangA).toBeNull();
    expect(slots.find(({ minute }) => minute === 0)?.pooled.erlangC?.agents).toBe(0);
  });

  test('with a patience, also Erlang A; for a queue without calls none', async () => {
    const { slots, patienceSeconds } = await forecast({ patienceSeconds: 60 });
    expect(patienceSeconds).toBe(60);
    expect(slots.find(({ minute }) => minute === 540)?.pooled.erlangA?.abandoned).toBeGreaterThan(0);
    const other = await forecast({ queueId: 'support-french' });
    expect(other.slots[18]?.pooled).toEqual({ calls: 0, erlangC: null, erlangA: null });
  });

  test('a supervisor sees their own center’s staff beside the pool’s, and by their own clock alone', async () => {
    expect((await forecast({}, cookies.lisbon)).centers.map(({ id }) => id)).toEqual(['lisbon']);
    expect(await ask('/forecast', cookies.lisbon, { ...wanted, centerId: 'toronto' })).toMatchObject({ status: 403 });
    expect(await ask('/forecast', cookies.agent, wanted)).toMatchObject({ status: 403 });
    expect(await ask('/forecast', '', wanted)).toMatchObject({ status: 401 });
    const scope = PlanningScope.parse((await ask('', cookies.lisbon)).body);
    expect(scope.centers.map(({ id }) => id)).toEqual(['lisbon']);
  });

  test.each([
    [{ date: TODAY }, 'date'],
    [{ date: plusDays(TODAY, 15) }, 'date'],
    [{ date: 'tomorrow' }, 'date'],
    [{ intervalMinutes: 20 }, 'intervalMinutes'],
    [{ shrinkage: 1 }, 'shrinkage'],
    [{ target: { kind: 'service-level', share: 1, withinSeconds: 20 } }, 'target.share'],
    [{ target: { kind: 'occupancy', most: 1 } }, 'target.most'],
    [{ patienceSeconds: 0 }, 'patienceSeconds'],
    [{ queueId: 'nowhere' }, 'queueId'],
    [{ centerId: 'nowhere' }, 'centerId'],
  ])('refuses %o by its field', async (change, field) => {
    const { status, body } = await ask('/forecast', cookies.administrator, { ...wanted, ...change });
    expect([400, 404]).toContain(status);
    expect(body.error?.field).toBe(field);
  });
});

const trial = { centerId: 'lisbon', date: YESTERDAY, staff: [], queues: [], centers: [], intervalMinutes: 60 };
const fewer = { centerId: 'lisbon', skillId: null, agents: -1, from: 0, to: 1440 };

async function outcome(body: object, cookie = cookies.administrator): Promise<WhatIf> {
  const begun = WhatIf.parse((await ask('/what-if', cookie, { ...trial, ...body })).body);
  for (;;) {
    const now = WhatIf.parse((await ask(`/what-if/${begun.id}`, cookie)).body);
    if (now.kind !== 'running') return now;
  }
}
async function result(body: object, cookie?: string): Promise<WhatIfResult> {
  const over = await outcome(body, cookie);
  if (over.kind !== 'done') throw new Error(`It is ${JSON.stringify(over)}`);
  return over.result;
}

describe('what if', () => {
  test('one agent had been away: callers who were answered at once wait, and the day as it was stays as it was', async () => {
    const { real, before, after, difference, calls, runs, missing, laterSettings, unknownStaff, intervals } = await result({
      staff: [{ ...fewer, centerId: 'lisbon' }],
    });
    expect([calls, runs, missing, laterSettings, unknownStaff]).toEqual([16, 10, 0, true, 0]);
    expect(real).toMatchObject({ answered: 16, abandoned: 0, serviceLevel: 1, asa: 0 });
    expect(before).toMatchObject({ answered: 16, serviceLevel: 1, asa: 0 });
    // Carol sells in English only: without Ana, callers come to her once they have waited for ten minutes.
    expect(after.serviceLevel).toBe(0);
    expect(after.asa).toBe(600);
    expect(difference.serviceLevel).toEqual({ mean: -1, halfWidth: 0 });
    expect(intervals.find(({ minute }) => minute === 540)?.calls).toBe(16);
  }, 60_000);

  test('one agent more, who knows what Ana does: each has less to do', async () => {
    const { before, after } = await result({ staff: [{ ...fewer, agents: 1 }] }, cookies.lisbon);
    expect([before.asa, after.asa]).toEqual([0, 0]);
    // 16 calls of 180 s: of 2 and of 3 agents' four hours.
    expect(before.occupancy).toBeCloseTo(0.1, 9);
    expect(after.occupancy).toBeCloseTo((16 * 180) / (2 * 14_400 + 86_400), 2);
  }, 60_000);

  test('their center had been closed, and a queue had asked for less sooner', async () => {
    const { skills } = PlanningScope.parse((await ask('', cookies.administrator)).body);
    const skillId = skills.find(({ name }) => name === 'Portuguese')?.id ?? '';
    const steps = [{ afterSeconds: 60, change: { kind: 'drop-skill', skillId } }];
    const closed = { centerId: 'lisbon', open: { from: 0, to: 15 } };
    const { before, after } = await result({ centers: [closed], queues: [{ queueId: SALES, steps }] });
    expect([before.asa, before.serviceLevel, after.serviceLevel]).toEqual([0, 1, 0]);
    // Without Ana they come to Carol, after a minute rather than ten.
    expect(after.asa).toBe(60);
  }, 60_000);

  test('of a day of which it was not kept who was there is not run: all callers would wait in vain', async () => {
    // Calls of two days ago are there, the agents' statuses are not.
    const over = await outcome({ date: plusDays(TODAY, -2), staff: [fewer] });
    expect(over).toMatchObject({
      kind: 'failed',
      error: { code: 'conflict', field: 'date', message: expect.stringMatching(/^Who was there/) },
    });
  });

  test('is one at a time for each person, can be given up, and is nobody else’s to see', async () => {
    const body = { ...trial, staff: [fewer] };
    const first = WhatIf.parse((await ask('/what-if', cookies.administrator, body)).body);
    const second = WhatIf.parse((await ask('/what-if', cookies.administrator, body)).body);
    expect((await ask(`/what-if/${first.id}`, cookies.administrator)).body).toEqual({ kind: 'canceled', id: first.id });
    expect(await ask(`/what-if/${second.id}`, cookies.lisbon)).toMatchObject({ status: 404 });
    expect((await ask(`/what-if/${second.id}`, cookies.administrator, undefined, 'DELETE')).body).toEqual({
      kind: 'canceled',
      id: second.id,
    });
  });

  test.each([
    [{}, 'staff'],
    [{ staff: [{ ...fewer, agents: 0 }] }, 'staff.0.agents'],
    [{ staff: [{ ...fewer, from: 600, to: 540 }] }, 'staff.0.to'],
    [{ staff: [{ ...fewer, centerId: 'nowhere' }] }, 'staff.0.centerId'],
    [{ queues: [{ queueId: 'nowhere', priority: 2 }] }, 'queues.0.queueId'],
    [{ queues: [{ queueId: SALES, strategy: 'cleverest' }] }, 'queues.0.strategy'],
    [
      { queues: [{ queueId: SALES, steps: [{ afterSeconds: -1, change: { kind: 'raise-priority', by: 1 } }] }] },
      'queues.0.steps.0.afterSeconds',
    ],
    [{ centers: [{ centerId: 'lisbon', foreignShare: 2 }] }, 'centers.0.foreignShare'],
    [{ centers: [{ centerId: 'lisbon', protectServiceLevel: 2 }] }, 'centers.0.protectServiceLevel'],
    [{ centers: [{ centerId: 'lisbon', open: { from: 60, to: 60 } }] }, 'centers.0.open.to'],
    [{ staff: [fewer], date: plusDays(TODAY, 2) }, 'date'],
    [{ staff: [fewer], date: '1999-01-01' }, 'date'],
  ])('refuses %o by its field', async (change, field) => {
    const { status, body } = await ask('/what-if', cookies.administrator, { ...trial, ...change });
    expect([400, 404, 409]).toContain(status);
    expect(body.error?.field).toBe(field);
  });

  test('a supervisor of Lisbon changes nothing of Toronto’s, also not in thought', async () => {
    const toronto = { ...fewer, centerId: 'toronto' };
    expect(await ask('/what-if', cookies.lisbon, { ...trial, staff: [toronto] })).toMatchObject({ status: 403 });
    expect(await ask('/what-if', cookies.lisbon, { ...trial, centers: [{ centerId: 'toronto', foreignShare: 0 }] })).toMatchObject({
      status: 403,
    });
  });
});
