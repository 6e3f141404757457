import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ack } from '../../../server/protocol/common.ts';
import type { CallKey, WidgetCall, WidgetPhase } from '../../../server/protocol/widget.ts';
import { WireFailure } from '../../lib/failure.ts';
import { type CallSessionDeps, openCallSession } from './call-session.ts';
import type { Goal, WidgetEvent } from './widget-machine.ts';

const key: CallKey = { callId: 'c1', secret: 'a-secret-of-16-letters' };
const start: Goal = {
  kind: 'start',
  request: { queueId: 'sales', name: 'Maria', email: '', customerId: null, page: null, question: null },
};
const waiting: WidgetPhase = { kind: 'waiting', position: 1, since: 0, estimatedWaitMs: null, transferredBy: null };
const endedPhase: WidgetPhase = { kind: 'ended', reason: 'agent-hung-up', talkMs: 5_000, wayOn: null };
const call = (rev: number, phase: WidgetPhase = waiting): WidgetCall => ({
  rev,
  now: 0,
  callId: 'c1',
  queueName: 'Sales',
  channel: 'voice',
  takesTexts: false,
  phase,
  ticket: `t${rev}`,
});

/** A socket whose server is the test. */
class FakeSocket {
  connected = false;
  active = true;
  closed = false;
  readonly sent: { event: string; message: unknown; answer: (ack: Ack<unknown>) => void }[] = [];
  private readonly listeners = new Map<string, ((...args: never[]) => void)[]>();

  on(event: string, listener: (...args: never[]) => void) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    return this;
  }
  off(event: string, listener: (...args: never[]) => void) {
    this.listeners.set(
      event,
      (this.listeners.get(event) ?? []).filter((one) => one !== listener),
    );
    return this;
  }
  emit(event: string, message: unknown, answer: (ack: Ack<unknown>) => void) {
    this.sent.push({ event, message, answer });
    return this;
  }
  timeout(ms: number) {
    return {
      emit: (event: string, message: unknown, answer: (error: Error | null, ack?: Ack<unknown>) => void) => {
        const late = setTimeout(() => answer(new Error('no answer')), ms);
        return this.emit(event, message, (ack) => {
          clearTimeout(late);
          answer(null, ack);
        });
      },
    };
  }
  connect() {
    this.happens('connect');
    return this;
  }
  disconnect() {
    this.closed = true;
    return this;
  }
  happens(event: string, ...args: unknown[]) {
    if (event === 'connect') this.connected = true;
    if (event === 'disconnect') this.connected = false;
    for (const listener of this.listeners.get(event) ?? []) (listener as (...args: unknown[]) => void)(...args);
  }
  last() {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }
}

function opened(goal: Goal = start, more: Pick<CallSessionDeps, 'identify' | 'traceOf'> = {}) {
  const socket = new FakeSocket();
  const told: WidgetEvent[] = [];
  const log: string[] = [];
  const session = openCallSession({
    goal,
    socket: socket as unknown as CallSessionDeps['socket'],
    tell: (event) => told.push(event),
    openSound: (ticket) => log.push(`sound ${ticket}`),
    closeSound: () => log.push('silence'),
    keepKey: (_, without) => log.push(without ? 'keep without' : 'keep'),
    forgetKey: () => log.push('forget'),
    prove: async () => 7,
    sendFarewell: () => log.push('farewell'),
    ...more,
  });
  return { socket, told, log, session };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

async function inQueue() {
  const all = opened();
  all.socket.happens('connect');
  all.socket.last().answer({ ok: true, data: { key, call: call(1) } });
  await settle();
  return all;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('who is signed in at the site', () => {
  test('is asked for by each attempt, and what can’t be had is a refusal', async () => {
    const tokens = ['first', 'second'];
    const { socket, told } = opened(start, {
      async identify() {
        const token = tokens.shift();
        if (token !== undefined) return token;
        throw new WireFailure({ code: 'forbidden', message: 'Nobody knows', field: 'identity' });
      },
    });
    socket.happens('connect');
    await settle();
    expect(socket.last().message).toMatchObject({ identity: 'first' });
    socket.last().answer({ ok: false, error: { code: 'unavailable', message: 'Not yet' } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.last().message).toMatchObject({ identity: 'second' });
    socket.last().answer({ ok: false, error: { code: 'unavailable', message: 'Not yet' } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told.at(-1)).toMatchObject({ type: 'refused', error: { code: 'forbidden', field: 'identity' } });
    expect(socket.sent).toHaveLength(2);
  });

  test('is told once, also when the connection was another while it was asked for; and nothing begins for who has left', async () => {
    const asked: ((token: string) => void)[] = [];
    const identify = () => new Promise<string>((resolve) => asked.push(resolve));
    const { socket, session } = opened(start, { identify });
    socket.happens('connect');
    socket.happens('disconnect');
    socket.happens('connect');
    for (const answer of asked.splice(0)) answer('late');
    await settle();
    expect(socket.sent.map(({ event }) => event)).toEqual(['start']);
    socket.last().answer({ ok: false, error: { code: 'unavailable', message: 'Not yet' } });
    await vi.advanceTimersByTimeAsync(2_000);
    session.hangUp();
    for (const answer of asked) answer('late');
    await settle();
    expect(socket.sent.map(({ event }) => event)).toEqual(['start', 'leave']);
  });
});

test('each attempt to begin says how long ago the press was', async () => {
  let agoMs = 100;
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const { socket } = opened(start, { traceOf: () => ({ traceparent, agoMs }) });
  socket.happens('connect');
  await settle();
  expect(socket.last().message).toMatchObject({ queueId: 'sales', trace: { traceparent, agoMs: 100 } });
  agoMs = 900;
  socket.last().answer({ ok: false, error: { code: 'unavailable', message: 'Not yet' } });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(socket.last().message).toMatchObject({ trace: { traceparent, agoMs: 900 } });
});

test('who wants to be rung gives the microphone back, and has the sound again when they are there', async () => {
  const { socket, log, session } = await inQueue();
  void session.ring('ring-me-back');
  expect(socket.last().event).toBe('ring-me-back');
  const waiting = (ringBack: object | null) => ({ ...call(1).phase, ringBack });
  socket.happens('call', { ...call(2), phase: waiting({ kind: 'kept', missed: 0 }) });
  socket.happens('call', { ...call(3), phase: waiting({ kind: 'rung', until: 1 }) });
  expect(log).toEqual(['keep', 'sound t1', 'keep without', 'silence']);
  socket.happens('call', { ...call(4), phase: waiting(null) });
  expect(log.at(-1)).toBe('sound t4');
});

test('the sound follows the call to another media server, and waits while no server has it', async () => {
  const { socket, log } = await inQueue();
  const at = (node: string) => `e30.${btoa(JSON.stringify({ node, url: `https://${node}.example` }))}.s`;
  socket.happens('call', { ...call(2), ticket: '' });
  socket.happens('call', { ...call(3), ticket: at('lisbon') });
  socket.happens('call', { ...call(4), ticket: at('lisbon') });
  expect(log).toEqual(['keep', 'sound t1', `sound ${at('lisbon')}`]);
});

describe('by text', () => {
  const byText = (rev: number): WidgetCall => ({ ...call(rev), channel: 'text' });

  test('nothing sounds until it becomes a call, and again when it is one no more', async () => {
    const { socket, log } = await inQueue();
    expect(log).toEqual(['keep', 'sound t1']);
    socket.happens('call', byText(2));
    socket.happens('call', byText(3));
    expect(log).toEqual(['keep', 'sound t1', 'keep without', 'silence']);
    socket.happens('call', call(4));
    expect(log.slice(4)).toEqual(['keep', 'sound t4']);
  });

  test('a page that goes away leaves the conversation as it is: whoever writes may come back', async () => {
    const { socket, log, session } = await inQueue();
    socket.happens('call', byText(2));
    const sent = socket.sent.length;
    expect(session.farewell()).toBe('kept');
    expect(socket.closed).toBe(true);
    expect(socket.sent.slice(sent).map(({ event }) => event)).toEqual(['page-gone']);
    expect(log).not.toContain('farewell');
    expect(log).not.toContain('forget');
  });
});

describe('beginning', () => {
  test('the sound is joined with the first ticket, while the caller still waits', async () => {
    const { told, log } = await inQueue();
    expect(log).toEqual(['keep', 'sound t1']);
    expect(told).toEqual([
      { type: 'joined', key, call: call(1) },
      { type: 'online', online: true },
    ]);
  });

  test('while many call, the piece of work is done first; one that is not enough is followed by another, and no fourth', async () => {
    const { socket, told } = opened();
    const needed = { ok: false as const, error: { code: 'proof-needed' as const, message: 'Many' } };
    socket.happens('connect');
    for (let n = 1; n <= 3; n += 1) {
      socket.last().answer(needed);
      await settle();
      expect(socket.last().event).toBe('challenge');
      socket.last().answer({ ok: true, data: { challenge: `c${n}`, bits: 14 } });
      await settle();
      expect(socket.last()).toMatchObject({ event: 'start', message: { name: 'Maria', proof: { challenge: `c${n}`, number: 7 } } });
    }
    socket.last().answer(needed);
    await settle();
    expect(told.map(({ type }) => type)).toEqual(['proving', 'proving', 'proving', 'refused']);
  });

  test('a message that overtakes the answer is not lost', async () => {
    const { socket, told } = opened();
    socket.happens('connect');
    socket.happens('call', call(2));
    socket.last().answer({ ok: true, data: { key, call: call(1) } });
    await settle();
    expect(told[0]).toEqual({ type: 'joined', key, call: call(2) });
  });

  test('a message that was overtaken is dropped', async () => {
    const { socket, told } = await inQueue();
    socket.happens('call', call(3));
    const before = told.length;
    socket.happens('call', call(2));
    socket.happens('call', call(3));
    socket.happens('call', { ...call(9), callId: 'another' });
    expect(told).toHaveLength(before);
  });

  test('of a call that a full queue sends away at once opens no sound, and gives the microphone back', async () => {
    const { socket, told, log } = opened();
    const away = call(1, { kind: 'ended', reason: 'queue-full', talkMs: 0, wayOn: { kind: 'message', text: 'We are busy.' } });
    socket.happens('connect');
    socket.last().answer({ ok: true, data: { key, call: away } });
    await settle();
    expect(told).toEqual([{ type: 'joined', key, call: away }]);
    expect(log).toEqual(['keep', 'silence', 'forget']);
  });

  test('a refusal gives the microphone back', async () => {
    const { socket, told, log } = opened();
    socket.happens('connect');
    socket.last().answer({ ok: false, error: { code: 'too-many', message: 'Wait a minute.' } });
    await settle();
    expect(told).toEqual([{ type: 'refused', error: { code: 'too-many', message: 'Wait a minute.' } }]);
    expect(log).toContain('silence');
  });

  test('a connection that is refused for the page’s key is a refusal, and is not asked for again', async () => {
    const { socket, told, log } = opened();
    const error = { code: 'forbidden', message: 'This widget key is switched off', field: 'key' } as const;
    socket.happens('connect_error', Object.assign(new Error('forbidden'), { data: error }));
    expect(told).toEqual([{ type: 'refused', error }]);
    expect(log).toEqual(['silence', 'forget']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.sent).toEqual([]);
  });

  test('a server that is not ready is asked again', async () => {
    const { socket, told } = opened();
    socket.happens('connect');
    socket.last().answer({ ok: false, error: { code: 'unavailable', message: 'x' } });
    await settle();
    expect(told).toEqual([{ type: 'online', online: false }]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.sent.map((one) => one.event)).toEqual(['start', 'start']);
    // The same attempt: should the first one have been stored, it is that call.
    const [first, second] = socket.sent.map(({ message }) => (message as { attempt: string }).attempt);
    expect(first).toMatch(/^[\da-f]{32}$/);
    expect(second).toBe(first);
    const another = opened();
    another.socket.happens('connect');
    await settle();
    expect(another.socket.last().message).not.toMatchObject({ attempt: first });
  });

  test('given up before the answer: the call that it began is said farewell to', async () => {
    const { socket, told, log, session } = opened();
    socket.happens('connect');
    const asked = socket.last();
    session.hangUp();
    asked.answer({ ok: true, data: { key, call: call(1) } });
    await settle();
    expect(told).toEqual([]);
    expect(log.at(-1)).toBe('farewell');
    expect(log).not.toContain('keep');
  });
});

describe('a lost connection', () => {
  test('keeps the place: the call is resumed, not begun again', async () => {
    const { socket, told, log } = await inQueue();
    socket.happens('disconnect', 'transport close');
    expect(told.at(-1)).toEqual({ type: 'online', online: false });
    socket.happens('connect');
    expect(socket.last()).toMatchObject({ event: 'resume', message: key });
    socket.last().answer({ ok: true, data: { call: call(4) } });
    await settle();
    expect(told.slice(-2)).toEqual([
      { type: 'call', call: call(4) },
      { type: 'online', online: true },
    ]);
    expect(log.filter((line) => line.startsWith('sound'))).toEqual(['sound t1']);
  });

  test('to a server that was restarted and counts anew: its messages are taken', async () => {
    const { socket, told } = await inQueue();
    socket.happens('call', call(7));
    socket.happens('disconnect', 'transport close');
    socket.happens('connect');
    socket.last().answer({ ok: true, data: { call: call(1) } });
    await settle();
    socket.happens('call', call(2, endedPhase));
    expect(told.at(-1)).toEqual({ type: 'call', call: call(2, endedPhase) });
  });

  test('that outlasted the call says so', async () => {
    const { socket, told, log } = await inQueue();
    socket.happens('disconnect', 'transport close');
    socket.happens('connect');
    socket.last().answer({ ok: false, error: { code: 'not-found', message: 'x' } });
    await settle();
    expect(told.at(-1)).toEqual({ type: 'gone' });
    expect(log.slice(-2)).toEqual(['silence', 'forget']);
  });

  test('that is a call’s other window taking over is not made good: the call goes on there', async () => {
    const { socket, told, log } = await inQueue();
    socket.happens('elsewhere');
    expect(told.at(-1)).toEqual({ type: 'elsewhere' });
    expect(log.slice(-2)).toEqual(['silence', 'forget']);
  });

  test('made by the server itself is made good too', async () => {
    const { socket } = await inQueue();
    socket.active = false;
    socket.happens('disconnect', 'io server disconnect');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.last().event).toBe('resume');
  });
});

describe('the end', () => {
  test('by the other side closes everything', async () => {
    const { socket, told, log } = await inQueue();
    socket.happens('call', call(2, endedPhase));
    await settle();
    expect(told.at(-1)).toEqual({ type: 'call', call: call(2, endedPhase) });
    expect(log.slice(-2)).toEqual(['silence', 'forget']);
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.closed).toBe(true);
  });

  test('by hanging up waits a moment for the server’s last word', async () => {
    const { socket, told, session } = await inQueue();
    session.hangUp();
    expect(socket.last().event).toBe('leave');
    expect(socket.closed).toBe(false);
    socket.happens('call', call(2, endedPhase));
    expect(told.at(-1)).toEqual({ type: 'call', call: call(2, endedPhase) });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(socket.closed).toBe(true);
  });

  test('by hanging up without a connection goes by beacon', async () => {
    const { socket, log, session } = await inQueue();
    socket.happens('disconnect', 'transport close');
    session.hangUp();
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toContain('farewell');
  });

  test.each([
    ['goes by beacon as well when nobody has heard it', false],
    ['goes one way when it was heard', true],
  ])('by hanging up %s', async (_, heard) => {
    const { socket, log, session } = await inQueue();
    session.hangUp();
    if (heard) socket.last().answer({ ok: true, data: {} });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(log.includes('farewell')).toBe(!heard);
  });

  test('of the page, while the caller waits, leaves them in place: the next page comes back to it', async () => {
    const { socket, log, session } = await inQueue();
    session.farewell();
    expect([socket.closed, socket.sent.some((one) => one.event === 'leave')]).toEqual([true, false]);
    expect(log).toEqual(['keep', 'sound t1', 'silence']);
  });

  test('of the page, with an agent there, leaves the call for the next page: it says once that it was the page', async () => {
    const { socket, log, session } = await inQueue();
    const connected = {
      kind: 'connected',
      agentName: 'Ana',
      since: 1,
      agentAwayUntil: null,
      heldSince: null,
      others: [],
      agents: [],
    } as const;
    socket.happens('call', { ...call(2), phase: connected });
    expect([session.farewell(), session.farewell()]).toEqual(['kept', 'over']);
    expect(socket.sent.filter(({ event }) => event === 'page-gone')).toHaveLength(1);
    expect(socket.sent.some(({ event }) => event === 'leave')).toBe(false);
    expect(log).toEqual(['keep', 'sound t1', 'silence']);
  });

  test('of a page that is still on its way back keeps the call as well', async () => {
    const { socket, log, session } = opened({ kind: 'return', key });
    socket.happens('connect');
    const { answer } = socket.last();
    expect(session.farewell()).toBe('kept');
    answer({ ok: true, data: { call: call(1) } });
    await settle();
    expect(log).toEqual(['silence']);
  });

  test('of a page that has not begun its call gives it up', async () => {
    const { socket, log, session } = opened();
    socket.happens('connect');
    const { answer } = socket.last();
    expect(session.farewell()).toBe('over');
    answer({ ok: true, data: { key, call: call(1) } });
    await settle();
    expect(log.at(-1)).toBe('farewell');
  });
});
