import { expect, test } from 'vitest';
import { World } from '../routing/core/testing.ts';
import { type BatchTimes, CallSpans } from './call-spans.ts';
import { callSpanId, offerSpanId, type Span } from './span.ts';

const CALLER = { name: 'Maria Silva', email: 'maria@example.com', customerId: 'C-7', page: '/cart', question: 'Where is it?' };
const TRACE = { id: 'a'.repeat(32), parent: 'b'.repeat(16) };

class Watched {
  readonly world = new World();
  readonly spans: Span[] = [];
  tracer = new CallSpans((span) => this.spans.push(span));

  /** Lets what has happened be seen, as one batch. */
  see(times: BatchTimes = { decidedFrom: this.world.now, storedFrom: this.world.now + 1, storedTo: this.world.now + 3 }): void {
    this.tracer.take(this.world.log.splice(0), this.world.state, times);
  }

  /** Another server takes over. */
  takenOver(): void {
    this.tracer = new CallSpans((span) => this.spans.push(span));
    this.tracer.remember(this.world.state);
  }

  /** Names with what they are a part of. */
  tree(): string[] {
    const nameOf = (id: string | null) => this.spans.find((span) => span.id === id)?.name ?? id;
    return this.spans.filter(({ name }) => name !== 'store').map(({ name, parent }) => `${nameOf(parent)} > ${name}`);
  }

  of(name: string): Span {
    const span = this.spans.find((one) => one.name === name);
    if (!span) throw new Error(`There is no span ${name}`);
    return span;
  }
}

/** A call that waits, is offered, accepted, talked and written up. `between`: before each step. */
function whole(between: (watched: Watched) => void = () => {}): Watched {
  const watched = new Watched();
  const { world } = watched;
  const step = (ms: number, act: () => unknown) => {
    between(watched);
    world.now += ms;
    act();
    watched.see();
  };
  let callId = '';
  step(0, () => {
    callId = world.call('sales', { trace: TRACE, caller: CALLER });
  });
  step(2000, () => world.agent('ana', 'lisbon', { sales: 1 }));
  step(3000, () => world.accept(callId));
  step(500, () => world.audio(callId));
  step(60_000, () => world.do({ kind: 'caller-left', callId }));
  step(8000, () => world.do({ kind: 'complete', disposition: 'Done', ...world.acting(callId) }));
  return watched;
}

test('a call is one span, and all that it goes through are parts of it, each with its own time', () => {
  const watched = whole();
  expect(watched.tree()).toEqual([
    'call > wait',
    'call > decide',
    'call > offer',
    'call > connect',
    'call > talk',
    'call > wrap-up',
    `${TRACE.parent} > call`,
  ]);
  const lengths = Object.fromEntries(watched.spans.map(({ name, from, to }) => [name, to - from]));
  expect(lengths).toMatchObject({
    wait: 2000,
    offer: 3000,
    connect: 500,
    talk: 60_000,
    'wrap-up': 8000,
    call: 73_500,
    decide: 1,
    store: 2,
  });
  expect(watched.of('call').attributes).toMatchObject({ 'queue.id': 'sales', channel: 'voice', outcome: 'completed' });
  expect(watched.of('talk').attributes).toMatchObject({ 'agent.id': 'ana', 'center.id': 'lisbon' });
  expect(watched.of('decide').attributes).toMatchObject({ 'decision.chosen': ['ana'], 'decision.candidates': 1 });
  expect(new Set(watched.spans.map(({ trace }) => trace))).toEqual(new Set([TRACE.id]));
});

test('a server that takes over, at whatever moment, tells the rest of the same spans', () => {
  const told = ({ spans }: Watched) =>
    spans.filter(({ name }) => name !== 'store').map(({ id, name, from, to }) => ({ id, name, from, to }));
  expect(told(whole((watched) => watched.takenOver()))).toEqual(told(whole()));
});

test('an offer that is let go by says so, and the call how it ended', () => {
  const watched = new Watched();
  const { world } = watched;
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call('sales', { trace: TRACE });
  const { reservationId } = world.acting(callId);
  world.do({ kind: 'reject', reason: 'declined', ...world.acting(callId) });
  world.do({ kind: 'caller-left', callId });
  watched.see();
  expect(watched.of('offer')).toMatchObject({ id: offerSpanId(TRACE.id, reservationId), attributes: { outcome: 'declined' } });
  expect(watched.of('call').attributes).toMatchObject({ outcome: 'abandoned', reason: 'caller-hung-up' });
});

test('who is asked in is a part of the conversation’s first call', () => {
  const watched = new Watched();
  const { world } = watched;
  world.agent('ana', 'lisbon', { sales: 1 });
  world.agent('bruno', 'lisbon', { support: 1 });
  const callId = world.call('sales', { trace: TRACE });
  world.connect(callId);
  const action = { kind: 'consult' as const, target: { kind: 'agent' as const, agentId: 'bruno' }, note: null };
  world.do({ kind: 'control', action, ...world.acting(callId) });
  world.do({ kind: 'caller-left', callId });
  watched.see();
  const asked = watched.spans.find(({ name, attributes }) => name === 'call' && attributes.role === 'consult');
  expect(asked).toMatchObject({ trace: TRACE.id, parent: callSpanId(TRACE.id, callId) });
});

test('a call without a trace has no spans, and no span has anything of the caller’s own', () => {
  const watched = new Watched();
  watched.world.call('sales');
  watched.see();
  expect(watched.spans).toEqual([]);
  const words = JSON.stringify(whole().spans);
  for (const own of Object.values(CALLER)) expect(words).not.toContain(own);
});
