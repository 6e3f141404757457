import { describe, expect, test } from 'vitest';
import type { CallAction, Conversation } from '../protocol/conversation.ts';
import { conversationView } from './conversation-view.ts';
import { callsIn, liveIn } from './core/conversation.ts';
import { DEFAULT_SETTINGS } from './core/model.ts';
import { queue, World } from './core/testing.ts';
import { directoryOf } from './directory.ts';
import { routedWork, widgetPhase } from './views.ts';

/** Ana of Lisbon talks to a caller; Carol and Dave are free in Toronto. */
function talking() {
  const world = new World([queue('sales', { sales: 1 }, { name: 'Sales' }), queue('support', { support: 1 }, { name: 'Support' })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.agent('carol', 'toronto', { support: 3 });
  world.agent('dave', 'toronto', { sales: 2 });
  const act = (action: CallAction) => expect(world.do({ kind: 'control', action, ...world.acting(call) })).toEqual({ ok: true });
  const ask = (kind: 'transfer' | 'consult' | 'add', agentId: string) => {
    act({ kind, target: { kind: 'agent', agentId }, note: 'Please' });
    return liveIn(world.state, call).at(-1)?.id ?? '';
  };
  const seenBy = (callId: string): Conversation => {
    const own = world.get(callId);
    return conversationView(world.state, callsIn(world.state, own.conversationId), own, world.acting(callId).token);
  };
  const phase = (callId = call) => widgetPhase(world.state, world.get(callId), { position: 1, estimatedWaitMs: null }, DEFAULT_SETTINGS);
  const work = (callId: string, agentId: string) => routedWork(world.state, world.get(callId), agentId, () => 'ticket', DEFAULT_SETTINGS);
  const directory = () => directoryOf(world.state, world.get(call), world.now, DEFAULT_SETTINGS);
  return { world, call, act, ask, seenBy, phase, work, directory };
}

const brief = ({ parties }: Conversation) => parties.map(({ name, state, role }) => `${name} ${role} ${state}`);

describe('a conversation as its agents see it', () => {
  test('of one agent has two parties', () => {
    const { seenBy, call, world } = talking();
    expect(seenBy(call)).toMatchObject({ id: call, role: 'main', leaderName: 'ana', heldSince: null, lastAnswer: null });
    expect(brief(seenBy(call))).toEqual([`${call} main talking`, 'ana main talking']);
    expect(seenBy(call).you).toBe(`agent-${world.acting(call).token}`);
  });

  test('on hold says since when, and that the caller is held', () => {
    const { seenBy, call, act, world } = talking();
    world.pass(1000);
    act({ kind: 'hold' });
    expect(seenBy(call)).toMatchObject({ heldSince: world.now });
    expect(seenBy(call).parties[0]).toMatchObject({ state: 'held', since: world.now });
  });

  test('in which somebody is asked has them as ringing, then as connecting, then as talking privately', () => {
    const { seenBy, call, ask, world } = talking();
    const asked = ask('consult', 'carol');
    expect(brief(seenBy(call))).toEqual([`${call} main held`, 'ana main talking', 'carol consult ringing']);
    expect(seenBy(call).parties[2]).toMatchObject({ id: `wanted-${asked}`, centerName: 'Toronto' });
    world.accept(asked);
    expect(brief(seenBy(call))[2]).toBe('carol consult connecting');
    world.audio(asked);
    expect(brief(seenBy(asked))).toEqual([`${call} main held`, 'ana main talking', 'carol consult talking']);
    expect(seenBy(asked)).toMatchObject({ role: 'consult', leaderName: 'ana' });
  });

  test('in which a queue is asked has the queue’s name until somebody is found', () => {
    const { seenBy, call, act, world } = talking();
    world.status('carol', 'not-ready');
    act({ kind: 'consult', target: { kind: 'queue', queueId: 'support' }, note: null });
    expect(brief(seenBy(call))[2]).toBe('Support consult waiting');
    act({ kind: 'back' });
    world.status('dave', 'not-ready');
    act({ kind: 'add', target: { kind: 'center', centerId: 'toronto' }, note: null });
    expect(brief(seenBy(call))[2]).toBe('Toronto joined waiting');
  });

  test('tells what became of whoever was asked', () => {
    const { seenBy, call, ask, world } = talking();
    const asked = ask('consult', 'carol');
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(asked) });
    expect(seenBy(call).lastAnswer).toEqual({ name: 'carol', end: 'declined', at: world.now });
  });

  test('has who is silenced, who is away, and who is held while others talk privately', () => {
    const { seenBy, call, ask, act, world } = talking();
    const [carol] = [ask('add', 'carol')];
    world.connect(carol);
    act({ kind: 'silence', partyId: `agent-${world.acting(carol).token}`, silenced: true });
    expect(seenBy(carol).parties[2]).toMatchObject({ name: 'carol', silenced: true, state: 'talking' });
    world.connect(ask('consult', 'dave'));
    expect(brief(seenBy(call))).toEqual([`${call} main held`, 'ana main talking', 'carol joined held', 'dave consult talking']);
    world.change('carol', { reachable: false });
    world.do({ kind: 'caller-away', callId: call });
    expect(brief(seenBy(call)).slice(0, 3)).toEqual([`${call} main away`, 'ana main talking', 'carol joined away']);
  });
});

test('an offer says who sends the caller on, and why', () => {
  const { ask, work } = talking();
  const asked = ask('transfer', 'carol');
  expect(work(asked, 'carol')).toMatchObject({
    kind: 'offer',
    invitation: { how: 'transfer', byName: 'ana', byCenterName: 'Lisbon', note: 'Please' },
    why: [{ kind: 'by-name' }],
  });
});

test('an offer that was decided before reasons were kept as facts has the words of then', () => {
  const { ask, work, world } = talking();
  const asked = ask('transfer', 'carol');
  const call = world.get(asked);
  if (call.decision) {
    const { reasons: _, ...decision } = call.decision;
    call.decision = { ...decision, why: ['sales 5', 'idle 3 s, the only one free'] };
  }
  const why = [
    { kind: 'said', text: 'sales 5' },
    { kind: 'said', text: 'idle 3 s, the only one free' },
  ];
  expect(work(asked, 'carol')).toMatchObject({ kind: 'offer', why });
});

describe('the caller is shown', () => {
  test('who sends them on, while they wait and while it rings', () => {
    const { ask, phase, world } = talking();
    const asked = ask('transfer', 'carol');
    expect(phase(asked)).toMatchObject({ kind: 'ringing', transferredBy: 'ana' });
    world.status('dave', 'not-ready');
    world.do({ kind: 'reject', reason: 'declined', ...world.acting(asked) });
    expect(phase(asked)).toMatchObject({ kind: 'waiting', transferredBy: 'ana' });
  });

  test('hold, and the others in a conference, but nobody who is asked privately', () => {
    const { ask, phase, act, world } = talking();
    world.connect(ask('consult', 'carol'));
    expect(phase()).toMatchObject({ kind: 'connected', agentName: 'ana', heldSince: world.now, others: [] });
    act({ kind: 'join' });
    expect(phase()).toMatchObject({ heldSince: null, others: ['carol'] });
  });
});

describe('where a call can be sent', () => {
  test('lists agents of all centers, who can take it first, and says why the others can’t', () => {
    const { directory, world } = talking();
    world.agent('eva', 'toronto', { french: 5, english: 2 });
    world.status('dave', 'not-ready');
    expect(directory().agents.map(({ id, unavailable }) => [id, unavailable])).toEqual([
      ['carol', null],
      ['eva', null],
      ['ana', 'here'],
      ['dave', 'not-ready'],
    ]);
    expect(directory().agents[1]).toMatchObject({ centerName: 'Toronto', skills: ['french', 'english'] });
    world.status('eva', 'offline');
    expect(directory().agents.some(({ id }) => id === 'eva')).toBe(false);
    const busy = world.call('support');
    expect(directory().agents.find(({ id }) => id === 'carol')?.unavailable).toBe('reserved');
    world.connect(busy);
    expect(directory().agents.find(({ id }) => id === 'carol')?.unavailable).toBe('on-call');
    world.do({ kind: 'caller-left', callId: busy });
    expect(directory().agents.find(({ id }) => id === 'carol')?.unavailable).toBe('wrapup');
  });

  test('lists open queues and centers, with who is free', () => {
    const { directory, world } = talking();
    expect(directory().queues).toEqual([
      { id: 'sales', name: 'Sales', waiting: 0, available: 1 },
      { id: 'support', name: 'Support', waiting: 0, available: 1 },
    ]);
    expect(directory().centers).toEqual([
      { id: 'lisbon', name: 'Lisbon', available: 0 },
      { id: 'toronto', name: 'Toronto', available: 1 },
    ]);
    world.pass(11_000, ['lisbon']);
    expect(directory().agents.find(({ id }) => id === 'dave')?.unavailable).toBe('unreachable');
    expect(directory().centers[1]?.available).toBe(0);
  });
});
