import { describe, expect, test } from 'vitest';
import type { CallAction, TransferTarget } from '../../protocol/conversation.ts';
import { liveIn, mainOf } from './conversation.ts';
import type { Call, Lead } from './model.ts';
import { queue, World } from './testing.ts';

const toAgent = (agentId: string): TransferTarget => ({ kind: 'agent', agentId });
const toQueue = (queueId: string): TransferTarget => ({ kind: 'queue', queueId });
const toCenter = (centerId: string): TransferTarget => ({ kind: 'center', centerId });

/** Ana of Lisbon talks to a caller; Bruno is a colleague, Carol and Dave are in Toronto. */
function talking(queues = [queue('sales', { sales: 1 }), queue('support', { support: 1 })]) {
  const world = new World(queues);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.agent('bruno', 'lisbon', { sales: 1 });
  world.agent('carol', 'toronto', { support: 3 });
  world.agent('dave', 'toronto', { sales: 2 });
  const act = (action: CallAction, of = call) => world.do({ kind: 'control', action, ...world.acting(of) });
  const ask = (kind: 'transfer' | 'consult' | 'add', target: TransferTarget) => act({ kind, target, note: null });
  /** The newest call of the conversation. */
  const asked = (): Call => {
    const newest = liveIn(world.state, call).at(-1);
    if (!newest) throw new Error('The conversation is over');
    return newest;
  };
  const main = () => mainOf(world.state, call);
  /** Somebody is asked in, answers and is heard. */
  const bringIn = (kind: 'consult' | 'add', agentId: string): string => {
    expect(ask(kind, toAgent(agentId))).toEqual({ ok: true });
    const { id } = asked();
    world.connect(id);
    return id;
  };
  return { world, call, act, ask, asked, main, bringIn };
}

const leadOf = (call: Call | null): Lead => {
  if (call?.state.kind !== 'connected') throw new Error('Nobody leads');
  return call.state.lead;
};

describe('hold', () => {
  test('is since when the caller waits, and doing it twice is doing it once', () => {
    const { world, act, main } = talking();
    const since = world.now;
    expect(act({ kind: 'hold' })).toEqual({ ok: true });
    world.pass(5000);
    expect(act({ kind: 'hold' })).toEqual({ ok: true });
    expect(leadOf(main()).heldSince).toBe(since);
    expect(act({ kind: 'resume' })).toEqual({ ok: true });
    expect(act({ kind: 'resume' })).toEqual({ ok: true });
    expect(leadOf(main()).heldSince).toBeNull();
    expect(world.kinds().filter((kind) => kind === 'call-held' || kind === 'call-resumed')).toHaveLength(2);
  });

  test('is for the agent who has the caller, with the newest token, while they talk', () => {
    const { world, call } = talking();
    const acting = world.acting(call);
    const hold = { kind: 'control', action: { kind: 'hold' } } as const;
    expect(world.do({ ...hold, ...acting, token: acting.token - 1 })).toMatchObject({ error: { code: 'stale-token' } });
    expect(world.do({ ...hold, ...acting, agentId: 'bruno' })).toMatchObject({ error: { code: 'stale-token' } });
    world.do({ kind: 'caller-left', callId: call });
    expect(world.do({ ...hold, ...acting })).toMatchObject({ error: { code: 'conflict' } });
  });
});

describe('a blind transfer', () => {
  test('to an agent is offered to them in the same step; the one who sends is in wrap-up, and the caller gets through', () => {
    const { world, call, ask, main, asked } = talking();
    world.pass(3000);
    expect(ask('transfer', toAgent('carol'))).toEqual({ ok: true });
    expect(world.get(call).state).toMatchObject({ kind: 'wrapup', reason: 'transferred' });
    expect(main()).toMatchObject({
      conversationId: call,
      previousId: call,
      role: 'main',
      enqueuedAt: world.now,
      turnFrom: world.get(call).enqueuedAt,
      invitation: { how: 'transfer', byAgentId: 'ana' },
    });
    expect(world.agentOf(asked().id)).toBe('carol');
    expect(asked().decision?.why).toEqual(['asked for by name']);
    world.connect(asked().id);
    expect(main()?.state.kind).toBe('connected');
    expect(leadOf(main()).heldSince).toBeNull();
  });

  test.each([
    ['has left', (world: World) => world.status('carol', 'offline'), 'has left'],
    ['is not ready', (world: World) => world.status('carol', 'not-ready'), 'not ready'],
    ['has a call', (world: World) => world.connect(world.call('support')), 'on a call'],
    ['can’t be reached', (world: World) => world.change('carol', { reachable: false }), 'can’t be reached'],
    ['is in a center that is silent', (world: World) => world.pass(11_000, ['lisbon']), 'can’t be reached'],
  ])('to an agent who %s is refused with their name and why, and the call goes on', (_, happen, why) => {
    const { world, call, ask } = talking();
    happen(world);
    const before = world.log.length;
    const reply = ask('transfer', toAgent('carol'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'conflict', field: 'target', values: { name: 'carol' } } });
    expect(!reply.ok && reply.error.message).toContain('carol');
    expect(!reply.ok && reply.error.sentence).toMatch(/^agent-/);
    expect(!reply.ok && reply.error.message).toContain(why);
    expect(world.log.length).toBe(before);
    expect(world.get(call).state.kind).toBe('connected');
  });

  test('that is declined leaves the caller in the queue that they came by, with their turn by age', () => {
    const { world, ask, asked, main, call } = talking();
    world.status('bruno', 'not-ready');
    world.status('dave', 'not-ready');
    world.pass(5000);
    const later = world.call();
    world.pass(5000);
    ask('transfer', toAgent('carol'));
    const sent = asked().id;
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(sent) });
    expect(main()).toMatchObject({ id: sent, state: { kind: 'queued' }, queueId: 'sales' });
    world.status('bruno', 'available');
    expect(world.agentOf(sent)).toBe('bruno');
    expect(world.agentOf(later)).toBeNull();
    expect(world.get(call).state.kind).toBe('wrapup');
  });

  test('to a queue goes by that queue’s rules', () => {
    const { world, ask, asked } = talking();
    expect(ask('transfer', toQueue('support'))).toEqual({ ok: true });
    expect(asked()).toMatchObject({ queueId: 'support', role: 'main' });
    expect(world.agentOf(asked().id)).toBe('carol');
  });

  test('to a center is for its agents alone, and for the others once nobody is signed in there', () => {
    const { world, ask, asked } = talking();
    world.status('dave', 'not-ready');
    expect(ask('transfer', toCenter('toronto'))).toEqual({ ok: true });
    expect(world.agentOf(asked().id)).toBeNull();
    world.status('dave', 'offline');
    expect(world.agentOf(asked().id)).toBe('bruno');
    expect(world.kinds()).toContain('call-unbound');
  });

  test.each([
    ['an unknown agent', toAgent('nobody'), 'not-found'],
    ['an unknown queue', toQueue('nothing'), 'not-found'],
    ['an unknown center', toCenter('nowhere'), 'not-found'],
    ['oneself', toAgent('ana'), 'conflict'],
  ])('to %s is refused', (_, target, code) => {
    const { ask } = talking();
    expect(ask('transfer', target)).toMatchObject({ ok: false, error: { code, field: 'target' } });
  });

  test('to a queue that is closed or full is refused: nobody is sent away by a transfer', () => {
    const hours = { timeZone: 'Europe/Lisbon', weekly: [], holidays: [] };
    const closed = queue('closed', { support: 1 }, { hours });
    const full = queue('full', { french: 1 }, { maxLength: 1 });
    const { world, ask } = talking([queue('sales', { sales: 1 }), closed, full]);
    world.call('full');
    for (const id of ['closed', 'full'])
      expect(ask('transfer', toQueue(id))).toMatchObject({ error: { code: 'conflict', field: 'target' } });
  });

  test('to a center in which nobody could take it is refused', () => {
    const { world, ask } = talking();
    world.status('dave', 'offline');
    expect(ask('transfer', toCenter('toronto'))).toMatchObject({ error: { code: 'conflict', field: 'target' } });
  });

  test('to an agent is refused when the caller’s queue has been removed: they could wait nowhere if nobody answers', () => {
    const { world, act, ask, bringIn, main } = talking();
    world.configure([queue('support', { support: 1 })]);
    expect(ask('transfer', toAgent('carol'))).toMatchObject({ error: { code: 'conflict', field: 'target' } });
    ask('consult', toAgent('carol'));
    expect(act({ kind: 'hand-over' })).toMatchObject({ error: { code: 'conflict' } });
    act({ kind: 'back' });
    world.settle('carol');
    const asked = bringIn('consult', 'carol');
    expect(act({ kind: 'hand-over' })).toEqual({ ok: true });
    expect(main()?.id).toBe(asked);
  });

  test('said twice is one transfer', () => {
    const { world, call, ask } = talking();
    const acting = world.acting(call);
    ask('transfer', toAgent('carol'));
    const again = { kind: 'control', action: { kind: 'transfer', target: toAgent('carol'), note: null }, ...acting } as const;
    expect(world.do(again)).toEqual({ ok: true });
    expect(liveIn(world.state, call)).toHaveLength(1);
  });

  test('does not come back to the agent who sent it for a while', () => {
    const { world, call, ask, asked } = talking();
    world.status('bruno', 'not-ready');
    world.status('dave', 'not-ready');
    const acting = world.acting(call);
    ask('transfer', toQueue('sales'));
    world.do({ kind: 'complete', disposition: 'Done', ...acting });
    world.settle('ana');
    expect(world.agentOf(asked().id)).toBeNull();
    world.pass(30_000);
    expect(world.agentOf(asked().id)).toBe('ana');
  });
});

describe('a consult', () => {
  test('puts the caller on hold, and whoever is asked talks to the agent; back takes the caller off hold', () => {
    const { world, act, main, bringIn, call } = talking();
    const asked = bringIn('consult', 'carol');
    expect(leadOf(main()).heldSince).not.toBeNull();
    expect(main()?.id).toBe(call);
    expect(world.get(asked)).toMatchObject({ role: 'consult', state: { kind: 'connected' } });
    expect(act({ kind: 'resume' })).toMatchObject({ error: { code: 'conflict' } });
    expect(act({ kind: 'back' })).toEqual({ ok: true });
    expect(world.get(asked).state).toMatchObject({ kind: 'wrapup', reason: 'consult-over' });
    expect(leadOf(main()).heldSince).toBeNull();
  });

  test('that is declined is told; the caller stays on hold until the agent goes back', () => {
    const { world, act, ask, asked, main, call } = talking();
    ask('consult', toAgent('carol'));
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(asked().id) });
    expect(liveIn(world.state, call)).toHaveLength(1);
    expect(leadOf(main())).toMatchObject({ lastAnswer: { target: toAgent('carol'), end: 'declined', at: world.now } });
    expect(leadOf(main()).heldSince).not.toBeNull();
    act({ kind: 'back' });
    expect(leadOf(main()).heldSince).toBeNull();
    ask('consult', toAgent('bruno'));
    expect(leadOf(main()).lastAnswer).toBeNull();
  });

  test('that nobody answers, or whose agent is gone, is told as that', () => {
    const { world, ask, main } = talking();
    ask('consult', toAgent('carol'));
    world.pass(20_000);
    expect(leadOf(main()).lastAnswer?.end).toBe('not-answered');
    ask('consult', toAgent('dave'));
    world.change('dave', { reachable: false });
    expect(leadOf(main()).lastAnswer?.end).toBe('unreachable');
  });

  test('of a queue goes on to the next when one declines', () => {
    const { world, ask, asked } = talking();
    ask('consult', toQueue('sales'));
    const first = world.agentOf(asked().id);
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(asked().id) });
    expect(world.agentOf(asked().id)).not.toBe(first);
    expect(world.agentOf(asked().id)).not.toBeNull();
  });

  test('that is handed over has the caller from then on; the first agent is in wrap-up', () => {
    const { world, act, main, bringIn, call } = talking();
    const asked = bringIn('consult', 'carol');
    expect(act({ kind: 'hand-over' })).toEqual({ ok: true });
    expect(world.get(call).state).toMatchObject({ kind: 'wrapup', reason: 'transferred' });
    expect(main()).toMatchObject({ id: asked, role: 'main', waited: false });
    expect(leadOf(main()).heldSince).toBeNull();
    world.do({ kind: 'caller-left', callId: call });
    expect(world.get(asked).state).toMatchObject({ kind: 'wrapup', reason: 'caller-hung-up' });
  });

  test('that is handed over while it rings is a blind transfer', () => {
    const { world, act, ask, asked, main, call } = talking();
    ask('consult', toAgent('carol'));
    world.pass(2000);
    act({ kind: 'hand-over' });
    expect(main()).toMatchObject({ state: { kind: 'offered' }, waited: true, invitation: { how: 'transfer' } });
    expect(main()?.turnFrom).toBe(world.get(call).enqueuedAt);
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(asked().id) });
    // The caller waits on, and others may have them.
    expect(['offered', 'queued']).toContain(main()?.state.kind);
  });

  test('that is handed over while nobody has answered does not come back to the agent who did so for a while', () => {
    const { world, call, ask, act, asked } = talking();
    world.status('bruno', 'not-ready');
    world.status('dave', 'not-ready');
    const acting = world.acting(call);
    ask('consult', toQueue('sales'));
    act({ kind: 'hand-over' });
    world.do({ kind: 'complete', disposition: 'Done', ...acting });
    world.settle('ana');
    expect(world.agentOf(asked().id)).toBeNull();
    world.pass(30_000);
    expect(world.agentOf(asked().id)).toBe('ana');
  });

  test('is one at a time', () => {
    const { ask, bringIn } = talking();
    bringIn('consult', 'carol');
    expect(ask('consult', toAgent('carol'))).toMatchObject({ ok: true });
    expect(ask('consult', toAgent('bruno'))).toMatchObject({ error: { code: 'conflict' } });
    expect(ask('add', toAgent('bruno'))).toMatchObject({ error: { code: 'conflict' } });
    expect(ask('transfer', toAgent('bruno'))).toMatchObject({ error: { code: 'conflict' } });
  });

  test('whose agent hangs up is over, and told', () => {
    const { world, main, bringIn } = talking();
    const asked = bringIn('consult', 'carol');
    world.do({ kind: 'agent-hang-up', ...world.acting(asked) });
    expect(leadOf(main()).lastAnswer).toMatchObject({ target: toAgent('carol'), end: 'left' });
    expect(leadOf(main()).heldSince).not.toBeNull();
  });

  test('is no wait of a caller’s: it counts for nobody’s service level', () => {
    const { world, bringIn } = talking([queue('sales', { sales: 1 }, { centers: ['lisbon'] })]);
    expect(world.state.stats.centers.lisbon).toHaveLength(1);
    bringIn('consult', 'carol');
    expect(world.state.stats.centers.lisbon).toHaveLength(1);
  });
});

describe('a conference', () => {
  test('begins when the consult is joined, and takes the caller off hold', () => {
    const { world, act, main, bringIn } = talking();
    const asked = bringIn('consult', 'carol');
    expect(act({ kind: 'join' })).toEqual({ ok: true });
    expect(act({ kind: 'join' })).toEqual({ ok: true });
    expect(world.get(asked).role).toBe('joined');
    expect(leadOf(main()).heldSince).toBeNull();
  });

  test('takes in whoever is added without a hold', () => {
    const { world, main, bringIn } = talking();
    const asked = bringIn('add', 'dave');
    expect(world.get(asked)).toMatchObject({ role: 'joined', state: { kind: 'connected' } });
    expect(leadOf(main()).heldSince).toBeNull();
  });

  test('has eight parties at most', () => {
    const { world, ask } = talking();
    for (let n = 0; n < 7; n += 1) world.agent(`t${n}`, 'toronto', { french: 1 });
    for (let n = 0; n < 6; n += 1) expect(ask('add', toAgent(`t${n}`))).toEqual({ ok: true });
    expect(ask('add', toAgent('t6'))).toMatchObject({ error: { code: 'conflict', field: 'target' } });
  });

  test('is led by one; the others may leave it and nothing else', () => {
    const { world, act, bringIn, call } = talking();
    const asked = bringIn('add', 'dave');
    expect(act({ kind: 'hold' }, asked)).toMatchObject({ error: { code: 'forbidden' } });
    expect(act({ kind: 'drop', partyId: 'caller' }, asked)).toMatchObject({ error: { code: 'forbidden' } });
    world.do({ kind: 'agent-hang-up', ...world.acting(asked) });
    expect(world.get(asked).state).toMatchObject({ kind: 'wrapup', reason: 'agent-hung-up' });
    expect(world.get(call).state.kind).toBe('connected');
  });

  test('goes on when the one who leads hangs up, is lost or is gone: the next has the caller', () => {
    const { world, main, bringIn, call } = talking();
    const [dave, carol] = [bringIn('add', 'dave'), bringIn('add', 'carol')];
    world.do({ kind: 'agent-hang-up', ...world.acting(call) });
    expect(main()?.id).toBe(dave);
    expect(world.get(carol).role).toBe('joined');
    world.change('dave', { reachable: false });
    world.pass(30_000);
    expect(world.get(dave).state).toMatchObject({ kind: 'wrapup', reason: 'agent-lost' });
    expect(main()?.id).toBe(carol);
    world.do({ kind: 'agent-hang-up', ...world.acting(carol) });
    expect(main()).toBeNull();
  });

  test('silences and drops parties one by one', () => {
    const { world, act, main, bringIn, call, ask, asked } = talking();
    const dave = bringIn('add', 'dave');
    const partyId = `agent-${world.acting(dave).token}`;
    expect(act({ kind: 'silence', partyId, silenced: true })).toEqual({ ok: true });
    expect(leadOf(main()).silenced).toEqual([partyId]);
    act({ kind: 'silence', partyId, silenced: false });
    expect(leadOf(main()).silenced).toEqual([]);
    expect(act({ kind: 'silence', partyId: 'agent-999', silenced: true })).toMatchObject({
      error: { code: 'not-found', field: 'partyId' },
    });
    act({ kind: 'drop', partyId });
    expect(world.get(dave).state).toMatchObject({ kind: 'wrapup', reason: 'put-out' });
    ask('add', toAgent('carol'));
    act({ kind: 'drop', partyId: `wanted-${asked().id}` });
    expect(liveIn(world.state, call)).toHaveLength(1);
    expect(world.state.callsOf.has('carol')).toBe(false);
  });

  test('is over for all when the caller is dropped, or leaves', () => {
    for (const how of ['drop', 'leave'] as const) {
      const { world, act, bringIn, ask, call, asked } = talking();
      const dave = bringIn('add', 'dave');
      ask('add', toAgent('carol'));
      const pending = asked().id;
      if (how === 'drop') act({ kind: 'drop', partyId: 'caller' });
      else world.do({ kind: 'caller-left', callId: call });
      expect(world.get(call).state).toMatchObject({ reason: how === 'drop' ? 'agent-hung-up' : 'caller-hung-up' });
      expect(world.get(dave).state).toMatchObject({ kind: 'wrapup', reason: how === 'drop' ? 'conversation-over' : 'caller-hung-up' });
      expect(world.state.calls.has(pending)).toBe(false);
      expect(world.log.some((event) => event.kind === 'call-abandoned')).toBe(false);
      expect(liveIn(world.state, call)).toEqual([]);
    }
  });

  test('with a private talk going on: its agent is in the conference when the leader is gone', () => {
    const { world, bringIn, main, call } = talking();
    const dave = bringIn('add', 'dave');
    const carol = bringIn('consult', 'carol');
    world.do({ kind: 'agent-hang-up', ...world.acting(call) });
    expect(main()?.id).toBe(dave);
    expect(world.get(carol).role).toBe('joined');
    expect(leadOf(main()).heldSince).toBeNull();
  });
});

describe('a leader who goes while somebody is asked in', () => {
  test('leaves the caller to whoever is asked', () => {
    const { world, ask, asked, main, call } = talking();
    ask('consult', toAgent('carol'));
    const { id } = asked();
    world.do({ kind: 'agent-hang-up', ...world.acting(call) });
    expect(main()).toMatchObject({ id, role: 'main', state: { kind: 'offered' } });
    world.connect(id);
    expect(main()?.state.kind).toBe('connected');
  });

  test('leaves them to the nearest to an answer, and nobody else is looked for', () => {
    const { world, ask, asked, main, call } = talking();
    ask('add', toQueue('sales'));
    ask('add', toAgent('carol'));
    const { id } = asked();
    world.accept(id);
    world.do({ kind: 'agent-hang-up', ...world.acting(call) });
    expect(main()?.id).toBe(id);
    expect(liveIn(world.state, call)).toHaveLength(1);
  });
});

test('whose caller’s page is being loaded anew is still that for who leads from now on', () => {
  const { world, call, main, bringIn } = talking();
  const joined = bringIn('add', 'carol');
  world.do({ kind: 'caller-away', callId: call, page: true });
  world.do({ kind: 'agent-hang-up', ...world.acting(call) });
  expect(main()).toMatchObject({ id: joined, callerPageGone: true });
  world.do({ kind: 'caller-back', callId: call });
  expect(main()).toMatchObject({ callerAwaySince: null, callerPageGone: false });
});
