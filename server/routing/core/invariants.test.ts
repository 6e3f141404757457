import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from './apply.ts';
import { callsIn } from './conversation.ts';
import { execute } from './execute.ts';
import {
  beyondShare,
  leftWaiting,
  offeredToExcluded,
  offeredToSilence,
  offeredWithoutCaller,
  overbooked,
  overtaken,
  ReservationBook,
  unexplained,
  waitsInShut,
} from './invariants.ts';
import { brokenConversation, CallerBook, wrongPlan } from './invariants-conversation.ts';
import { mediaPlan } from './media-plan.ts';
import { emptyState, factsOf, type RoutingState } from './state.ts';
import type { World } from './testing.ts';
import { type Act, act, agentName, livelyAct, livelySetUp, newWorld, perform, type SetUp, setUp } from './testing-histories.ts';

/** Random commands in all, over random centers; the invariants are looked at after each one. */
const COMMANDS = Number(process.env.TANDEM_COMMANDS ?? 300_000);
const SEED = Number(process.env.TANDEM_SEED ?? Date.now() % 2_147_483_647);

const folded = (world: World): RoutingState => {
  const state = emptyState(world.settings);
  for (const event of world.log) apply(state, event);
  return state;
};

/** Watches a world: what is wrong after a command is thrown, with the invariant’s number. */
function watch(world: World): void {
  const book = new ReservationBook();
  let seen = world.log.length;
  const check = (number: string, wrong: string | null) => {
    if (wrong !== null) throw new Error(`invariant ${number}: ${wrong}`);
  };
  const callers = new CallerBook();
  world.onCommand = (command, { reply, waitingBefore }) => {
    const events = world.log.slice(seen);
    seen = world.log.length;
    for (const event of events) check('2', book.take(event));
    check('1', overbooked(world.state));
    check('3', offeredToSilence(world.state, events, world.now));
    check('5', overtaken(world.state, events, waitingBefore, world.now));
    check('7', unexplained(events));
    check('of queues taken', offeredToExcluded(world.state, events));
    check('of closed queues', waitsInShut(world.state));
    check('of ringing back', offeredWithoutCaller(world.state));
    check('of shares', beyondShare(world.state, events));
    // Between ticks time alone may have made somebody eligible.
    check('of conversations', brokenConversation(world.state));
    for (const event of events) check('of callers', callers.take(event));
    for (const conversationId of new Set([...world.state.calls.values()].map((call) => call.conversationId))) {
      const calls = callsIn(world.state, conversationId);
      check('of media', wrongPlan(calls, mediaPlan(calls)));
    }
    if (!reply.ok && command.kind === 'control')
      check('of refusals', events.some(({ kind }) => CONTROLLED.has(kind)) ? 'a refused act has changed something' : null);
    if (command.kind === 'tick') check('5, nobody waits for nothing', leftWaiting(world.state, world.now));
  };
}

/** Events that only an agent's act in a conversation brings about. */
const CONTROLLED: ReadonlySet<string> = new Set(['call-held', 'call-resumed', 'call-silenced']);

function inPlace(world: World): void {
  for (const call of world.state.calls.values()) {
    const queued = world.log.find((event) => event.kind === 'call-queued' && event.callId === call.id);
    expect(queued).toMatchObject({ at: call.enqueuedAt, place: call.place });
    // A caller who is sent on keeps their turn by age.
    const first = world.log.find((event) => event.kind === 'call-queued' && event.callId === call.conversationId);
    if (call.role === 'main') expect(call.turnFrom).toBe(first?.at);
  }
}

function play(start: SetUp, acts: readonly Act[]): World {
  const world = newWorld(start);
  watch(world);
  for (const step of acts) perform(world, step);
  world.pass(2000);
  return world;
}

test(`invariants 1 to 7 hold after each of ${COMMANDS.toLocaleString('en')} random commands over random centers`, {
  timeout: 600_000,
}, () => {
  let commands = 0;
  const events: Record<string, number> = {};
  let round = 0;
  console.log(`random histories, seed ${SEED} (TANDEM_SEED to repeat)`);
  while (commands < COMMANDS) {
    const isLively = round % 3 !== 0;
    fc.assert(
      fc.property(
        isLively ? livelySetUp : setUp,
        fc.array(isLively ? livelyAct : act, { minLength: 60, maxLength: 120, size: 'max' }),
        (start, acts) => {
          const world = play(start, acts);
          commands += world.commands;
          for (const { kind } of world.log) events[kind] = (events[kind] ?? 0) + 1;
          inPlace(world); // invariant 4
          // Invariant 6: the log gives the state again, and from there the same command is decided in the same way.
          const replayed = folded(world);
          expect(factsOf(replayed)).toEqual(factsOf(world.state));
          const at = world.now + 5000;
          const again = execute(replayed, { kind: 'tick' }, at, world.settings);
          expect(again).toEqual(execute(world.state, { kind: 'tick' }, at, world.settings));
        },
      ),
      { numRuns: 100, seed: SEED + round },
    );
    round += 1;
  }
  console.log(`${commands} commands`, events);
  // A history that never gets far proves nothing.
  for (const kind of [
    'call-completed',
    'offer-ended',
    'call-widened',
    'call-moved',
    'call-prioritized',
    'preference-over',
    'call-canceled',
    'call-held',
    'call-resumed',
    'call-silenced',
    'call-joined',
    'call-promoted',
    'ask-ended',
    'call-switched',
    'call-moved-up',
    'ring-back-answered',
  ])
    expect(events[kind], kind).toBeGreaterThan(COMMANDS / 4_000);
  // It takes somebody free, and nobody who answers for half a minute.
  for (const kind of ['ring-back-rung', 'ring-back-missed']) expect(events[kind], kind).toBeGreaterThan(0);
  expect(events['talk-proposed'], 'talk-proposed').toBeGreaterThan(0);
  // It takes a text conversation, an agent without a call who asks, a caller who says yes, and then a failure.
  expect(events['call-moved-down']).toBeGreaterThan(0);
});

describe('invariant 6', () => {
  test('the same commands at the same times give the same events', () => {
    fc.assert(
      fc.property(setUp, fc.array(fc.oneof(act, livelyAct), { minLength: 30, maxLength: 60, size: 'max' }), (start, acts) => {
        expect(play(start, acts).log).toEqual(play(start, acts).log);
      }),
      { numRuns: 50, seed: SEED },
    );
  });
});

describe('invariant 4', () => {
  test('a state made from the log of open calls alone has every caller in place, with the first enqueue time', () => {
    fc.assert(
      fc.property(setUp, fc.array(fc.oneof(act, livelyAct), { minLength: 30, maxLength: 60, size: 'max' }), (start, acts) => {
        const world = play(start, acts);
        const rebuilt = emptyState(world.settings);
        const configured = world.log.findLast((event) => event.kind === 'configured');
        if (configured) apply(rebuilt, configured);
        for (const event of world.log) if ('callId' in event && world.state.calls.has(event.callId)) apply(rebuilt, event);
        for (const call of rebuilt.calls.values()) expect({ ...call, preferred: null }).toEqual({ ...world.get(call.id), preferred: null });
        expect(rebuilt.calls.size).toBe(world.state.calls.size);
      }),
      { numRuns: 50, seed: SEED },
    );
  });
});

test('a refused command changes nothing and decides nothing', () => {
  fc.assert(
    fc.property(setUp, fc.array(fc.oneof(act, livelyAct), { minLength: 30, maxLength: 60, size: 'max' }), (start, acts) => {
      const world = play(start, acts);
      const before = structuredClone(factsOf(world.state));
      const stale = { centerId: 'lisbon', agentId: agentName(0), reservationId: 'none', token: -1 };
      const { events, reply } = execute(world.state, { kind: 'accept', ...stale }, world.now, world.settings);
      expect(reply).toMatchObject({ ok: false, error: { code: 'stale-token' } });
      expect(events).toEqual([]);
      expect(factsOf(world.state)).toEqual(before);
    }),
    { numRuns: 50, seed: SEED },
  );
});
