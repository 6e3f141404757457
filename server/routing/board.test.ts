import { expect, test } from 'vitest';
import { buildBoard } from './board.ts';
import { queue, World } from './core/testing.ts';
import { DayBook } from './day-book.ts';

const board = (world: World, day = new DayBook([], world.state)) => buildBoard(world.state, day, world.now, world.settings);

test('who waits is shown with place and estimate, and what a new caller would wait', () => {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  // A call of a minute, so that something is known.
  const first = world.call();
  world.connect(first);
  const acting = world.acting(first);
  world.pass(60_000);
  world.do({ kind: 'caller-left', callId: first });
  world.do({ kind: 'complete', disposition: null, ...acting });
  world.settle('ana', 'on-call');
  const waiting = [world.call(), world.call()];
  const { calls, queues } = board(world);
  const shown = waiting.map((id) => calls.find((call) => call.id === id));
  expect(shown.map((call) => call?.position)).toEqual([1, 2]);
  const [one, two] = shown.map((call) => call?.estimatedWaitMs ?? 0);
  expect(one).toBeGreaterThan(0);
  expect(two).toBeGreaterThan(one ?? 0);
  expect(queues.find(({ id }) => id === 'sales')?.estimatedWaitMs).toBeGreaterThan(two ?? 0);
  expect(queues.find(({ id }) => id === 'support')?.estimatedWaitMs).toBeNull();
});

test('a call that is offered to several names them all, and has its decision while it is', () => {
  const world = new World([queue('sales', { sales: 1 }, { offersAtOnce: 2 })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  world.agent('joao', 'lisbon', { sales: 1 });
  const id = world.call();
  const [offered] = board(world).calls;
  expect(offered).toMatchObject({ state: 'offered', estimatedWaitMs: null, agentId: world.agentOf(id) });
  expect(offered?.agentName?.split(', ').sort()).toEqual(['ana', 'joao']);
  expect(offered?.decidedAt).toBe(world.now);
  for (const agentId of world.agentsOf(id)) world.do({ kind: 'reject', reason: 'declined', ...world.acting(id, agentId) });
  expect(board(world).calls[0]).toMatchObject({ state: 'queued', agentId: null, decidedAt: null });
});

test('agents count as available for a queue where they have the skills and are of its centers', () => {
  const world = new World([queue('sales', { sales: 2 }, { centers: ['lisbon'] })]);
  world.agent('ana', 'lisbon', { sales: 3 });
  world.agent('rui', 'lisbon', { sales: 1 });
  world.agent('carol', 'toronto', { sales: 3 });
  const { queues, totals } = board(world);
  expect(queues[0]?.availableAgents).toBe(1);
  expect(totals.available).toBe(3);
});

test('how far the estimates were off is told once calls have been answered', () => {
  const world = new World();
  const day = new DayBook([], world.state);
  let seen = 0;
  const shown = () => {
    for (const event of world.log.slice(seen)) day.take(event);
    seen = world.log.length;
    return board(world, day).queues.find(({ id }) => id === 'sales');
  };
  expect(shown()?.estimateError).toBeNull();
  world.agent('ana', 'lisbon', { sales: 1 });
  const id = world.call(); // somebody is free: nothing to wait for was the estimate
  world.now += 3000;
  world.connect(id);
  expect(shown()).toMatchObject({ estimateError: { medianMs: 3000, p90Ms: 3000 }, answered: 1 });
});

test('who is asked in by an agent is no caller who waited: handle time counts, and nothing else', () => {
  const world = new World();
  const day = new DayBook([], world.state);
  let seen = 0;
  const sales = () => {
    for (const event of world.log.slice(seen)) day.take(event);
    seen = world.log.length;
    return board(world, day).queues.find(({ id }) => id === 'sales');
  };
  world.agent('ana', 'lisbon', { sales: 1 });
  const call = world.call();
  world.connect(call);
  world.agent('carol', 'toronto', { support: 1 });
  const acting = world.acting(call);
  world.pass(60_000);
  world.do({ kind: 'control', action: { kind: 'add', target: { kind: 'agent', agentId: 'carol' }, note: null }, ...acting });
  world.pass(10_000);
  const asked = [...world.state.calls.keys()].at(-1) ?? '';
  expect(sales()).toMatchObject({ offered: 1, ringing: 0, talking: 1, answered: 1 });
  world.connect(asked);
  const carol = world.acting(asked);
  world.pass(20_000);
  world.do({ kind: 'agent-hang-up', ...carol });
  world.do({ kind: 'complete', disposition: null, ...carol });
  expect(sales()).toMatchObject({ offered: 1, talking: 1, answered: 1, asaMs: 0, ahtMs: 20_000 });
  world.do({ kind: 'caller-left', callId: call });
  world.do({ kind: 'complete', disposition: null, ...acting });
  expect(sales()).toMatchObject({ offered: 1, answered: 1, asaMs: 0, ahtMs: (90_000 + 20_000) / 2 });
  expect(board(world, day).totals.over).toBe(1);
});

test('who is booked and has not come is no caller who waits', () => {
  const world = new World();
  const id = world.call('sales', { scheduled: { comesBy: world.now + 600_000 } });
  expect(board(world).totals).toMatchObject({ waiting: 0, oldestEnqueuedAt: null });
  expect(board(world).calls).toMatchObject([{ id, away: 'caller' }]);
  world.do({ kind: 'caller-back', callId: id });
  expect(board(world).totals.waiting).toBe(1);
});

test('a caller whom a supervisor has taken over is theirs by name, and so that nobody listens in on them', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call();
  world.connect(callId);
  expect(board(world).calls).toMatchObject([{ id: callId, agentName: 'ana', takenOver: false }]);
  const supervisor = { id: 'sofia', name: 'Sofia Almeida' };
  expect(world.do({ kind: 'take-over', callId, token: world.acting(callId).token, supervisor })).toEqual({ ok: true });
  expect(board(world).calls.find(({ id }) => id !== callId)).toMatchObject({
    state: 'connected',
    agentName: 'Sofia Almeida',
    takenOver: true,
  });
  expect(board(world).calls.find(({ id }) => id === callId)).toMatchObject({ state: 'wrapup', takenOver: false });
});
