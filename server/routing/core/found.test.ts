import { describe, expect, test } from 'vitest';
import type { Queue } from './model.ts';
import { only, queue, World } from './testing.ts';

/** What random histories have found before, in its shortest form. */
describe('found by random histories', () => {
  test('a workstation that answers again after a silence, with nothing else changed, gets what waits', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 1 });
    for (let beat = 0; beat < 6; beat += 1) {
      world.now += 2000;
      world.report('lisbon', 'changes', []);
    }
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.change('ana', {});
    expect(world.agentOf(call)).toBe('ana');
  });

  test('who may be asked again by now is not passed by for a younger call, whatever comes between two ticks', () => {
    const world = only({ preferredMs: 30_000 });
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('bruno', 'lisbon', { sales: 1 });
    world.status('bruno', 'on-call');
    const older = world.call();
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(older) });
    world.settle('ana');
    const younger = world.call('sales', { preferredAgentId: 'bruno' });
    world.pass(29_900);
    world.now += 200;
    // It ends the younger call's waiting for bruno; ana has declined the older one a little more than 30 s ago.
    world.status('bruno', 'not-ready');
    expect([world.agentOf(older), world.agentOf(younger)]).toEqual(['ana', null]);
  });

  test('steps are skipped as well for a call that comes back to a line which its last agent has left meanwhile', () => {
    const world = only({ centers: ['lisbon'], steps: [{ afterMs: 60_000, change: { kind: 'add-center', centerId: 'toronto' } }] });
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('carol', 'toronto', { sales: 1 });
    const call = world.call();
    world.change('ana', { skills: [] });
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(call) });
    expect(world.agentOf(call)).toBe('carol');
  });

  test('steps are skipped once somebody signs in who could meet a later one', () => {
    const world = only({ steps: [{ afterMs: 60_000, change: { kind: 'lower-level', skillId: 'sales', level: 1 } }] }, { sales: 5 });
    const call = world.call();
    world.agent('ana', 'lisbon', { sales: 1 });
    expect(world.agentOf(call)).toBe('ana');
  });

  const away: Queue['steps'] = [{ afterMs: 0, change: { kind: 'add-center', centerId: 'toronto' } }];

  test('a center without a limit takes other centers’ calls up to its agents’ capacity, not up to their number', () => {
    const world = only({ centers: ['lisbon'], steps: away });
    world.agent('carol', 'toronto', { sales: 1 }, 2);
    expect([world.agentOf(world.call()), world.agentOf(world.call())]).toEqual(['carol', 'carol']);
  });

  test('who is drawn by chance does not come on top of a center’s share', () => {
    const queues = [queue('sales', { sales: 1 }, { centers: ['lisbon'], steps: away, strategy: 'random', offersAtOnce: 3 })];
    const world = new World(queues);
    world.configure(queues, { toronto: { foreignShare: 0.5 } });
    for (let n = 0; n < 3; n += 1) world.agent(`t${n}`, 'toronto', { sales: 1 });
    for (let n = 0; n < 20; n += 1) {
      const call = world.call();
      const offered = world.agentsOf(call);
      expect(offered).toHaveLength(1);
      world.do({ kind: 'caller-left', callId: call });
      for (const agentId of offered) world.settle(agentId);
    }
  });

  test('calls that are due at the same moment are dealt with in the order in which they came, whatever was due before', () => {
    const world = only({ maxWaitMs: 60_000 });
    const calls = [world.call(), world.call(), world.call()];
    world.do({ kind: 'caller-away', callId: calls[1] ?? '' });
    world.do({ kind: 'caller-back', callId: calls[1] ?? '' });
    world.now += 60_000;
    world.do({ kind: 'tick' });
    const canceled = world.log.flatMap((event) => (event.kind === 'call-canceled' ? [event.callId] : []));
    expect(canceled).toEqual(calls);
  });

  test('who can have several calls is compared by what they do with one, also in a line that was made before', () => {
    const world = only({ strategy: 'least-occupied' });
    world.agent('ana', 'lisbon', { sales: 1 }, 2);
    world.connect(world.call());
    world.pass(600_000);
    const { decision } = world.get(world.call());
    expect(decision?.candidates[0]).toMatchObject({ agentId: 'ana', measure: '15 % occupied of late' });
  });

  test('who signs in and could meet what a waiting call asks for after a step is seen, also when that was made room for', () => {
    const steps = [{ afterMs: 60_000, change: { kind: 'add-center' as const, centerId: 'lisbon' } }];
    const world = new World([queue('sales', { sales: 1 }, { centers: ['toronto'], steps })], { ownNeeds: 3 });
    world.agent('leo', 'lisbon', { sales: 1 });
    const call = world.call('sales', { requirement: { skillId: 'french', level: 1 } });
    for (const level of [2, 3, 4])
      world.do({ kind: 'caller-left', callId: world.call('sales', { requirement: { skillId: 'sales', level } }) });
    world.agent('ana', 'lisbon', { sales: 1, french: 1 });
    expect(world.agentOf(call)).toBe('ana');
  });

  test('a call that a closed queue sends away is over, whatever its queue’s steps would do at once', () => {
    const hours = { timeZone: 'Europe/Lisbon', weekly: [], holidays: [] };
    const world = only({ hours, steps: [{ afterMs: 0, change: { kind: 'raise-priority', by: 1 } }] });
    expect(world.start('c')).toEqual({ ok: true });
    expect(world.kinds().slice(-2)).toEqual(['call-queued', 'call-canceled']);
  });
});
