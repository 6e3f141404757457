import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBatch } from '../data/routing-store/batch.ts';
import { LiveReservations } from '../data/routing-store/live.ts';
import { callIdOf, type RoutingEvent } from './core/events.ts';
import { factsOf } from './core/state.ts';
import { queue, serve, World } from './core/testing.ts';
import { DayBook } from './day-book.ts';

/** What a center took alone, as the installation takes it from the center's word. */

const FATES = ['served', 'served by text', 'left', 'missed, then served'] as const;
type Fate = (typeof FATES)[number];

/** A center that has lived through these calls, one after the other. */
function center(fates: readonly Fate[]): World {
  const world = new World([queue('sales', {})]);
  world.now = Date.parse('2026-11-23T09:00:00Z');
  world.agent('ana', 'lisbon', {});
  for (const fate of fates) {
    if (fate === 'left') world.change('ana', { reachable: false });
    const callId = world.call('sales', fate === 'served by text' ? { channel: 'text' } : {});
    if (fate === 'left') {
      world.pass(7000);
      world.do({ kind: 'caller-left', callId });
      world.change('ana', { reachable: true });
      continue;
    }
    if (fate === 'missed, then served') {
      world.pass(21_000);
      world.settle('ana');
      world.pass(35_000);
    }
    serve(world, callId, 30_000);
  }
  return world;
}

/** By conversation, in the order in which they began. */
const conversationsOf = (world: World): RoutingEvent[][] => [
  ...Map.groupBy(
    world.log.filter((event) => callIdOf(event) !== null),
    callIdOf,
  ).values(),
];

/** The installation, where Ana is known and has a call in hand, once it was told of these. */
function installation(told: readonly RoutingEvent[][], now: number) {
  const world = new World([queue('sales', {})]);
  world.now = now;
  world.agent('ana', 'lisbon', {});
  const inHand = 'in-hand';
  world.start(inHand);
  const before = JSON.stringify(factsOf(world.state), (_, value) => (value instanceof Map ? [...value] : value));
  const from = world.log.length;
  for (const events of told) expect(world.do({ kind: 'take-told', centerId: 'lisbon', events })).toEqual({ ok: true });
  expect(JSON.stringify(factsOf(world.state), (_, value) => (value instanceof Map ? [...value] : value))).toBe(before);
  return { world, inHand, taken: world.log.slice(from), earlier: world.log.slice(0, from) };
}

test('whatever a center took alone, its calls count as they would have, with their own times; nothing that goes on is touched', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FATES), { maxLength: 8 }), (fates) => {
      const alone = center(fates);
      const { world, inHand, taken, earlier } = installation(conversationsOf(alone), alone.now + 60_000);
      expect(taken.map(({ kind, at }) => [kind, at])).toEqual(
        conversationsOf(alone)
          .flat()
          .map(({ kind, at }) => [kind, at]),
      );
      const days = [new DayBook([], alone.state), new DayBook([], world.state)] as const;
      for (const event of alone.log) days[0].take(event);
      for (const event of taken) days[1].take(event);
      const [there, here] = days.map((day) => day.queue('sales', world.now));
      expect({ calls: here?.counts, texts: here?.texts }).toEqual({ calls: there?.counts, texts: there?.texts });

      // In the store they are the same rows, and hold no claim; Ana's call in hand keeps its own.
      const own = buildBatch(0n, alone.log, new LiveReservations([]));
      const live = new LiveReservations([]);
      const kept = buildBatch(0n, [...earlier, ...taken], live);
      expect(kept.newCalls?.filter(({ id }) => id !== inHand)).toEqual(own.newCalls ?? []);
      expect(kept.claimed?.map(({ callId }) => callId)).toEqual([inHand]);
      expect(kept.released).toBeUndefined();
      const reserved = kept.newReservations?.filter(({ callId }) => callId !== inHand) ?? [];
      expect(reserved).toEqual((own.newReservations ?? []).map((one) => ({ ...one, token: -one.token })));
    }),
  );
});
