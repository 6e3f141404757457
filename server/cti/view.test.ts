import { expect, test } from 'vitest';
import type { RoutedWork } from '../protocol/link.ts';
import type { AgentSession } from './core/model.ts';
import { workstationState } from './view.ts';

const wrapup: RoutedWork & { kind: 'wrapup' } = {
  kind: 'wrapup',
  channel: 'voice',
  callId: 'c1',
  conversationId: 'c1',
  invitation: null,
  reservationId: 'r1',
  queueId: 'q',
  queueName: 'Q',
  caller: { name: 'Maria', email: null, customerId: null, page: null, question: null },
  enqueuedAt: 0,
  why: [],
  acceptedAt: 1000,
  connectedAt: 2000,
  endedAt: 10_000,
  reason: 'caller-hung-up',
  wrapupSeconds: 60,
  wrapupExtensionSeconds: 30,
  wrapupEnds: 'done',
  dispositions: [{ name: 'Done', children: [] }],
};

function shown(extensions: number, change: Partial<typeof wrapup> = {}) {
  const work: AgentSession['work'] = { kind: 'held', token: 1, work: { ...wrapup, ...change }, extensions };
  const session: AgentSession = {
    id: 'ana',
    name: 'Ana',
    skills: [],
    excludedQueues: [],
    presence: { kind: 'gone', since: 0 },
    chosen: { kind: 'available', since: 0 },
    work,
    texts: [],
    overdue: new Map(),
    endedAlone: new Set(),
    afterwards: null,
    setBy: null,
    told: null,
    taken: null,
    workSince: 0,
    settled: { installation: 0, own: 0 },
  };
  return workstationState({
    rev: 1,
    now: 0,
    center: { id: 'lisbon', name: 'Lisbon' },
    session,
    status: session.chosen,
    next: null,
    today: { calls: 0, ahtMs: null, missed: 0 },
    followUps: { open: 0, dueToday: 0, overdue: 0 },
    callerOf: () => ({ customer: { kind: 'unknown' }, notes: '' }),
    messages: [],
  }).work;
}

test.each([
  [0, 70_000, 3],
  [1, 100_000, 2],
  [3, 160_000, 0],
])('a wrap-up that was extended %d times is due at %d, with %d extensions left', (extensions, dueAt, extensionsLeft) => {
  expect(shown(extensions)).toMatchObject({ kind: 'wrapup', dueAt, extensionsLeft, extensionSeconds: 30 });
});

test('a queue whose wrap-up can’t be extended has none left', () => {
  expect(shown(0, { wrapupExtensionSeconds: 0 })).toMatchObject({ dueAt: 70_000, extensionSeconds: 0, extensionsLeft: 0 });
});
