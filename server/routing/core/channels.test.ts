import { describe, expect, test } from 'vitest';
import { unavailability } from './availability.ts';
import { capacityOf } from './channels.ts';
import { queue, World } from './testing.ts';

const BY_TEXT = { channel: 'text' } as const;

/** Ana alone, who takes everything. */
function withAna(limits: { textCapacity?: number; callsDuringTexts?: boolean } = {}): World {
  const queues = [queue('sales', { sales: 1 }), queue('voice-only', { sales: 1 }, { takesTexts: false })];
  const world = new World(queues);
  world.configure(queues, { lisbon: limits });
  world.agent('ana', 'lisbon', { sales: 3 });
  return world;
}

const why = (world: World, channel: 'voice' | 'text') => {
  const ana = world.state.agents.get('ana');
  return ana ? unavailability(world.state, ana, world.now, world.settings, channel) : 'nobody';
};

function textWith(world: World): string {
  const callId = world.call('sales', BY_TEXT);
  world.accept(callId);
  return callId;
}

function asked(world: World): string {
  const callId = textWith(world);
  expect(world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) })).toEqual({ ok: true });
  return callId;
}

describe('a text conversation', () => {
  test('is connected as soon as an agent accepts it, without any audio', () => {
    const world = withAna();
    const callId = textWith(world);
    expect(world.get(callId)).toMatchObject({ channel: 'text', state: { kind: 'connected', connectedAt: world.now } });
    expect(world.kinds().slice(-3)).toEqual(['call-offered', 'call-accepted', 'call-connected']);
  });

  test('comes one after the other, up to as many as the center says; the next waits', () => {
    const world = withAna();
    const [first] = [textWith(world), textWith(world), textWith(world)];
    const fourth = world.call('sales', BY_TEXT);
    expect(world.get(fourth).state.kind).toBe('queued');
    expect(why(world, 'text')).toBe('has 3 calls, as many as they can');
    world.do({ kind: 'agent-hang-up', ...world.acting(first) });
    expect(world.get(fourth).state.kind).toBe('queued'); // the wrap-up is in hand as well
    world.do({ kind: 'complete', disposition: 'Done', ...world.acting(first) });
    expect(why(world, 'text')).toBe('the center has not yet confirmed the end of the last offer');
    world.settle('ana');
    expect(world.agentOf(fourth)).toBe('ana');
  });

  test('in hand hinders no call, unless the center says so; a call in hand hinders new texts', () => {
    for (const callsDuringTexts of [true, false]) {
      const world = withAna({ callsDuringTexts });
      textWith(world);
      const call = world.call();
      expect(world.get(call).state.kind).toBe(callsDuringTexts ? 'offered' : 'queued');
      if (!callsDuringTexts) continue;
      world.connect(call);
      expect(world.get(world.call('sales', BY_TEXT)).state.kind).toBe('queued');
      expect(why(world, 'text')).toBe('has a call');
    }
  });

  test('rings alone: nothing else is offered to an agent while it does', () => {
    const world = withAna();
    const text = world.call('sales', BY_TEXT);
    const call = world.call();
    expect([world.get(text).state.kind, world.get(call).state.kind]).toEqual(['offered', 'queued']);
    world.accept(text);
    expect(world.agentOf(call)).toBe('ana');
  });

  test('is offered to nobody before the center has confirmed the end of the last one (R12), whatever else is in hand', () => {
    const world = withAna();
    const [first, second] = [textWith(world), textWith(world)];
    world.do({ kind: 'agent-hang-up', ...world.acting(first) });
    const { token } = world.acting(first);
    world.do({ kind: 'complete', disposition: null, ...world.acting(first) });
    const waiting = world.call('sales', BY_TEXT);
    // The center has the first in hand still, as far as it says.
    world.change('ana', { settledToken: token + 1, held: [token, world.acting(second).token] });
    expect(world.get(waiting).state.kind).toBe('queued');
    world.change('ana', { settledToken: token + 1, held: [world.acting(second).token] });
    expect(world.agentOf(waiting)).toBe('ana');
  });

  test('is refused by a queue that takes none, with the field; a center may have none at all', () => {
    const world = withAna({ textCapacity: 0 });
    expect(world.start('c', 'voice-only', BY_TEXT)).toMatchObject({ ok: false, error: { code: 'conflict', field: 'channel' } });
    expect(world.get(world.call('sales', BY_TEXT)).state.kind).toBe('queued');
    expect(why(world, 'text')).toBe('their center takes no text conversations');
    const ana = world.state.agents.get('ana');
    expect(ana && [capacityOf(world.state, ana, 'voice'), capacityOf(world.state, ana, 'text')]).toEqual([1, 0]);
  });

  /** Ana writes; Bruno may be asked for. */
  function withBruno() {
    const world = withAna();
    const callId = textWith(world);
    world.agent('bruno', 'lisbon', { sales: 3 });
    const control = (kind: 'add' | 'consult' | 'transfer') =>
      world.do({ kind: 'control', action: { kind, target: { kind: 'agent', agentId: 'bruno' }, note: null }, ...world.acting(callId) });
    const added = () => {
      expect(control('add')).toEqual({ ok: true });
      const id = [...world.state.calls.values()].find(({ previousId }) => previousId === callId)?.id ?? '';
      world.accept(id);
      return id;
    };
    return { world, callId, control, added };
  }

  test('can be sent on, and is not held for a private talk', () => {
    const { world, callId, control } = withBruno();
    expect(control('consult')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(control('transfer')).toEqual({ ok: true });
    const next = [...world.state.calls.values()].find(({ previousId }) => previousId === callId);
    expect(next).toMatchObject({ channel: 'text', state: { kind: 'offered' } });
  });

  test('has others in it who are asked in, by text; whoever leaves leaves the caller to them', () => {
    const { world, callId, added } = withBruno();
    const other = added();
    expect(world.get(other)).toMatchObject({ channel: 'text', role: 'joined', state: { kind: 'connected' } });
    expect(world.do({ kind: 'control', action: { kind: 'drop', partyId: 'caller' }, ...world.acting(other) })).toMatchObject({ ok: false });
    world.do({ kind: 'agent-hang-up', ...world.acting(callId) });
    expect(world.get(other)).toMatchObject({ role: 'main', state: { kind: 'connected' } });
    expect(world.get(callId).state.kind).toBe('wrapup');
  });

  test('becomes no call while others are in it, and ends for all of them with a caller who is silent', () => {
    const { world, callId, added } = withBruno();
    world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) });
    const other = added();
    expect(world.do({ kind: 'move-up', callId })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) })).toMatchObject({ ok: false });
    const { token } = world.acting(other);
    expect(world.do({ kind: 'end-silent', callId: other, token })).toEqual({ ok: true });
    expect(world.get(other).state.kind).toBe('connected');
    world.do({ kind: 'end-silent', callId, token: world.acting(callId).token });
    expect(world.get(callId).state).toMatchObject({ kind: 'wrapup', reason: 'caller-silent' });
    expect(world.get(other).state).toMatchObject({ kind: 'wrapup', reason: 'conversation-over' });
  });

  test('waits five minutes for a caller whose connection is gone, a call half a minute', () => {
    const world = withAna();
    const callId = textWith(world);
    world.do({ kind: 'caller-away', callId });
    world.pass(299_000);
    expect(world.get(callId).state.kind).toBe('connected');
    world.pass(2000);
    expect(world.get(callId).state).toMatchObject({ kind: 'wrapup', reason: 'caller-lost' });
  });

  test('ends when the caller has not answered for too long, and only for the agent who waited', () => {
    const world = withAna();
    const callId = textWith(world);
    const { token } = world.acting(callId);
    world.do({ kind: 'end-silent', callId, token: token + 1 });
    expect(world.get(callId).state.kind).toBe('connected');
    world.do({ kind: 'end-silent', callId, token });
    expect(world.get(callId).state).toMatchObject({ kind: 'wrapup', reason: 'caller-silent' });
  });
});

describe('switching while waiting', () => {
  test('keeps place and enqueue time, both ways, and takes back an offer that rings', () => {
    const world = withAna();
    const callId = world.call();
    const { place, enqueuedAt } = world.get(callId);
    expect(world.get(callId).state.kind).toBe('offered');
    world.pass(2000);
    expect(world.do({ kind: 'switch-channel', callId, channel: 'text' })).toEqual({ ok: true });
    expect(world.get(callId)).toMatchObject({ channel: 'text', place, enqueuedAt, state: { kind: 'queued' } });
    world.settle('ana');
    expect(world.agentOf(callId)).toBe('ana');
    world.do({ kind: 'switch-channel', callId, channel: 'voice' });
    expect(world.get(callId)).toMatchObject({ channel: 'voice', place, enqueuedAt });
  });

  test('is refused where no texts are taken, and once the call has been answered', () => {
    const world = withAna();
    const voiceOnly = world.call('voice-only');
    expect(world.do({ kind: 'switch-channel', callId: voiceOnly, channel: 'text' })).toMatchObject({
      ok: false,
      error: { field: 'channel' },
    });
    expect(world.get(voiceOnly).state.kind).toBe('offered');
    world.connect(voiceOnly);
    expect(world.do({ kind: 'switch-channel', callId: voiceOnly, channel: 'text' })).toMatchObject({ ok: false });
  });

  test('two lines wait side by side, each with its own places', () => {
    const world = new World();
    world.call();
    world.call('sales', BY_TEXT);
    expect(Object.fromEntries(world.state.index.waitingIn)).toEqual({ sales: 1, 'sales text': 1 });
  });
});

describe('moving up to a call', () => {
  test('goes over connecting to connected, with the same agent, and counts once', () => {
    const world = withAna();
    const callId = asked(world);
    const since = world.now;
    world.pass(4000);
    expect(world.do({ kind: 'move-up', callId })).toEqual({ ok: true });
    expect(world.do({ kind: 'move-up', callId })).toEqual({ ok: true });
    expect(world.get(callId)).toMatchObject({ channel: 'voice', conversationId: callId, state: { kind: 'connecting' } });
    world.audio(callId);
    expect(world.get(callId).state).toMatchObject({ kind: 'connected', connectedAt: since });
    expect(world.log.filter(({ kind }) => kind === 'call-connected')).toMatchObject([{ callId }, { callId, again: true }]);
    expect(why(world, 'voice')).toBe('reserved');
  });

  test('is for whom the agent has asked, and while the agent has no other call', () => {
    const world = withAna();
    const callId = textWith(world);
    expect(world.do({ kind: 'move-up', callId })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const call = world.call();
    expect(world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) })).toMatchObject({ ok: false });
    world.do({ kind: 'caller-left', callId: call });
    world.settle('ana');
    world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) });
    world.connect(world.call());
    expect(world.do({ kind: 'move-up', callId })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(world.get(callId)).toMatchObject({ channel: 'text', state: { kind: 'connected' } });
  });

  test('the caller proposes it: it begins with one word of the agent, who may say no, and is not asked for ever', () => {
    const world = withAna();
    const callId = textWith(world);
    const propose = (wants = true) => world.do({ kind: 'propose-talk', callId, wants });
    const answer = (kind: 'ask-to-talk' | 'decline-talk') => world.do({ kind: 'control', action: { kind }, ...world.acting(callId) });
    expect(answer('decline-talk')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    for (let i = 0; i < 2; i += 1) expect(propose()).toEqual({ ok: true });
    expect(propose(false)).toEqual({ ok: true });
    propose();
    expect(world.kinds().filter((kind) => kind === 'talk-proposed')).toHaveLength(2);
    expect(answer('decline-talk')).toEqual({ ok: true });
    expect(propose()).toMatchObject({ ok: false, error: { code: 'conflict' } });
    world.pass(60_000);
    expect(propose()).toEqual({ ok: true });
    // While the agent is on a call the wish stays.
    const call = world.call();
    world.connect(call);
    expect(answer('ask-to-talk')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    world.do({ kind: 'caller-left', callId: call });
    world.do({ kind: 'complete', disposition: 'Done', ...world.acting(call) });
    world.settle('ana');
    expect(answer('ask-to-talk')).toEqual({ ok: true });
    expect(world.get(callId)).toMatchObject({ channel: 'voice', state: { kind: 'connecting' } });
  });

  test('after three noes the agent is not asked any more; a caller who was asked says yes by proposing it', () => {
    const world = withAna();
    const callId = textWith(world);
    for (let i = 0; i < 3; i += 1) {
      world.do({ kind: 'propose-talk', callId, wants: true });
      world.do({ kind: 'control', action: { kind: 'decline-talk' }, ...world.acting(callId) });
      world.pass(60_000);
    }
    expect(world.do({ kind: 'propose-talk', callId, wants: true })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) });
    expect(world.do({ kind: 'propose-talk', callId, wants: true })).toEqual({ ok: true });
    expect(world.get(callId)).toMatchObject({ channel: 'voice', state: { kind: 'connecting' } });
  });

  test('without audio both ways it is a text conversation again after 15 s; hung up meanwhile it ends as it would have', () => {
    const world = withAna();
    const callId = asked(world);
    world.do({ kind: 'move-up', callId });
    world.pass(16_000);
    expect(world.get(callId)).toMatchObject({ channel: 'text', state: { kind: 'connected' } });
    world.do({ kind: 'control', action: { kind: 'ask-to-talk' }, ...world.acting(callId) });
    world.do({ kind: 'move-up', callId });
    world.do({ kind: 'caller-left', callId });
    expect(world.get(callId).state).toMatchObject({ kind: 'wrapup', reason: 'caller-hung-up' });
  });
});
