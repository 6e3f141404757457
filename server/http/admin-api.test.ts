import { beforeEach, describe, expect, test } from 'vitest';
import { usualQueue } from '../data/testing/usual-queue.ts';
import { NO_LIMITS } from '../protocol/queue.ts';
import { Failure } from '../sockets/failure.ts';
import { type AdminApiOptions, openAdminApi } from './admin-api.ts';
import type { SignedIn } from './auth.ts';

/** What administrators send about queues and centers: what is saved, who is told, what is refused. */

const done: string[] = [];
let role: SignedIn['role'] = 'administrator';
let callsWaiting = 0;
beforeEach(() => {
  done.length = 0;
  role = 'administrator';
  callsWaiting = 0;
});

const saved = (what: string) => async () => {
  done.push(what);
  return {};
};
const api = openAdminApi({
  auth: { whoIs: async () => ({ id: 'x', name: 'X', email: 'x@example.com', role, centerId: null }) },
  catalog: {
    createQueue: saved('createQueue'),
    changeQueue: saved('changeQueue'),
    deleteQueue: saved('deleteQueue'),
    createSkill: saved('createSkill'),
    changeCenter: saved('changeCenter'),
  },
  callsIn: () => callsWaiting,
  onRoutingChanged: saved('told'),
} as unknown as AdminApiOptions).onError((error, context) =>
  error instanceof Failure ? context.json({ error: error.toWire() }, 400) : context.json({ error: String(error) }, 500),
);

async function send(method: string, path: string, body?: unknown): Promise<{ status: number; error?: unknown }> {
  const response = await api.request(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { error } = (await response.json()) as { error?: unknown };
  return { status: response.status, ...(error === undefined ? {} : { error }) };
}

test.each([
  ['POST', '/queues', usualQueue, 'createQueue'],
  ['PATCH', '/queues/sales', usualQueue, 'changeQueue'],
  ['DELETE', '/queues/sales', undefined, 'deleteQueue'],
  ['PATCH', '/centers/lisbon', { limits: NO_LIMITS }, 'changeCenter'],
  ['POST', '/skills', { name: 'German' }, 'createSkill'],
])('%s %s is saved, and then routing is told', async (method, path, body, what) => {
  expect(await send(method, path, body)).toEqual({ status: 200 });
  expect(done).toEqual([what, 'told']);
});

describe('is refused at the field, with nothing saved and nobody told:', () => {
  const raise = (afterSeconds: number) => ({ afterSeconds, change: { kind: 'raise-priority', by: 1 } });
  const weekly = [
    { day: 1, from: '09:00', to: '12:00' },
    { day: 1, from: '11:00', to: '13:00' },
  ];
  const hours = { timeZone: 'Europe/Lisbon', weekly, holidays: [] };
  test.each([
    ['steps out of order', 'PATCH', '/queues/sales', { ...usualQueue, steps: [raise(20), raise(10)] }, 'steps.1.afterSeconds'],
    ['overlapping hours', 'POST', '/queues', { ...usualQueue, hours }, 'hours.weekly.1.from'],
    ['an unknown strategy', 'POST', '/queues', { ...usualQueue, strategy: 'cheapest' }, 'strategy'],
    [
      'a level that there is not',
      'POST',
      '/queues',
      { ...usualQueue, requirement: { any: [{ skillId: 'a', level: 9 }] } },
      'requirement.any.0.level',
    ],
    ['a share above 1', 'PATCH', '/centers/lisbon', { limits: { ...NO_LIMITS, foreignShare: 2 } }, 'limits.foreignShare'],
    ['a center’s overlapping hours', 'PATCH', '/centers/lisbon', { limits: { ...NO_LIMITS, hours } }, 'limits.hours.weekly.1.from'],
  ])('%s', async (_, method, path, body, field) => {
    expect(await send(method, path, body)).toMatchObject({ status: 400, error: { code: 'bad-request', field } });
    expect(done).toEqual([]);
  });
});

test('a queue with calls in it is not deleted', async () => {
  callsWaiting = 2;
  expect(await send('DELETE', '/queues/sales')).toMatchObject({ error: { code: 'conflict' } });
  expect(done).toEqual([]);
});

test.each(['agent', 'supervisor'] as const)('of a %s nothing is taken', async (other) => {
  role = other;
  expect(await send('PATCH', '/centers/lisbon', { limits: NO_LIMITS })).toMatchObject({ error: { code: 'forbidden' } });
  expect(done).toEqual([]);
});
