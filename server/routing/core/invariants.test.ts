import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply } from './apply.ts';
import type { RoutingCommand } from './commands.ts';
import { execute } from './execute.ts';
import { emptyState, type RoutingState, reservationOf } from './model.ts';
import { queue, World } from './testing.ts';
import { effectivePriority } from './waiting.ts';

/** Random histories of two centers with five agents; the invariants are looked at after each step. */

const AGENTS = [
  ['ana', 'lisbon', { sales: 5, support: 2 }],
  ['bruno', 'lisbon', { support: 4 }],
  ['rita', 'lisbon', { sales: 1 }],
  ['carol', 'toronto', { sales: 3, support: 5 }],
  ['david', 'toronto', { support: 1 }],
] as const;

type Act =
  | { do: 'call'; queueId: string }
  | { do: 'pass'; ms: number; beating: string[] }
  | { do: 'status'; agent: number; status: 'available' | 'not-ready' | 'offline' }
  | { do: 'settle' | 'unreachable' | 'reachable'; agent: number }
  | { do: 'leave' | 'away' | 'back' | 'accept' | 'audio' | 'decline' | 'hang-up' | 'complete' | 'stale-accept'; call: number }
  | { do: 'snapshot' | 'lost-report'; center: string };

const agent = fc.nat(AGENTS.length - 1);
const center = fc.constantFrom('lisbon', 'toronto');
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('call' as const), queueId: fc.constantFrom('sales', 'support', 'vip') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(100, 900, 4000, 11_000, 35_000, 130_000),
      beating: fc.subarray(['lisbon', 'toronto']),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('status' as const), agent, status: fc.constantFrom('available', 'not-ready', 'offline') }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'unreachable' as const, 'reachable' as const), agent }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('leave', 'away', 'back', 'accept', 'audio', 'decline', 'hang-up', 'complete', 'stale-accept'),
      call: fc.nat(30),
    }) as fc.Arbitrary<Act>,
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('snapshot' as const, 'lost-report' as const), center }) },
);

function newWorld(): World {
  const world = new World([queue('sales', { sales: 1 }), queue('support', { support: 2 }), queue('vip', { sales: 3 }, { priority: 2 })]);
  for (const [id, centerId, skills] of AGENTS) world.agent(id, centerId, skills);
  return world;
}

function perform(world: World, step: Act): void {
  const ids = [...world.state.calls.keys()];
  const callId = 'call' in step ? ids[step.call % Math.max(1, ids.length)] : undefined;
  const agentId = 'agent' in step ? AGENTS[step.agent]?.[0] : undefined;
  if ('call' in step && callId === undefined) return;
  switch (step.do) {
    case 'call':
      world.call(step.queueId);
      return;
    case 'pass':
      world.pass(step.ms, step.beating);
      return;
    case 'status':
      if (agentId) world.status(agentId, step.status);
      return;
    case 'settle':
      if (agentId) world.settle(agentId);
      return;
    case 'unreachable':
    case 'reachable':
      if (agentId) world.change(agentId, { reachable: step.do === 'reachable' });
      return;
    case 'snapshot':
      world.snapshot(step.center);
      return;
    case 'lost-report':
      world.report(step.center, 'changes', [], 1_000_000 + world.log.length);
      return;
    default:
      world.do(commandOn(world, step.do, callId ?? ''));
  }
}

function commandOn(world: World, act: Extract<Act, { call: number }>['do'], callId: string): RoutingCommand {
  const reservation = reservationOf(world.get(callId));
  const acting = {
    centerId: reservation?.centerId ?? 'lisbon',
    agentId: reservation?.agentId ?? 'ana',
    reservationId: reservation?.id ?? 'none',
    token: reservation?.token ?? 0,
  };
  switch (act) {
    case 'leave':
      return { kind: 'caller-left', callId };
    case 'away':
      return { kind: 'caller-away', callId };
    case 'back':
      return { kind: 'caller-back', callId };
    case 'accept':
      return { kind: 'accept', ...acting };
    case 'stale-accept':
      return { kind: 'accept', ...acting, token: acting.token - 1 };
    case 'audio':
      return { kind: 'audio', callId, caller: true, agent: true, bothWays: true };
    case 'decline':
      return { kind: 'reject', reason: 'declined', ...acting };
    case 'hang-up':
      return { kind: 'agent-hang-up', ...acting };
    case 'complete':
      return { kind: 'complete', disposition: 'Done', ...acting };
  }
}

function histories(check: (world: World) => void, afterEach = true): void {
  const property = fc.property(fc.array(act, { maxLength: 60 }), (steps) => {
    const world = newWorld();
    for (const step of steps) {
      perform(world, step);
      if (afterEach) check(world);
    }
    check(world);
  });
  // A failure prints its seed and the shortest history that shows it.
  fc.assert(property, { numRuns: 300 });
}

test('invariant 1: no agent holds more live reservations and calls than their capacity of one', () => {
  histories(({ state }) => {
    const holders = [...state.calls.values()].flatMap((call) => reservationOf(call)?.agentId ?? []);
    expect(new Set(holders).size).toBe(holders.length);
    expect(new Map([...state.callOf].sort())).toEqual(holdersOf(state));
  });
});

test('invariant 2: a call is never connected to two answering agents, and every reservation ends once', () => {
  histories((world) => {
    const live = new Map<string, string>();
    const ended = new Set<string>();
    for (const event of world.log) {
      if (event.kind === 'call-offered') {
        expect(live.has(event.callId)).toBe(false);
        live.set(event.callId, event.reservation.id);
      }
      if (event.kind === 'call-accepted') expect(live.get(event.callId)).toBe(event.reservationId);
      if (['call-requeued', 'call-completed', 'call-abandoned', 'call-failed'].includes(event.kind) && 'callId' in event) {
        const reservation = live.get(event.callId);
        if (reservation) {
          expect(ended.has(reservation)).toBe(false);
          ended.add(reservation);
        }
        live.delete(event.callId);
      }
    }
  }, false);
});

test('invariant 3: no offer goes to an agent whose workstation has not answered a round trip within the last 10 s', () => {
  histories((world) => {
    const last = world.log.at(-1);
    if (last?.kind !== 'call-offered' || last.at !== world.now) return;
    const chosen = world.state.agents.get(last.reservation.agentId);
    expect(world.now - (chosen?.answeredAt ?? 0)).toBeLessThan(10_000);
    const link = world.state.centers.get(last.reservation.centerId)?.link;
    expect(link?.kind).toBe('up');
  });
});

test('invariant 4: a state rebuilt from the log of open calls has every caller in place, with the first enqueue time', () => {
  histories((world) => {
    const rebuilt = emptyState();
    for (const event of world.log) if ('callId' in event && world.state.calls.has(event.callId)) apply(rebuilt, event);
    expect(rebuilt.calls).toEqual(world.state.calls);
    for (const call of rebuilt.calls.values()) {
      const queued = world.log.find((event) => event.kind === 'call-queued' && event.callId === call.id);
      expect(queued).toMatchObject({ at: call.enqueuedAt, place: call.place });
    }
  }, false);
});

test('invariant 5: higher priority first, then older; nobody is overtaken by an equal who came later', () => {
  histories((world) => {
    const { state, now, settings } = world;
    const offers = world.log.filter((event) => event.kind === 'call-offered' && event.at === now);
    for (const offer of offers) {
      if (offer.kind !== 'call-offered') continue;
      const served = state.calls.get(offer.callId);
      if (!served) continue;
      const overtaken = [...state.calls.values()].filter(
        (call) =>
          call.state.kind === 'queued' &&
          call.queueId === served.queueId &&
          call.callerAwaySince === null &&
          !call.passedBy.has(offer.reservation.agentId) &&
          call.since < now &&
          effectivePriority(call, now, settings) >= effectivePriority(served, now, settings) &&
          call.place < served.place,
      );
      expect(overtaken.map((call) => call.id)).toEqual([]);
    }
  });
});

test('invariant 6: replaying the log gives the same state, and the same commands give the same decisions', () => {
  histories((world) => {
    const replayed = emptyState();
    for (const event of world.log) apply(replayed, event);
    expect(replayed).toEqual(world.state);
    const copy = structuredClone(world.state);
    const first = execute(structuredClone(world.state), { kind: 'tick' }, world.now + 5000, world.settings);
    expect(execute(copy, { kind: 'tick' }, world.now + 5000, world.settings)).toEqual(first);
  }, false);
});

test('invariant 7: every decision names its candidates, who was passed over and why, and how old the data was', () => {
  histories((world) => {
    for (const event of world.log) {
      if (event.kind !== 'call-offered') continue;
      const { decision } = event.reservation;
      const named = [...decision.candidates, ...decision.passedOver].map((one) => one.agentId);
      expect(new Set(named).size).toBe(named.length);
      expect(decision.candidates[0]?.agentId).toBe(decision.chosen);
      expect(decision.passedOver.every((one) => one.reason.length > 0)).toBe(true);
      expect(decision.why.length).toBeGreaterThan(0);
      expect(decision.dataAgeMs[event.reservation.centerId]).toBeLessThan(10_000);
    }
  }, false);
});

test('a refused command changes nothing and decides nothing', () => {
  histories((world) => {
    const before = structuredClone(world.state);
    const stale = { centerId: 'lisbon', agentId: 'ana', reservationId: 'none', token: -1 };
    const { events, reply } = execute(world.state, { kind: 'accept', ...stale }, world.now, world.settings);
    expect(reply).toMatchObject({ ok: false, error: { code: 'stale-token' } });
    expect(events).toEqual([]);
    expect(world.state).toEqual(before);
  }, false);
});

function holdersOf(state: RoutingState): Map<string, string> {
  const holders = [...state.calls.values()].flatMap((call): [string, string][] => {
    const reservation = reservationOf(call);
    return reservation ? [[reservation.agentId, call.id]] : [];
  });
  return new Map(holders.sort());
}
