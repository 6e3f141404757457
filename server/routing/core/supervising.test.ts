import { describe, expect, test } from 'vitest';
import { only, queue, serve, World } from './testing.ts';

const by = { byName: 'Sofia' };
const twoQueues = () => new World([queue('sales', { sales: 1 }), queue('support', { support: 1 })]);

describe('a waiting call that a supervisor moves', () => {
  test('keeps its enqueue time, and is offered by the other queue’s rules', () => {
    const world = twoQueues();
    world.agent('ana', 'lisbon', { support: 3 });
    const call = world.call('sales');
    const { enqueuedAt } = world.get(call);
    world.pass(6000);
    expect(world.do({ kind: 'move-call', callId: call, queueId: 'support', ...by })).toEqual({ ok: true });
    expect(world.get(call)).toMatchObject({ queueId: 'support', enqueuedAt, turnFrom: enqueuedAt, cameFrom: ['sales'] });
    expect(world.agentOf(call)).toBe('ana');
    expect(world.log.find((event) => event.kind === 'call-moved')).toMatchObject({ cause: 'supervisor', byName: 'Sofia' });
  });

  test('to the queue that it is in stays as it is', () => {
    const world = twoQueues();
    const call = world.call('sales');
    const before = world.log.length;
    expect(world.do({ kind: 'move-call', callId: call, queueId: 'sales', ...by })).toEqual({ ok: true });
    expect(world.log).toHaveLength(before);
  });

  test.each([
    ['to no queue', {}, 'nowhere', 'There is no such queue'],
    ['to one that is closed', { closed: true }, 'support', 'support is closed now. Choose another queue.'],
    ['to one that is full', { maxLength: 0 }, 'support', 'support is full now. Choose another queue.'],
  ] as const)('%s is refused with the field, and waits on', (_, change, queueId, message) => {
    const world = new World([queue('sales', { sales: 1 }), queue('support', { support: 1 }, change)]);
    const call = world.call('sales');
    const before = world.log.length;
    expect(world.do({ kind: 'move-call', callId: call, queueId, ...by })).toMatchObject({
      ok: false,
      error: { message, field: 'queueId' },
    });
    expect(world.log).toHaveLength(before);
  });

  test('is refused once it is offered to somebody, or over', () => {
    const world = twoQueues();
    world.agent('ana', 'lisbon', { sales: 3 });
    const call = world.call('sales');
    const refused = { ok: false, error: { code: 'conflict', message: 'This call waits no longer' } };
    expect(world.do({ kind: 'move-call', callId: call, queueId: 'support', ...by })).toMatchObject(refused);
    expect(world.do({ kind: 'prioritize-call', callId: call, ...by })).toMatchObject(refused);
    expect(world.do({ kind: 'prioritize-call', callId: 'none', ...by })).toMatchObject(refused);
  });
});

describe('a waiting call that a supervisor puts first', () => {
  test('is served before older calls and those of higher priority, and the decision says why', () => {
    const world = new World([queue('sales', { sales: 1 }), queue('vip', { sales: 1 }, { priority: 5 })]);
    world.call('sales');
    world.call('vip');
    world.pass(10_000);
    const last = world.call('sales');
    world.do({ kind: 'prioritize-call', callId: last, ...by });
    world.agent('ana', 'lisbon', { sales: 3 });
    expect(world.agentOf(last)).toBe('ana');
    expect(world.get(last).decision?.why).toContain('put first by Sofia');
    expect(world.get(last).decision?.reasons?.[0]).toContainEqual({ kind: 'put-first', byName: 'Sofia' });
  });

  test('twice is first once; then another is before it', () => {
    const world = only({});
    const [one, two, three] = [world.call(), world.call(), world.call()];
    world.do({ kind: 'prioritize-call', callId: two, ...by });
    const before = world.log.length;
    world.do({ kind: 'prioritize-call', callId: two, ...by });
    expect(world.log).toHaveLength(before);
    world.do({ kind: 'prioritize-call', callId: three, ...by });
    world.agent('ana', 'lisbon', { sales: 3 });
    expect(world.agentOf(three)).toBe('ana');
    serve(world, three, 4000);
    expect(world.agentOf(two)).toBe('ana');
    serve(world, two, 4000);
    expect(world.agentOf(one)).toBe('ana');
  });

  test('keeps it when an offer is declined', () => {
    const world = only({});
    world.call();
    const late = world.call();
    world.do({ kind: 'prioritize-call', callId: late, ...by });
    world.agent('ana', 'lisbon', { sales: 3 });
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(late) });
    world.agent('rui', 'lisbon', { sales: 3 });
    expect(world.agentOf(late)).toBe('rui');
  });
});

describe('an agent who takes no calls of a queue', () => {
  test('is passed over for them, with the reason, and has the calls of others that ask for the same', () => {
    const world = new World([queue('sales', { sales: 1 }), queue('returns', { sales: 1 })]);
    world.agent('ana', 'lisbon', { sales: 3 });
    world.change('ana', { excludedQueues: ['returns'] });
    world.agent('rui', 'toronto', { sales: 3 });
    const call = world.call('returns');
    expect(world.agentOf(call)).toBe('rui');
    expect(world.get(call).decision?.passedOver).toContainEqual({
      agentId: 'ana',
      centerId: 'lisbon',
      reason: 'takes no calls of this queue',
    });
    expect(world.agentOf(world.call('sales'))).toBe('ana');
  });

  test('has what waits there as soon as they take them again', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 3 });
    world.change('ana', { excludedQueues: ['sales'] });
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.change('ana', { excludedQueues: [] });
    expect(world.agentOf(call)).toBe('ana');
  });

  test('is not waited for as the one whom the caller spoke to last', () => {
    const world = only({ preferredMs: 30_000 });
    world.agent('ana', 'lisbon', { sales: 3 });
    world.agent('rui', 'lisbon', { sales: 3 });
    world.change('ana', { excludedQueues: ['sales'] });
    expect(world.agentOf(world.call('sales', { preferredAgentId: 'ana' }))).toBe('rui');
  });

  test('who are all who are signed in make its calls ask for less at once', () => {
    const drop = { afterMs: 60_000, change: { kind: 'drop-skill' as const, skillId: 'sales' } };
    const world = only({ steps: [drop] }, { sales: 1 });
    world.agent('ana', 'lisbon', { sales: 3 });
    world.change('ana', { excludedQueues: ['sales'] });
    world.agent('rui', 'lisbon', { support: 3 });
    expect(world.agentOf(world.call())).toBe('rui');
  });
});

describe('a queue that a supervisor closes', () => {
  test('sends those who wait where it says, and takes nobody until it is opened', () => {
    const world = new World([queue('sales', { sales: 1 }, { whenClosed: { kind: 'queue', queueId: 'support' } }), queue('support', {})]);
    const call = world.call('sales');
    world.shut('sales', true);
    expect(world.get(call)).toMatchObject({ queueId: 'support' });
    expect(world.get(world.call('sales'))).toMatchObject({ queueId: 'support' });
    world.shut('sales', false);
    expect(world.get(world.call('sales'))).toMatchObject({ queueId: 'sales' });
  });

  test('tells those who wait what it says when it is closed', () => {
    const world = only({});
    const call = world.call();
    world.shut('sales', true);
    expect(world.state.calls.has(call)).toBe(false);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', reason: 'queue-closed', wayOn: { text: 'We are closed' } });
  });

  test('lets who is ringing be answered; declined, they go where it says', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 3 });
    world.agent('rui', 'lisbon', { sales: 3 });
    const [answered, declined] = [world.call(), world.call()];
    world.shut('sales', true);
    world.connect(answered);
    expect(world.get(answered).state.kind).toBe('connected');
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(declined) });
    expect(world.state.calls.has(declined)).toBe(false);
  });
});
