import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { CenterData, FinishedCall } from '../data/center-data.ts';
import type { AgentStatus } from '../protocol/common.ts';
import { CtiProcessor } from './processor.ts';

/** A center whose data server takes its time. */

const ANA = { id: 'ana', name: 'Ana', skills: [], excludedQueues: [] };
const SOLD = { name: 'Sold', children: [] };
const NO_FIGURES = { calls: 0, ahtMs: null, missed: 0 };
const open: CtiProcessor[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  vi.useRealTimers();
});

/** Ana in a wrap-up that ends by time, and what is kept of it in its order. */
async function inWrapup() {
  const kept: Pick<FinishedCall, 'disposition' | 'notes'>[] = [];
  let keep: () => Promise<void> = async () => {};
  const logged: string[] = [];
  let now = 1_000_000;
  const data = {
    centerId: 'lisbon',
    centerName: 'Lisbon',
    timeZone: 'UTC',
    agents: async () => [],
    customers: { find: async () => null, search: async () => [] },
    drafts: { read: async () => ({ notes: '', customerId: null }), save: async () => {} },
    followUps: { count: async () => ({ open: 0, dueToday: 0, overdue: 0 }) },
    figures: async () => NO_FIGURES,
    messages: { unread: async () => new Map() },
    logStatus: async () => {},
    outbox: { add: async () => 1n, first: async () => null },
    logTimeline: async (_: string, status: AgentStatus) => void logged.push(status.kind),
    keepCall: async ({ disposition, notes }: FinishedCall) => {
      await keep();
      kept.push({ disposition, notes });
    },
  } as unknown as CenterData;
  const link = { key: 'x'.repeat(16), epoch: 'e', log: pino({ level: 'silent' }) };
  const processor = await CtiProcessor.open({ data, link, now: () => now });
  open.push(processor);
  processor.run({ kind: 'connect', profile: ANA, workstationId: 'w' });
  const caller = { name: 'Maria', email: null, customerId: null, page: null, question: null };
  const contact = {
    callId: 'k',
    conversationId: 'k',
    reservationId: 'k.1',
    queueId: 'q',
    queueName: 'Q',
    caller,
    enqueuedAt: now,
    why: [],
  };
  const times = { acceptedAt: now, connectedAt: now, endedAt: now, wrapupSeconds: 60, wrapupExtensionSeconds: 0 };
  const wrapup = { ...contact, ...times, invitation: null, reason: 'caller-hung-up', wrapupEnds: 'time', dispositions: [SOLD] } as const;
  const work = { kind: 'wrapup' as const, channel: 'voice' as const, ...wrapup, why: [], dispositions: [SOLD] };
  processor.run({ kind: 'work', message: { at: now, agentId: 'ana', token: 1, works: [{ token: 1, work }], ended: [] } });
  const finish = (notes: string) => processor.finishWrapup('ana', 'w', { callId: 'k', disposition: ['Sold'], notes });
  const timeIsUp = () => {
    now += 60_000;
    processor.run({ kind: 'tick' });
  };
  const whenKeeping = (act: () => Promise<void>) => {
    keep = act;
  };
  return { kept, logged, finish, timeIsUp, whenKeeping, desk: processor.desk, processor };
}

test('what the agent says of a call stands, when time is up while it is being kept', async () => {
  const { kept, finish, timeIsUp, whenKeeping } = await inWrapup();
  const { promise, resolve } = Promise.withResolvers<void>();
  whenKeeping(() => promise);
  const finished = finish('Bought two');
  timeIsUp();
  resolve();
  await finished;
  expect(kept).toEqual([{ disposition: 'Sold', notes: 'Bought two' }]);
});

test('what could not be kept as the agent said it is kept as time ended it, with what they wrote', async () => {
  const { kept, finish, timeIsUp, whenKeeping } = await inWrapup();
  const { promise, reject } = Promise.withResolvers<void>();
  whenKeeping(() => promise);
  const finished = finish('Bought two');
  timeIsUp();
  whenKeeping(async () => {});
  reject(new Error('the database is away'));
  await expect(finished).rejects.toThrow('away');
  await expect.poll(() => kept).toEqual([{ disposition: null, notes: 'Bought two' }]);
});

test('a call is finished once, however often that is asked', async () => {
  const { kept, finish, whenKeeping } = await inWrapup();
  const { promise, resolve } = Promise.withResolvers<void>();
  whenKeeping(() => promise);
  const [first, second] = [finish('First'), finish('Second')];
  await expect(second).rejects.toMatchObject({ code: 'conflict' });
  resolve();
  await first;
  expect(kept).toEqual([{ disposition: 'Sold', notes: 'First' }]);
});

test('one agent can’t search without end: each search looks through all customers', async () => {
  const { desk } = await inWrapup();
  const searches = Array.from({ length: 30 }, () => desk.search({ agentId: 'ana', workstationId: 'w' }, { query: 'maria' }));
  const results = await Promise.allSettled(searches);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  expect(results.at(-1)).toMatchObject({ reason: { code: 'too-many' } });
});

test('after a start an agent is logged to do nothing before it is known what they have in hand', async () => {
  vi.useFakeTimers();
  const { logged, finish, processor } = await inWrapup();
  expect(logged).toEqual([]);
  processor.linkTo(['http://127.0.0.1:1']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(logged).toEqual(['wrapup']);
  await finish('Bought two');
  await vi.waitFor(() => expect(logged).toEqual(['wrapup', 'offline']));
});
