import { beforeEach, describe, expect, it } from 'vitest';
import { World } from './testing.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
const wants = (callId: string) => world.do({ kind: 'want-ring-back', callId });
const comes = (callId: string) => world.do({ kind: 'answer-ring-back', callId });
const stateOf = (callId: string) => world.get(callId).state.kind;

describe('a caller who wants to be rung back', () => {
  it('is rung when somebody is free, and offered to nobody before they have come', () => {
    const call = world.call();
    wants(call);
    world.agent('ana', 'lisbon', { sales: 5 });
    expect([stateOf(call), world.get(call).ringBack]).toEqual(['queued', { kind: 'rung', until: world.now + 30_000, missed: 0 }]);
    comes(call);
    expect([world.agentOf(call), world.get(call).ringBack]).toEqual(['ana', null]);
  });

  it('holds nobody up: the agent has whoever is behind, and the caller the next', () => {
    const call = world.call();
    wants(call);
    const behind = world.call();
    world.agent('ana', 'lisbon', { sales: 5 });
    expect([world.get(call).ringBack?.kind, world.agentOf(behind)]).toEqual(['rung', 'ana']);
    const late = world.call();
    comes(call);
    world.agent('ben', 'lisbon', { sales: 5 });
    expect([world.agentOf(call), stateOf(late)]).toEqual(['ben', 'queued']);
  });

  it('who does not answer is rung once more after a while; then the place is given up, with a reason of its own', () => {
    const call = world.call();
    wants(call);
    world.agent('ana', 'lisbon', { sales: 5 });
    world.pass(world.settings.ringBackMs);
    expect(world.get(call).ringBack).toEqual({ kind: 'paused', until: world.now + world.settings.ringAgainMs, missed: 1 });
    world.pass(world.settings.ringAgainMs);
    expect(world.get(call).ringBack).toMatchObject({ kind: 'rung', missed: 1 });
    world.pass(world.settings.ringBackMs);
    expect(world.log.findLast((event) => 'callId' in event)).toMatchObject({
      kind: 'call-canceled',
      ...{ callId: call, reason: 'ring-back-missed', wayOn: null },
    });
  });

  it('may come before they are rung, also between the two times', () => {
    const call = world.call();
    wants(call);
    comes(call);
    expect(world.get(call).ringBack).toBeNull();
    wants(call);
    world.agent('ana', 'lisbon', { sales: 5 });
    world.pass(world.settings.ringBackMs);
    comes(call);
    expect(world.agentOf(call)).toBe('ana');
  });

  it('wants it once, however often they say so', () => {
    const call = world.call();
    wants(call);
    wants(call);
    expect(world.log.filter(({ kind }) => kind === 'ring-back-wanted')).toHaveLength(1);
  });

  it('is refused where nobody waits, and where answers come in writing', () => {
    world.agent('ana', 'lisbon', { sales: 5 });
    const call = world.call();
    expect(wants(call)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(wants('none')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(comes('none')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

it('a waiting caller whose connection is gone is waited for a minute, one who talks half of that', () => {
  const call = world.call();
  world.do({ kind: 'caller-away', callId: call });
  world.pass(59_999);
  expect(stateOf(call)).toBe('queued');
  world.pass(1);
  expect(world.log.at(-1)).toMatchObject({ kind: 'call-abandoned', callId: call, reason: 'caller-lost' });
});

it('an offer whose caller’s page has gone is withdrawn at once; back again, the caller is offered from the same place', () => {
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  expect(world.agentOf(call)).toBe('ana');
  world.do({ kind: 'caller-away', callId: call });
  expect([stateOf(call), world.state.callsOf.has('ana')]).toEqual(['queued', false]);
  world.settle('ana');
  world.do({ kind: 'caller-back', callId: call });
  expect(world.agentOf(call)).toBe('ana');
});
