import { describe, expect, test } from 'vitest';
import { factsOf } from './state.ts';
import { queue, World } from './testing.ts';

function twoCenters(): World {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 5 });
  world.now += 1000;
  world.agent('carol', 'toronto', { sales: 3, support: 5 });
  world.now += 1000;
  return world;
}

describe('choosing an agent', () => {
  test('the longest idle is taken, over both centers', () => {
    const world = twoCenters();
    expect(world.agentOf(world.call('sales'))).toBe('ana');
    expect(world.agentOf(world.call('sales'))).toBe('carol');
  });

  test('an agent below the required level is passed over, with the reason', () => {
    const world = new World([queue('sales', { sales: 4 })]);
    world.agent('carol', 'toronto', { sales: 3 });
    world.agent('ana', 'lisbon', { sales: 5 });
    const call = world.call('sales');
    expect(world.agentOf(call)).toBe('ana');
    expect(world.get(call).decision?.passedOver).toEqual([{ agentId: 'carol', centerId: 'toronto', reason: 'sales 3, needs 4' }]);
  });

  test('of two who were idle about as long, the one in the quieter center is taken', () => {
    const world = new World();
    world.agent('ana', 'lisbon', { sales: 5 });
    world.agent('bruno', 'lisbon', { support: 5 });
    world.agent('carol', 'toronto', { sales: 5 });
    world.pass(60_000);
    world.call('support');
    expect(world.agentOf(world.call('sales'))).toBe('carol');
  });

  test('nobody is offered a second call before their center has confirmed the end of the first', () => {
    const world = new World();
    world.agent('ana', 'lisbon', { sales: 5 });
    const first = world.call();
    world.do({ kind: 'caller-left', callId: first });
    const second = world.call();
    expect(world.agentOf(second)).toBeNull();
    world.settle('ana');
    expect(world.agentOf(second)).toBe('ana');
  });
});

describe('an offer', () => {
  test('that is not answered in time goes to the other center, and the call keeps its place', () => {
    const world = twoCenters();
    const call = world.call();
    const { enqueuedAt, place } = world.get(call);
    world.pass(20_000);
    expect(world.agentOf(call)).toBe('carol');
    expect(world.get(call)).toMatchObject({ enqueuedAt, place });
    expect(world.log.find((event) => event.kind === 'call-requeued')).toMatchObject({
      agentId: 'ana',
      end: 'timeout',
      cause: 'not-answered',
    });
  });

  test('that is declined goes to somebody else, and comes back after a while when nobody else is there', () => {
    const world = new World();
    world.agent('ana', 'lisbon', { sales: 5 });
    const call = world.call();
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(call) });
    world.settle('ana');
    expect(world.agentOf(call)).toBeNull();
    world.pass(30_000);
    expect(world.agentOf(call)).toBe('ana');
  });

  test('can’t be accepted with an older token, by another agent, or once it has expired', () => {
    const world = twoCenters();
    const call = world.call();
    const acting = world.acting(call);
    const stale = { ok: false, error: { code: 'stale-token' } };
    expect(world.do({ kind: 'accept', ...acting, token: acting.token - 1 })).toMatchObject(stale);
    expect(world.do({ kind: 'accept', ...acting, agentId: 'carol' })).toMatchObject(stale);
    expect(world.do({ kind: 'accept', ...acting, centerId: 'toronto' })).toMatchObject(stale);
    world.now += 20_000;
    expect(world.do({ kind: 'accept', ...acting })).toMatchObject(stale);
    world.beat('lisbon');
    world.do({ kind: 'tick' });
    expect(world.do({ kind: 'accept', ...acting })).toMatchObject(stale);
  });

  test('accepted twice with the same token is accepted once', () => {
    const world = twoCenters();
    const call = world.call();
    const acting = world.acting(call);
    expect(world.do({ kind: 'accept', ...acting })).toEqual({ ok: true });
    expect(world.do({ kind: 'accept', ...acting })).toEqual({ ok: true });
    expect(world.kinds().filter((kind) => kind === 'call-accepted')).toHaveLength(1);
  });

  test('to an agent who becomes unreachable goes to somebody else within 10 s of the last round trip', () => {
    const world = twoCenters();
    world.beat('toronto');
    world.beat('lisbon');
    const call = world.call();
    expect(world.agentOf(call)).toBe('ana');
    world.now += 9999;
    world.beat('toronto');
    world.report('lisbon', 'changes', []);
    world.do({ kind: 'tick' });
    expect(world.agentOf(call)).toBe('ana');
    world.now += 1;
    world.do({ kind: 'tick' });
    expect(world.agentOf(call)).toBe('carol');
  });

  test('to an agent whose workstation is reported gone goes to somebody else at once', () => {
    const world = twoCenters();
    const call = world.call();
    world.change('ana', { reachable: false });
    expect(world.agentOf(call)).toBe('carol');
  });

  test('of a center that falls silent is withdrawn, and the center gets none until it has reported in full', () => {
    const world = twoCenters();
    const call = world.call();
    world.pass(10_000, ['toronto']);
    expect(world.agentOf(call)).toBe('carol');
    world.do({ kind: 'caller-left', callId: call });
    const next = world.call();
    expect(world.change('ana', { settledToken: 99 })).toMatchObject({ ok: false, error: { code: 'gap' } });
    expect(world.agentOf(next)).toBeNull();
    world.snapshot('lisbon');
    expect(world.agentOf(next)).toBe('ana');
  });

  test('is not made while the caller’s connection is gone; the place is kept', () => {
    const world = new World();
    const call = world.call();
    world.do({ kind: 'caller-away', callId: call });
    world.agent('ana', 'lisbon', { sales: 5 });
    expect(world.get(call).state.kind).toBe('queued');
    world.do({ kind: 'caller-back', callId: call });
    expect(world.agentOf(call)).toBe('ana');
  });
});

describe('a call', () => {
  test('is connected only once audio flows both ways', () => {
    const world = twoCenters();
    const call = world.call();
    world.accept(call);
    world.do({ kind: 'audio', callId: call, caller: true, agent: true, bothWays: false });
    expect(world.get(call).state.kind).toBe('connecting');
    world.audio(call);
    expect(world.get(call).state.kind).toBe('connected');
  });

  test('that was accepted but whose agent sends no audio goes on to another, and the agent counts as missing it', () => {
    const world = twoCenters();
    const call = world.call();
    world.accept(call);
    world.do({ kind: 'audio', callId: call, caller: true, agent: false, bothWays: false });
    world.pass(15_000);
    expect(world.agentOf(call)).toBe('carol');
    expect(world.log.find((event) => event.kind === 'call-requeued')).toMatchObject({ end: 'timeout', cause: 'no-agent-audio' });
  });

  test('whose caller sends no audio fails with the reason, instead of wearing out every agent', () => {
    const world = twoCenters();
    const call = world.call();
    world.accept(call);
    world.pass(15_000);
    expect(world.log.find((event) => event.kind === 'call-failed')).toMatchObject({ reason: 'no-caller-audio' });
    expect(world.kinds()).not.toContain('call-connected');
  });

  test('whose caller leaves before an agent answered is abandoned at once', () => {
    const world = twoCenters();
    const call = world.call();
    world.do({ kind: 'caller-left', callId: call });
    expect(world.state.calls.has(call)).toBe(false);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-abandoned', agentIds: ['ana'], reason: 'caller-hung-up' });
  });

  test.each([
    ['caller', 'caller-lost'],
    ['agent', 'agent-lost'],
  ] as const)('waits 30 s for a lost %s, then ends with the reason kept', (party, reason) => {
    const world = twoCenters();
    const call = world.call();
    world.connect(call);
    if (party === 'caller') world.do({ kind: 'caller-away', callId: call });
    else world.change('ana', { reachable: false });
    world.pass(28_000);
    expect(world.get(call).state.kind).toBe('connected');
    world.pass(2000);
    expect(world.get(call).state).toMatchObject({ kind: 'wrapup', reason });
  });

  test('whose caller’s page has gone is kept as long, then ends as one who left; back in time, a lost line is a lost line again', () => {
    const world = twoCenters();
    const [closed, reloaded] = [world.call(), world.call()];
    for (const call of [closed, reloaded]) {
      world.connect(call);
      world.do({ kind: 'caller-away', callId: call, page: true });
      // The end of its connection is no news.
      world.do({ kind: 'caller-away', callId: call });
    }
    world.pass(28_000);
    expect(world.get(closed)).toMatchObject({ callerPageGone: true, state: { kind: 'connected' } });
    world.do({ kind: 'caller-back', callId: reloaded });
    world.pass(2000);
    expect(world.get(closed).state).toMatchObject({ kind: 'wrapup', reason: 'caller-hung-up' });
    expect(world.get(reloaded)).toMatchObject({ callerPageGone: false, state: { kind: 'connected' } });
    world.do({ kind: 'caller-away', callId: reloaded });
    world.pass(30_000);
    expect(world.get(reloaded).state).toMatchObject({ kind: 'wrapup', reason: 'caller-lost' });
  });

  test('goes on when the lost agent is back in time', () => {
    const world = twoCenters();
    const call = world.call();
    world.connect(call);
    world.change('ana', { reachable: false });
    world.pass(20_000);
    world.change('ana', { reachable: true });
    world.pass(60_000);
    expect(world.get(call).state.kind).toBe('connected');
  });

  test('of a silent center goes on', () => {
    const world = twoCenters();
    const call = world.call();
    world.connect(call);
    world.pass(120_000, ['toronto']);
    expect(world.get(call).state.kind).toBe('connected');
  });

  test('in wrap-up is completed by the agent, or by a report that says it is settled', () => {
    const world = twoCenters();
    const [first, second] = [world.call(), world.call()];
    world.connect(first);
    world.connect(second);
    const acting = world.acting(first);
    for (const callId of [first, second]) world.do({ kind: 'caller-left', callId });
    expect(world.do({ kind: 'complete', disposition: 'Done', ...acting })).toEqual({ ok: true });
    world.settle('carol');
    expect(world.log.filter((event) => event.kind === 'call-completed')).toMatchObject([
      { callId: first, disposition: 'Done' },
      { callId: second, disposition: null },
    ]);
  });

  test('waiting for long is served before one of higher priority that has just come', () => {
    const world = new World([queue('sales', { sales: 1 }), queue('vip', { sales: 1 }, { priority: 2 })]);
    const old = world.call('sales');
    world.pass(3 * 120_000);
    const vip = world.call('vip');
    world.agent('ana', 'lisbon', { sales: 5 });
    expect(world.agentOf(old)).toBe('ana');
    expect(world.agentOf(vip)).toBeNull();
  });

  test('in a queue that is removed while it is offered is canceled when the offer comes to nothing', () => {
    const world = twoCenters();
    const call = world.call('sales');
    world.configure([queue('support', { support: 1 })]);
    expect(world.get(call).state.kind).toBe('offered');
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(call) });
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', callId: call, reason: 'queue-removed' });
  });

  test('whose offer was withdrawn through no fault of the agent’s may come back to them at once', () => {
    const world = new World();
    world.agent('ana', 'lisbon', { sales: 5 });
    const call = world.call();
    world.change('ana', { reachable: false });
    expect(world.get(call).state.kind).toBe('queued');
    world.settle('ana');
    world.change('ana', { reachable: true });
    expect(world.agentOf(call)).toBe('ana');
  });

  test('in wrap-up with an agent whom their center has no more is completed', () => {
    const world = twoCenters();
    const call = world.call();
    world.connect(call);
    world.do({ kind: 'caller-left', callId: call });
    world.report('lisbon', 'snapshot', []);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-completed', callId: call, disposition: null });
  });

  test('in a queue that is removed is canceled with the reason; one that talks goes on', () => {
    const world = twoCenters();
    const talking = world.call('sales');
    world.connect(talking);
    world.status('carol', 'not-ready');
    const waiting = world.call('sales');
    world.configure([queue('support', { support: 1 })]);
    expect(world.state.calls.has(waiting)).toBe(false);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', reason: 'queue-removed' });
    expect(world.get(talking).state.kind).toBe('connected');
  });
});

describe('a center’s reports', () => {
  test('with a gap are refused, and change nothing', () => {
    const world = twoCenters();
    const before = structuredClone(factsOf(world.state));
    expect(world.report('lisbon', 'changes', [], 77)).toMatchObject({ ok: false, error: { code: 'gap', field: 'seq' } });
    expect(factsOf(world.state)).toEqual(before);
  });

  test('can’t speak for another center’s agents', () => {
    const world = twoCenters();
    const carol = world.state.agents.get('carol');
    if (!carol) throw new Error('no carol');
    const bruno = { ...carol, id: 'bruno', centerId: 'lisbon' };
    expect(world.report('lisbon', 'changes', [{ ...carol, centerId: 'lisbon' }, bruno])).toEqual({ ok: true });
    // One agent in dispute does not cost the center its others.
    expect(world.state.agents.get('bruno')?.centerId).toBe('lisbon');
    expect(world.state.agents.get('carol')?.centerId).toBe('toronto');
  });
});
