import { beforeEach, describe, expect, it } from 'vitest';
import { only, World } from './testing.ts';
import { waitingCalls } from './waiting.ts';

const MINUTE = 60_000;
let world: World;
beforeEach(() => {
  world = new World();
});
const callback = (graceMs = 15 * MINUTE, change: object = {}) =>
  world.call('sales', { scheduled: { comesBy: world.now + graceMs }, ...change });
const kinds = (callId: string) => world.log.filter((event) => 'callId' in event && event.callId === callId).map(({ kind }) => kind);

describe('a callback at its time', () => {
  it('is offered to nobody before its caller is there, and to the first who is free then', () => {
    world.agent('ana', 'lisbon', { sales: 5 });
    const call = callback();
    world.pass(5 * MINUTE);
    expect([world.get(call).state.kind, world.get(call).callerAwaySince]).toEqual(['queued', world.get(call).enqueuedAt]);
    world.do({ kind: 'caller-back', callId: call });
    expect(world.agentOf(call)).toBe('ana');
  });

  it('keeps its turn from its time: it goes before who came while its caller was not there', () => {
    const call = callback();
    world.pass(MINUTE);
    const other = world.call();
    world.pass(MINUTE);
    world.do({ kind: 'caller-back', callId: call });
    world.agent('ana', 'lisbon', { sales: 5 });
    expect([world.agentOf(call), world.get(other).state.kind]).toEqual(['ana', 'queued']);
  });

  it('to which nobody comes ends after its grace with a reason of its own, and is no abandoned call', () => {
    const call = callback(10 * MINUTE);
    world.pass(10 * MINUTE - 1);
    expect(kinds(call)).toEqual(['call-queued']);
    world.pass(1);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', callId: call, reason: 'callback-missed', wayOn: null });
  });

  it('whose caller has come is waited for as others are', () => {
    const call = callback();
    world.do({ kind: 'caller-back', callId: call });
    world.do({ kind: 'caller-away', callId: call });
    world.pass(world.settings.waitingGraceMs);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-abandoned', reason: 'caller-lost' });
  });

  it('takes no place in the line from those who are there, until its caller has come', () => {
    world = only({ maxLength: 1 });
    const call = callback();
    world.pass(MINUTE);
    const other = world.call();
    expect(world.get(other).state.kind).toBe('queued');
    const waiting = () => waitingCalls(world.state, world.now, world.settings).map(({ id }) => id);
    expect(waiting()).toEqual([other]);
    world.do({ kind: 'caller-back', callId: call });
    expect(waiting()).toEqual([call, other]);
  });

  it('counts in no service level: nobody waited who was not there', () => {
    const call = callback();
    expect([world.get(call).waited, world.get(world.call()).waited]).toEqual([false, true]);
  });

  it('is sent away neither by a queue that is full nor by one in which it waits too long', () => {
    world = only({ maxLength: 1, maxWaitMs: 2 * MINUTE });
    world.call();
    const call = callback();
    world.pass(5 * MINUTE);
    expect(kinds(call)).toEqual(['call-queued']);
  });

  it('goes to the agent who asked for it first, for so long as it says', () => {
    world.agent('ana', 'lisbon', { sales: 5 });
    world.agent('rui', 'lisbon', { sales: 5 });
    world.status('rui', 'on-call');
    const call = world.call('sales', { preferredAgentId: 'rui', preferredMs: MINUTE });
    world.pass(MINUTE - 1);
    expect(world.get(call).state.kind).toBe('queued');
    world.pass(1);
    expect(world.agentOf(call)).toBe('ana');
  });

  it('survives a restart of the server, and is waited for as before', () => {
    const call = callback(10 * MINUTE);
    world.restart();
    world.pass(10 * MINUTE - 1);
    expect(world.get(call).state.kind).toBe('queued');
    world.pass(1);
    expect(world.log.at(-1)).toMatchObject({ reason: 'callback-missed' });
  });
});
