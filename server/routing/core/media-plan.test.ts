import { describe, expect, test } from 'vitest';
import type { CallAction } from '../../protocol/conversation.ts';
import { callsIn, liveIn } from './conversation.ts';
import { counterpartOf, mediaPlan } from './media-plan.ts';
import { World } from './testing.ts';

/** Ana has the caller; what then happens is done by `acts`. Parties are named by their agents. */
function after(...acts: ((world: World, call: string, act: (action: CallAction) => void) => void)[]) {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  const call = world.call();
  world.connect(call);
  for (const id of ['bruno', 'carol', 'dave']) world.agent(id, 'toronto', { french: 1 });
  const act = (action: CallAction) => expect(world.do({ kind: 'control', action, ...world.acting(call) })).toEqual({ ok: true });
  for (const happen of acts) happen(world, call, act);
  const calls = callsIn(world.state, call);
  const nameOf = (party: string | null) => {
    const of = calls.find(({ state }) => 'reservation' in state && `agent-${state.reservation.token}` === party);
    return of && 'reservation' in of.state ? of.state.reservation.agentId : party;
  };
  const plan = mediaPlan(calls);
  const counterparts = Object.fromEntries(
    liveIn(world.state, call).flatMap((one) =>
      one.state.kind === 'connected' || one.state.kind === 'connecting'
        ? [[one.state.reservation.agentId, nameOf(counterpartOf(one, calls))]]
        : [],
    ),
  );
  return {
    in: plan?.tokens.map((token) => nameOf(`agent-${token}`)) ?? null,
    held: plan?.held.map(nameOf) ?? [],
    silenced: plan?.silenced.map(nameOf) ?? [],
    counterparts,
  };
}

type Happening = Parameters<typeof after>[number];
const does =
  (action: CallAction): Happening =>
  (_world, _call, act) =>
    act(action);
const newest = (world: World, call: string) => liveIn(world.state, call).at(-1)?.id ?? '';
const asks =
  (kind: 'transfer' | 'consult' | 'add', agentId: string): Happening =>
  (_world, _call, act) =>
    act({ kind, target: { kind: 'agent', agentId }, note: null });
const accepts: Happening = (world, call) => void world.accept(newest(world, call));
const talks: Happening = (world, call) => world.connect(newest(world, call));
const silences =
  (agentId: string): Happening =>
  (world, call, act) => {
    const of = liveIn(world.state, call).find(({ state }) => 'reservation' in state && state.reservation.agentId === agentId);
    act({ kind: 'silence', partyId: `agent-${of ? world.acting(of.id).token : 0}`, silenced: true });
  };

describe('the plan for a conversation’s media', () => {
  const nothing = { held: [], silenced: [] };
  test.each<[string, Happening[], Omit<ReturnType<typeof after>, 'counterparts'>]>([
    ['a plain call', [], { in: ['ana'], ...nothing }],
    ['on hold', [does({ kind: 'hold' })], { in: ['ana'], held: ['caller'], silenced: [] }],
    ['while a consult rings', [asks('consult', 'carol')], { in: ['ana'], held: ['caller'], silenced: [] }],
    ['in a private talk', [asks('consult', 'carol'), talks], { in: ['ana', 'carol'], held: ['caller'], silenced: [] }],
    ['joined', [asks('consult', 'carol'), talks, does({ kind: 'join' })], { in: ['ana', 'carol'], ...nothing }],
    ['back at the caller', [asks('consult', 'carol'), talks, does({ kind: 'back' })], { in: ['ana'], ...nothing }],
    ['handed over', [asks('consult', 'carol'), talks, does({ kind: 'hand-over' })], { in: ['carol'], ...nothing }],
    ['sent on, ringing', [asks('transfer', 'carol')], { in: [], held: ['caller'], silenced: [] }],
    ['sent on, accepted', [asks('transfer', 'carol'), accepts], { in: ['carol'], ...nothing }],
    ['in conference', [asks('add', 'carol'), talks], { in: ['ana', 'carol'], ...nothing }],
    [
      'in conference, on hold: the agents hear each other',
      [asks('add', 'carol'), talks, does({ kind: 'hold' })],
      { in: ['ana', 'carol'], held: ['caller'], silenced: [] },
    ],
    [
      'in conference, with a private talk: nobody else hears it',
      [asks('add', 'carol'), talks, asks('consult', 'dave'), talks],
      { in: ['ana', 'carol', 'dave'], held: ['caller', 'carol'], silenced: [] },
    ],
    ['with a silenced agent', [asks('add', 'carol'), talks, silences('carol')], { in: ['ana', 'carol'], held: [], silenced: ['carol'] }],
    [
      'with a silenced caller',
      [does({ kind: 'silence', partyId: 'caller', silenced: true })],
      { in: ['ana'], held: [], silenced: ['caller'] },
    ],
    ['over', [(world, call) => void world.do({ kind: 'caller-left', callId: call })], { in: null, ...nothing }],
  ])('%s', (_, acts, expected) => {
    const { counterparts: _counterparts, ...plan } = after(...acts);
    expect(plan).toEqual(expected);
  });
});

describe('whom an agent has to hear to be connected', () => {
  test.each<[string, Happening[], Record<string, string>]>([
    ['the caller', [], { ana: 'caller' }],
    ['of a consult, who leads', [asks('consult', 'carol'), accepts], { ana: 'caller', carol: 'ana' }],
    ['in conference, the caller', [asks('add', 'carol'), accepts], { ana: 'caller', carol: 'caller' }],
    ['while the caller is held, who leads', [asks('add', 'carol'), does({ kind: 'hold' }), accepts], { ana: 'caller', carol: 'ana' }],
    [
      'while the caller is silenced, who leads',
      [asks('add', 'carol'), does({ kind: 'silence', partyId: 'caller', silenced: true }), accepts],
      { ana: 'caller', carol: 'ana' },
    ],
    [
      'while the caller is away, who leads',
      [asks('add', 'carol'), accepts, (world, call) => void world.do({ kind: 'caller-away', callId: call })],
      { ana: 'caller', carol: 'ana' },
    ],
  ])('%s', (_, acts, expected) => {
    expect(after(...acts).counterparts).toEqual(expected);
  });
});
