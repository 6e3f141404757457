import { describe, expect, test } from 'vitest';
import type { CallAction } from '../protocol/conversation.ts';
import { audioCommands } from './audio-commands.ts';
import { callsIn, liveIn } from './core/conversation.ts';
import { World } from './core/testing.ts';
import { endFrom, KnownCalls } from './known-calls.ts';

/** Ana talks to a caller; what is known of the conversation is brought along in batches of events. */
function talking() {
  const world = new World();
  const known = new KnownCalls();
  let taken = 0;
  const deliver = () => {
    for (const event of world.log.slice(taken)) known.take(event, world.state);
    taken = world.log.length;
  };
  world.agent('ana', 'lisbon', { sales: 1 });
  const call = world.call();
  world.connect(call);
  world.agent('carol', 'toronto', { support: 1 });
  const act = (action: CallAction) => world.do({ kind: 'control', action, ...world.acting(call) });
  const ask = (kind: 'transfer' | 'consult' | 'add') => {
    act({ kind, target: { kind: 'agent', agentId: 'carol' }, note: null });
    return liveIn(world.state, call).at(-1)?.id ?? '';
  };
  return { world, known, deliver, call, act, ask };
}

describe('the end of a conversation', () => {
  test('is not the end of the call that it began with, but of the one that has the caller, from the first word on', () => {
    const { world, known, deliver, call, ask } = talking();
    world.pass(10_000);
    const asked = ask('transfer');
    deliver();
    expect(known.endOf(call)).toBeNull();
    world.connect(asked);
    world.pass(10_000);
    world.do({ kind: 'agent-hang-up', ...world.acting(asked) });
    deliver();
    expect(known.endOf(call)?.phase).toEqual({ kind: 'ended', reason: 'agent-hung-up', talkMs: 20_000, wayOn: null });
  });

  test('is not the end of a consult, nor of one who leads and leaves it to others', () => {
    const { world, known, deliver, call, act, ask } = talking();
    const asked = ask('consult');
    world.connect(asked);
    act({ kind: 'join' });
    world.do({ kind: 'agent-hang-up', ...world.acting(call) });
    deliver();
    expect(known.endOf(call)).toBeNull();
    world.do({ kind: 'caller-left', callId: call });
    deliver();
    expect(known.endOf(call)?.phase.reason).toBe('caller-hung-up');
    expect(known.endOf(asked)).toBeNull();
  });

  test('is told also when all of it happened in one batch', () => {
    const { world, known, deliver, call, act, ask } = talking();
    ask('add');
    act({ kind: 'drop', partyId: 'caller' });
    deliver();
    expect(known.endOf(call)?.phase.reason).toBe('agent-hung-up');
    expect(endFrom(world.state, callsIn(world.state, call))?.phase.reason).toBe('agent-hung-up');
  });

  test('is found again after a restart in which only wrap-up was left', () => {
    const { world, call, ask } = talking();
    const asked = ask('transfer');
    expect(
      endFrom(
        world.state,
        callsIn(world.state, call).filter(({ id }) => id === call),
      ),
    ).toBeNull();
    world.connect(asked);
    world.do({ kind: 'caller-left', callId: call });
    expect(endFrom(world.state, callsIn(world.state, call))).toMatchObject({ phase: { reason: 'caller-hung-up' } });
  });
});

describe('what the core is told of audio', () => {
  const flow = (...pairs: [id: string, ...hears: string[]][]) => pairs.map(([id, ...hears]) => ({ id, heard: true, hears }));

  test('a call is connected once its agent and whoever they talk to hear each other', () => {
    const { world, call, ask } = talking();
    const leader = `agent-${world.acting(call).token}`;
    const asked = ask('consult');
    world.accept(asked);
    const carol = `agent-${world.acting(asked).token}`;
    const told = (parties: ReturnType<typeof flow>) =>
      audioCommands(callsIn(world.state, call), parties).filter(({ callId }) => callId === asked);
    expect(told(flow(['caller'], [leader, carol], [carol]))).toMatchObject([{ bothWays: false, agent: true }]);
    expect(told(flow(['caller', carol], [leader], [carol, 'caller']))).toMatchObject([{ bothWays: false }]);
    expect(told(flow(['caller'], [leader, carol], [carol, leader]))).toMatchObject([{ bothWays: true, caller: true, agent: true }]);
  });

  test('nothing is said twice', () => {
    const { world, call } = talking();
    const leader = `agent-${world.acting(call).token}`;
    expect(audioCommands(callsIn(world.state, call), flow(['caller', leader], [leader, 'caller']))).toEqual([]);
    expect(audioCommands(callsIn(world.state, call), flow(['caller', leader]))).toMatchObject([
      { callId: call, caller: true, agent: false },
    ]);
  });
});
