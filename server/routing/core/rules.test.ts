import { describe, expect, test } from 'vitest';
import type { Queue } from './model.ts';
import { occupancyAt } from './stats.ts';
import { only, queue, serve, World } from './testing.ts';

describe('a requirement', () => {
  test('may ask for any of several skills, at their own levels', () => {
    const world = only({ requirement: { any: [{ skillId: 'french', level: 2 }, { all: [{ skillId: 'english', level: 4 }] }] } });
    world.agent('ana', 'lisbon', { french: 1, english: 3 });
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.agent('carol', 'toronto', { english: 4 });
    expect(world.agentOf(call)).toBe('carol');
    expect(world.get(call).decision?.passedOver[0]?.reason).toBe('english 3, needs 4 and french 1, needs 2');
  });

  test('of a single call is asked for beside its queue’s', () => {
    const world = new World();
    world.agent('ana', 'lisbon', { sales: 5 });
    world.agent('carol', 'toronto', { sales: 1, french: 2 });
    expect(world.agentOf(world.call('sales', { requirement: { skillId: 'french', level: 2 } }))).toBe('carol');
  });

  test('that names an unknown skill is refused with the field, and no call comes of it', () => {
    const world = new World();
    const requirement = {
      any: [
        { skillId: 'sales', level: 1 },
        { skillId: 'juggling', level: 1 },
      ],
    };
    expect(world.start('c', 'sales', { requirement })).toMatchObject({
      ok: false,
      error: { code: 'not-found', field: 'requirement.any.1.skillId' },
    });
    expect(world.state.calls.size).toBe(0);
  });
});

test('of the things that single calls ask for there are only so many at once; those over make room', () => {
  const world = only({}, {});
  const asked = (n: number) => ({
    all: ['sales', 'support', 'english'].map((skillId, at) => ({ skillId, level: 1 + (Math.floor(n / 5 ** at) % 5) })),
  });
  for (let n = 0; n < 100; n += 1) expect(world.start(`c${n}`, 'sales', { requirement: asked(n) })).toEqual({ ok: true });
  const refused = { ok: false, error: { code: 'too-many', field: 'requirement' } };
  expect(world.start('c100', 'sales', { requirement: asked(100) })).toMatchObject(refused);
  expect(world.start('same', 'sales', { requirement: asked(7) })).toEqual({ ok: true });
  world.do({ kind: 'caller-left', callId: 'c42' });
  expect(world.start('c100', 'sales', { requirement: asked(100) })).toEqual({ ok: true });
  world.agent('ana', 'lisbon', { sales: 5, support: 5, english: 5 });
  expect(world.agentOf('c0')).toBe('ana');
});

describe('steps', () => {
  test('lower a level after their wait, and the call is offered at that moment', () => {
    const world = only({ steps: [{ afterMs: 20_000, change: { kind: 'lower-level', skillId: 'sales', level: 2 } }] }, { sales: 4 });
    world.agent('rita', 'lisbon', { sales: 4 });
    world.agent('ana', 'lisbon', { sales: 2 });
    const [first, second] = [world.call(), world.call()];
    expect(world.agentOf(first)).toBe('rita');
    world.connect(first);
    world.pass(19_900);
    expect(world.agentOf(second)).toBeNull();
    world.pass(100);
    expect(world.agentOf(second)).toBe('ana');
    expect(world.log.find((event) => event.kind === 'call-widened')).toMatchObject({ callId: second, cause: 'waited' });
  });

  test('are not skipped while a center that has just been linked to again has not said who is signed in', () => {
    const steps: Queue['steps'] = [{ afterMs: 120_000, change: { kind: 'add-center', centerId: 'toronto' } }];
    const world = only({ centers: ['lisbon'], steps });
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('carol', 'toronto', { sales: 1 });
    world.status('ana', 'not-ready');
    const call = world.call();
    world.restart();
    world.do({ kind: 'caller-back', callId: call });
    world.snapshot('toronto');
    expect(world.agentOf(call)).toBeNull();
    world.snapshot('lisbon');
    world.status('ana', 'available');
    expect(world.agentOf(call)).toBe('ana');
  });

  test('are skipped once the time to report after a restart is over', () => {
    const steps: Queue['steps'] = [{ afterMs: 120_000, change: { kind: 'add-center', centerId: 'toronto' } }];
    const world = only({ centers: ['lisbon'], steps });
    world.agent('carol', 'toronto', { sales: 1 });
    world.restart();
    world.snapshot('toronto');
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.pass(10_000, ['toronto']);
    expect(world.agentOf(call)).toBe('carol');
  });

  test('drop a skill', () => {
    const world = only({ steps: [{ afterMs: 5000, change: { kind: 'drop-skill', skillId: 'french' } }] }, { sales: 1, french: 3 });
    world.agent('rita', 'lisbon', { sales: 1, french: 3 });
    world.status('rita', 'not-ready');
    world.agent('ana', 'lisbon', { sales: 1 });
    const call = world.call();
    world.pass(5000);
    expect(world.agentOf(call)).toBe('ana');
  });

  test('add a center, whose agents then have another center’s call', () => {
    const world = only({ centers: ['lisbon'], steps: [{ afterMs: 5000, change: { kind: 'add-center', centerId: 'toronto' } }] });
    world.agent('ana', 'lisbon', { sales: 1 });
    world.status('ana', 'not-ready');
    world.agent('carol', 'toronto', { sales: 1 });
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.pass(5000);
    expect(world.agentOf(call)).toBe('carol');
    expect(world.state.index.counts('toronto').foreign).toBe(1);
  });

  test('raise the priority over others', () => {
    const world = new World([
      queue('sales', { sales: 1 }, { steps: [{ afterMs: 10_000, change: { kind: 'raise-priority', by: 3 } }] }),
      queue('vip', { sales: 1 }, { priority: 2 }),
    ]);
    const plain = world.call('sales');
    world.pass(10_000);
    const vip = world.call('vip');
    world.agent('ana', 'lisbon', { sales: 1 });
    expect(world.agentOf(plain)).toBe('ana');
    expect(world.agentOf(vip)).toBeNull();
  });

  test('are skipped at once when nobody signed in could ever meet what is asked', () => {
    const steps: Queue['steps'] = [
      { afterMs: 60_000, change: { kind: 'lower-level', skillId: 'sales', level: 4 } },
      { afterMs: 120_000, change: { kind: 'lower-level', skillId: 'sales', level: 2 } },
    ];
    const world = only({ steps }, { sales: 5 });
    world.agent('ana', 'lisbon', { sales: 2 });
    const call = world.call();
    expect(world.agentOf(call)).toBe('ana');
    expect(world.log.find((event) => event.kind === 'call-widened')).toMatchObject({ widened: 2, cause: 'nobody-signed-in' });
  });

  test('are skipped as well when the last who could meet it signs out, and wait while somebody is only busy', () => {
    const world = only({ steps: [{ afterMs: 60_000, change: { kind: 'lower-level', skillId: 'sales', level: 1 } }] }, { sales: 5 });
    world.agent('rita', 'lisbon', { sales: 5 });
    world.status('rita', 'not-ready');
    world.agent('ana', 'lisbon', { sales: 1 });
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.status('rita', 'offline');
    expect(world.agentOf(call)).toBe('ana');
  });
});

describe('the preferred agent', () => {
  const world = () => {
    const made = only({ preferredMs: 15_000 });
    made.agent('ana', 'lisbon', { sales: 1 });
    made.now += 1000;
    made.agent('carol', 'toronto', { sales: 1 });
    return made;
  };

  test('gets the call though another has been idle for longer', () => {
    const made = world();
    const call = made.call('sales', { preferredAgentId: 'carol' });
    expect(made.agentOf(call)).toBe('carol');
    expect(made.get(call).decision).toMatchObject({
      why: ['the customer spoke to them last', 'sales 1'],
      reasons: [[{ kind: 'spoke-last' }, { kind: 'skills', skills: [{ name: 'sales', level: 1 }] }]],
    });
  });

  test('is waited for while on another call, for the set time, and then anybody may have it', () => {
    const made = world();
    made.status('carol', 'on-call');
    const call = made.call('sales', { preferredAgentId: 'carol' });
    made.pass(14_900);
    expect(made.agentOf(call)).toBeNull();
    made.pass(100);
    expect(made.agentOf(call)).toBe('ana');
  });

  test.each(['not-ready', 'offline'] as const)('is not waited for when %s', (status) => {
    const made = world();
    made.status('carol', status);
    expect(made.agentOf(made.call('sales', { preferredAgentId: 'carol' }))).toBe('ana');
  });

  test('who declines loses the preference', () => {
    const made = world();
    const call = made.call('sales', { preferredAgentId: 'carol' });
    made.do({ kind: 'reject', reason: 'declined', ...made.acting(call) });
    expect(made.agentOf(call)).toBe('ana');
  });
});

describe('strategies', () => {
  test('least occupied takes whoever was on calls less of late, though idle for a shorter time', () => {
    const world = only({ strategy: 'least-occupied' });
    world.agent('ana', 'lisbon', { sales: 1 });
    const first = world.call();
    serve(world, first, 600_000);
    world.pass(60_000);
    world.agent('bruno', 'lisbon', { sales: 1 });
    expect(world.agentOf(world.call())).toBe('bruno');
  });

  test('occupancy of late falls while idle, rises on a call, and stands still while away', () => {
    const work = { handled: 0, handledMs: 0, occupancy: 0.5, at: 0 };
    const hour = 3_600_000;
    expect(occupancyAt({ ...work, doing: 'idle' }, hour)).toBeCloseTo(0.5 / Math.E);
    expect(occupancyAt({ ...work, doing: 'busy' }, hour)).toBeCloseTo(1 - 0.5 / Math.E);
    expect(occupancyAt({ ...work, doing: 'away' }, hour)).toBe(0.5);
  });

  test('fastest server takes whoever handles calls faster', () => {
    const world = only({ strategy: 'fastest-server' });
    world.agent('slow', 'lisbon', { sales: 1 });
    for (let n = 0; n < 4; n += 1) serve(world, world.call(), 400_000);
    world.status('slow', 'not-ready');
    world.agent('fast', 'lisbon', { sales: 1 });
    for (let n = 0; n < 4; n += 1) serve(world, world.call(), 60_000);
    world.status('slow', 'available');
    world.pass(600_000);
    expect(world.agentOf(world.call())).toBe('fast');
  });

  test('fewest extra skills keeps the versatile free', () => {
    const world = only({ strategy: 'fewest-extra-skills' });
    world.agent('versatile', 'lisbon', { sales: 5, support: 5, english: 5 });
    world.pass(60_000);
    world.agent('plain', 'lisbon', { sales: 1 });
    expect(world.agentOf(world.call())).toBe('plain');
  });

  test('random takes each of the free about as often, over centers of different sizes', () => {
    const counts: Record<string, number> = {};
    const world = only({ strategy: 'random' });
    for (let n = 0; n < 6; n += 1) world.agent(`l${n}`, 'lisbon', { sales: 1 });
    for (let n = 0; n < 2; n += 1) world.agent(`t${n}`, 'toronto', { sales: 1 });
    for (let n = 0; n < 1600; n += 1) {
      const call = world.call();
      const agentId = world.agentOf(call) ?? '';
      counts[agentId] = (counts[agentId] ?? 0) + 1;
      world.do({ kind: 'caller-left', callId: call });
      world.settle(agentId);
    }
    // 200 expected; five standard deviations are 66.
    expect(Object.values(counts).every((count) => Math.abs(count - 200) < 66)).toBe(true);
    expect(Object.keys(counts)).toHaveLength(8);
  });
});

describe('centers', () => {
  test('the nearer media wins when two were idle about as long', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('carol', 'toronto', { sales: 1 });
    world.pass(30_000);
    const call = world.call('sales', { roundTrips: { lisbon: 220, toronto: 12 } });
    expect(world.agentOf(call)).toBe('carol');
    expect(world.get(call).decision?.centers.map(({ centerId, roundTripMs }) => [centerId, roundTripMs])).toEqual([
      ['lisbon', 220],
      ['toronto', 12],
    ]);
  });

  test('older data counts against a center', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 1 });
    world.agent('carol', 'toronto', { sales: 1 });
    world.pass(30_000);
    world.now += 5000;
    world.beat('toronto');
    expect(world.agentOf(world.call())).toBe('carol');
  });

  test('that are closed by their hours get no offers, and get what waits when they open', () => {
    const world = new World([queue('sales', { sales: 1 })]);
    world.now = Date.parse('2026-11-23T08:59:00Z');
    // Lisbon is on UTC in November.
    const hours = { timeZone: 'Europe/Lisbon', weekly: [{ day: 1, from: '09:00', to: '17:00' }], holidays: [] };
    world.configure([queue('sales', { sales: 1 })], { lisbon: { hours } });
    world.agent('ana', 'lisbon', { sales: 1 });
    const call = world.call();
    expect(world.agentOf(call)).toBeNull();
    world.pass(59_900);
    expect(world.agentOf(call)).toBeNull();
    world.pass(200);
    expect(world.agentOf(call)).toBe('ana');
  });

  test('let only a share of their agents be taken by other centers’ calls', () => {
    const queues = [
      queue('sales', { sales: 1 }, { centers: ['lisbon'], steps: [{ afterMs: 0, change: { kind: 'add-center', centerId: 'toronto' } }] }),
    ];
    const world = new World(queues);
    world.configure(queues, { toronto: { foreignShare: 0.5 } });
    world.agent('carol', 'toronto', { sales: 1 });
    world.agent('david', 'toronto', { sales: 1 });
    const [first, second] = [world.call(), world.call()];
    expect([world.agentOf(first), world.agentOf(second)]).toEqual(['carol', null]);
    world.do({ kind: 'caller-left', callId: first });
    expect(world.agentOf(second)).toBe('david');
  });

  test('keep to that share also when a call is offered to several at once', () => {
    const steps: Queue['steps'] = [{ afterMs: 0, change: { kind: 'add-center', centerId: 'toronto' } }];
    const queues = [queue('sales', { sales: 1 }, { centers: ['lisbon'], steps, offersAtOnce: 5 })];
    const world = new World(queues);
    world.configure(queues, { toronto: { foreignShare: 0.5 } });
    for (let n = 0; n < 4; n += 1) world.agent(`t${n}`, 'toronto', { sales: 1 });
    world.agent('ana', 'lisbon', { sales: 1 });
    expect(world.agentsOf(world.call()).sort()).toEqual(['ana', 't0', 't1']);
  });

  test('that are always open but on one holiday weeks away are closed on it', () => {
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
    const hours = { timeZone: 'Europe/Lisbon', weekly, holidays: [{ date: '2026-12-25', name: 'Christmas', open: null }] };
    const world = only({});
    world.now = Date.parse('2026-12-01T12:00:00Z');
    world.configure([queue('sales', { sales: 1 })], { lisbon: { hours } });
    world.agent('ana', 'lisbon', { sales: 1 });
    const before = world.call();
    expect(world.agentOf(before)).toBe('ana');
    world.do({ kind: 'caller-left', callId: before });
    world.now = Date.parse('2026-12-25T12:00:00Z');
    world.do({ kind: 'tick' });
    world.snapshot('lisbon');
    world.settle('ana');
    expect(world.agentOf(world.call())).toBeNull();
  });

  test('that protect their own service level take no others’ calls while it is missed', () => {
    const foreign = queue(
      'lisbon-sales',
      { sales: 1 },
      { centers: ['lisbon'], steps: [{ afterMs: 0, change: { kind: 'add-center', centerId: 'toronto' } }] },
    );
    const own = queue('toronto-sales', { sales: 1 }, { centers: ['toronto'] });
    const world = new World([foreign, own]);
    world.configure([foreign, own], { toronto: { protectServiceLevel: 0.8 } });
    const missed = world.call('toronto-sales');
    world.pass(60_000);
    world.do({ kind: 'caller-left', callId: missed });
    world.agent('carol', 'toronto', { sales: 1 });
    const call = world.call('lisbon-sales');
    expect(world.agentOf(call)).toBeNull();
    // Four of five in time.
    for (let n = 0; n < 4; n += 1) serve(world, world.call('toronto-sales'), 1000);
    expect(world.agentOf(call)).toBe('carol');
  });
});

describe('several offers at once', () => {
  test('go to the best; the first to accept has the call, and the others are rescinded by the same event', () => {
    const world = only({ offersAtOnce: 2 });
    for (const id of ['ana', 'bruno', 'carol']) {
      world.agent(id, 'lisbon', { sales: 1 });
      world.now += 1000;
    }
    const call = world.call();
    expect(world.agentsOf(call)).toEqual(['ana', 'bruno']);
    const late = world.acting(call, 'ana');
    expect(world.accept(call, 'bruno')).toEqual({ ok: true });
    expect(world.agentsOf(call)).toEqual(['bruno']);
    expect(world.do({ kind: 'accept', ...late })).toMatchObject({ ok: false, error: { code: 'stale-token' } });
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-accepted', rescinded: [{ agentId: 'ana' }] });
    world.settle('ana');
    world.status('carol', 'not-ready');
    expect(world.agentOf(world.call())).toBe('ana');
  });

  test('stand while one of them is declined, and the call waits again when all are', () => {
    const world = only({ offersAtOnce: 2 });
    for (const id of ['ana', 'bruno']) world.agent(id, 'lisbon', { sales: 1 });
    const call = world.call();
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(call, 'ana') });
    expect(world.agentsOf(call)).toEqual(['bruno']);
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(call, 'bruno') });
    expect(world.get(call).state.kind).toBe('queued');
  });
});

describe('capacity', () => {
  test('lets an agent have so many calls at once, and those without any come first', () => {
    const world = only({});
    world.agent('ana', 'lisbon', { sales: 1 }, 2);
    world.now += 1000;
    world.agent('bruno', 'lisbon', { sales: 1 });
    const calls = [world.call(), world.call(), world.call(), world.call()];
    expect(calls.map((call) => world.agentOf(call))).toEqual(['ana', 'bruno', 'ana', null]);
  });
});

describe('queue rules', () => {
  const MONDAY_NIGHT = Date.parse('2026-11-23T22:00:00Z');
  const hours = { timeZone: 'Europe/Lisbon', weekly: [{ day: 1, from: '09:00', to: '17:00' }], holidays: [] };

  test('a closed queue ends the call with what the caller is told', () => {
    const world = only({ hours, whenClosed: { kind: 'callback', text: 'We open at nine' } });
    world.now = MONDAY_NIGHT;
    world.agent('ana', 'lisbon', { sales: 1 });
    world.call();
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', reason: 'queue-closed', wayOn: { kind: 'callback' } });
  });

  test('who waits when a queue closes came in time, and is served', () => {
    const world = only({ hours });
    world.now = Date.parse('2026-11-23T16:59:59Z');
    world.configure([queue('sales', { sales: 1 }, { hours })]);
    const call = world.call();
    world.pass(60_000);
    expect(world.get(call).state.kind).toBe('queued');
    world.agent('ana', 'lisbon', { sales: 1 });
    expect(world.agentOf(call)).toBe('ana');
  });

  test('a closed queue may send the call to another, where it keeps its enqueue time', () => {
    const world = new World([
      queue('sales', { sales: 1 }, { hours, whenClosed: { kind: 'queue', queueId: 'night' } }),
      queue('night', { support: 1 }),
    ]);
    world.now = MONDAY_NIGHT;
    world.agent('carol', 'toronto', { support: 1 });
    const call = world.call('sales');
    expect(world.agentOf(call)).toBe('carol');
    expect(world.get(call)).toMatchObject({ queueId: 'night', cameFrom: ['sales'], enqueuedAt: MONDAY_NIGHT });
  });

  test('queues that send each other their calls do not do so for ever', () => {
    const world = new World([
      queue('a', { sales: 1 }, { hours, whenClosed: { kind: 'queue', queueId: 'b' } }),
      queue('b', { sales: 1 }, { hours, whenClosed: { kind: 'queue', queueId: 'a' } }),
    ]);
    world.now = MONDAY_NIGHT;
    world.call('a');
    expect(world.kinds().filter((kind) => kind === 'call-moved')).toHaveLength(1);
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', reason: 'queue-closed', wayOn: null });
  });

  test('a full queue turns away whoever would have to wait, not who can be served at once', () => {
    const world = only({ maxLength: 1, requirement: { all: [] } });
    world.call('sales', { requirement: { skillId: 'sales', level: 1 } });
    world.call('sales', { requirement: { skillId: 'sales', level: 1 } });
    expect(world.log.at(-1)).toMatchObject({ kind: 'call-canceled', reason: 'queue-full', wayOn: { kind: 'message' } });
    world.agent('carol', 'toronto', { support: 1 });
    expect(world.agentOf(world.call('sales', { requirement: { skillId: 'support', level: 1 } }))).toBe('carol');
  });

  test('who has waited too long goes on at that moment', () => {
    const world = only({ maxWaitMs: 30_000, whenTooLong: { kind: 'leave-message', text: 'Sorry' } });
    const call = world.call();
    world.pass(29_900);
    expect(world.get(call).state.kind).toBe('queued');
    world.pass(100);
    expect(world.log.findLast((event) => event.kind === 'call-canceled')).toMatchObject({ reason: 'waited-too-long' });
  });
});
