import { describe, expect, test } from 'vitest';
import type { CallAction, TransferTarget } from '../../protocol/conversation.ts';
import { apply } from './apply.ts';
import { liveIn, mainOf } from './conversation.ts';
import { mediaPlan } from './media-plan.ts';
import { emptyState } from './state.ts';
import { queue, World } from './testing.ts';

const SOFIA = { id: 'sofia', name: 'Sofia Almeida' };

/** Ana of Lisbon talks to a caller, whom Sofia may take over. */
function talking() {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.agent('bruno', 'lisbon', { sales: 1 });
  const take = (of = call, token = world.acting(of).token, supervisor = SOFIA) =>
    world.do({ kind: 'take-over', callId: of, token, supervisor });
  const main = () => mainOf(world.state, call);
  const sofia = (act: 'away' | 'back' | 'hang-up') => world.do({ kind: 'supervisor', callId: main()?.id ?? '', userId: 'sofia', act });
  return { world, call, take, main, sofia };
}

test('the agent goes to wrap-up, the caller is the supervisor’s, and no agent may be in their media any more', () => {
  const { world, call, take, main } = talking();
  expect(take()).toEqual({ ok: true });
  expect(world.get(call).state).toMatchObject({ kind: 'wrapup', reason: 'taken-over' });
  expect(main()).toMatchObject({ role: 'main', supervisor: 'Sofia Almeida', waited: false, state: { kind: 'connected' } });
  expect(world.agentOf(main()?.id ?? '')).toBe('sofia');
  const plan = mediaPlan(liveIn(world.state, call));
  expect(plan).toMatchObject({ held: [], silenced: [] });
  expect(plan?.tokens).not.toContain(world.acting(call).token);
});

test('a text conversation stays one, with nothing to be heard', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call('sales', { channel: 'text' });
  world.accept(call);
  expect(world.do({ kind: 'take-over', callId: call, token: world.acting(call).token, supervisor: SOFIA })).toEqual({ ok: true });
  const main = mainOf(world.state, call);
  expect(main).toMatchObject({ channel: 'text', supervisor: 'Sofia Almeida', state: { kind: 'connected' } });
  expect(world.get(call)).toMatchObject({ channel: 'text', state: { kind: 'wrapup', reason: 'taken-over' } });
  expect(mediaPlan(liveIn(world.state, call))).toBeNull();
  expect(world.do({ kind: 'supervisor', callId: main?.id ?? '', userId: 'sofia', act: 'hang-up' })).toEqual({ ok: true });
  expect(mainOf(world.state, call)).toBeNull();
});

test('a caller on hold is not any more, and who was consulted is in the conversation', () => {
  const { world, call, take, main } = talking();
  world.do({
    kind: 'control',
    action: { kind: 'consult', target: { kind: 'agent', agentId: 'bruno' }, note: null },
    ...world.acting(call),
  });
  const consult = liveIn(world.state, call).at(-1)?.id ?? '';
  world.connect(consult);
  expect(take()).toEqual({ ok: true });
  expect(world.get(consult).role).toBe('joined');
  expect(mediaPlan(liveIn(world.state, call))?.held).toEqual([]);
  // Who hangs up leaves the caller to whoever is in the conversation with them.
  expect(world.do({ kind: 'supervisor', callId: main()?.id ?? '', userId: 'sofia', act: 'hang-up' })).toEqual({ ok: true });
  expect(main()?.id).toBe(consult);
});

test.each(['caller', 'supervisor'] as const)('it ends with the %s, and a supervisor has nothing to write up', (who) => {
  const { world, call, take, main, sofia } = talking();
  take();
  const own = main()?.id ?? '';
  const end = who === 'caller' ? world.do({ kind: 'caller-left', callId: call }) : sofia('hang-up');
  expect(end).toEqual({ ok: true });
  expect(main()).toBeNull();
  expect(world.state.calls.has(own)).toBe(false);
  expect(world.state.callsOf.has('sofia')).toBe(false);
  expect(world.kinds().slice(-2)).toEqual(['call-ended', 'call-completed']);
  expect(sofia('back')).toMatchObject({ error: { code: 'not-found' } });
});

test('reports of the center leave a supervisor alone; without their connection they are waited for, then the call is over', () => {
  const { world, call, take, main, sofia } = talking();
  take();
  world.snapshot('lisbon');
  expect(main()?.state).toMatchObject({ kind: 'connected', agentAwaySince: null });
  sofia('away');
  world.pass(20_000);
  sofia('back');
  world.pass(20_000);
  expect(main()?.state.kind).toBe('connected');
  sofia('away');
  world.pass(31_000);
  expect(main()).toBeNull();
  expect(world.log.filter((event) => event.kind === 'call-ended').at(-1)).toMatchObject({ reason: 'agent-lost' });
  expect(world.get(call).state.kind).toBe('wrapup');
});

test('after a restart the supervisor is waited for, too', () => {
  const { world, call, take, main, sofia } = talking();
  take();
  world.restart();
  world.do({ kind: 'caller-back', callId: call });
  expect(main()?.state).toMatchObject({ kind: 'connected', agentAwaySince: world.now });
  expect(sofia('back')).toEqual({ ok: true });
  expect(main()?.state).toMatchObject({ agentAwaySince: null });
});

test('it is refused, and nothing changes, for a call that is over, of an older token, of one who was asked in, twice, or for two', () => {
  const { world, call, take } = talking();
  const token = world.acting(call).token;
  world.do({ kind: 'control', action: { kind: 'add', target: { kind: 'agent', agentId: 'bruno' }, note: null }, ...world.acting(call) });
  const joined = liveIn(world.state, call).at(-1)?.id ?? '';
  world.connect(joined);
  const before = world.log.length;
  for (const reply of [take(call, token - 1), take('nothing', token), take(joined)])
    expect(reply).toMatchObject({ error: { code: 'conflict' } });
  expect(world.log.length).toBe(before);
  take();
  const own = mainOf(world.state, call)?.id ?? '';
  expect(take(own)).toMatchObject({ error: { code: 'conflict' } });
  expect(take(call, token)).toMatchObject({ error: { code: 'conflict' } });
});

test('the events alone make the same state again', () => {
  const { world, call, take, sofia } = talking();
  take();
  const state = emptyState(world.settings);
  for (const event of world.log) apply(state, event);
  expect([...state.calls.keys()]).toEqual([...world.state.calls.keys()]);
  expect(mainOf(state, call)).toEqual(mainOf(world.state, call));
  sofia('hang-up');
});

describe('who has taken a caller over', () => {
  /** Sofia has Ana's caller; Bruno is free. */
  function taken() {
    const all = talking();
    all.take();
    const own = all.main()?.id ?? '';
    const acting = { ...all.world.acting(own), asSupervisor: true } as const;
    return {
      ...all,
      own,
      acting,
      control: (action: CallAction, as: object = acting) => all.world.do({ kind: 'control', action, ...acting, ...as }),
    };
  }
  const to = (target: TransferTarget) => ({ kind: 'transfer', target, note: 'back to you' }) as const;

  test('holds the caller, and takes them off hold', () => {
    const { world, call, control } = taken();
    expect(control({ kind: 'hold' })).toEqual({ ok: true });
    expect(mediaPlan(liveIn(world.state, call))?.held).toEqual(['caller']);
    expect(control({ kind: 'resume' })).toEqual({ ok: true });
    expect(mediaPlan(liveIn(world.state, call))?.held).toEqual([]);
  });

  test.each([
    ['an agent, who is rung at once', { kind: 'agent', agentId: 'bruno' }],
    ['a queue, which finds somebody', { kind: 'queue', queueId: 'sales' }],
  ] as const)('hands them on to %s, and is told to whom it comes by name; nothing is left to write up', (_, target) => {
    const { world, main, own, control } = taken();
    expect(control(to(target))).toEqual({ ok: true });
    expect(world.state.calls.has(own)).toBe(false);
    expect(world.state.callsOf.has('sofia')).toBe(false);
    const next = main();
    expect(next).toMatchObject({ role: 'main', supervisor: null, state: { kind: 'offered' } });
    const bySupervisor = { name: 'Sofia Almeida', centerId: 'lisbon' };
    expect(next?.invitation).toEqual({ how: 'transfer', byAgentId: 'sofia', bySupervisor, note: 'back to you' });
    world.connect(next?.id ?? '');
    expect(main()?.state.kind).toBe('connected');
    const replayed = emptyState(world.settings);
    for (const event of world.log) apply(replayed, event);
    expect(replayed.calls).toEqual(world.state.calls);
  });

  test('keeps the caller when nobody is there to take them', () => {
    const { world, own, control } = taken();
    expect(control(to({ kind: 'agent', agentId: 'ana' }))).toMatchObject({ ok: false });
    expect(world.get(own).state.kind).toBe('connected');
  });

  test('is the only one who acts on the call: not the center in whose name they have it', () => {
    const { world, own, acting, control } = taken();
    expect(control({ kind: 'hold' }, { asSupervisor: undefined })).toMatchObject({ ok: false, error: { code: 'stale-token' } });
    const { asSupervisor: _, ...byCenter } = acting;
    expect(world.do({ kind: 'agent-hang-up', ...byCenter })).toMatchObject({ ok: false });
    expect(world.get(own).state.kind).toBe('connected');
  });
});

test('whoever the agent had silenced is heard again', () => {
  const { world, call, take } = talking();
  world.do({ kind: 'control', action: { kind: 'silence', partyId: 'caller', silenced: true }, ...world.acting(call) });
  expect(mediaPlan(liveIn(world.state, call))?.silenced).toEqual(['caller']);
  take();
  expect(mediaPlan(liveIn(world.state, call))?.silenced).toEqual([]);
});
