import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerClock } from '../../lib/clock.ts';
import { WorkstationConnection, type WorkstationSocket } from './connection.ts';
import { connected, idle, NOON } from './fixtures.ts';

/** A socket that the test speaks for. */
class FakeSocket {
  connected = false;
  active = true;
  connects = 0;
  private readonly handlers = new Map<string, (...args: never[]) => void>();
  on(event: string, handler: (...args: never[]) => void) {
    this.handlers.set(event, handler);
    return this;
  }
  say(event: string, ...args: unknown[]) {
    this.handlers.get(event)?.(...(args as never[]));
  }
  connect() {
    this.connects += 1;
  }
  disconnect() {
    this.say('disconnect', 'io client disconnect');
  }
  removeAllListeners() {
    this.handlers.clear();
  }
}

let socket: FakeSocket;
let connection: WorkstationConnection;
beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  socket = new FakeSocket();
  connection = new WorkstationConnection(socket as unknown as WorkstationSocket, new ServerClock());
  socket.say('connect');
});
afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

test('an older state of the same connection changes nothing', () => {
  socket.say('state', { ...idle, rev: 5 });
  socket.say('state', { ...idle, rev: 4, roundTripMs: 99 });
  expect(connection.get().state).toMatchObject({ rev: 5, roundTripMs: null });
});

test('a new connection may count from the beginning', () => {
  socket.say('state', { ...idle, rev: 5 });
  socket.say('disconnect', 'transport close');
  expect(connection.get().link.kind).toBe('lost');
  socket.say('connect');
  socket.say('state', { ...idle, rev: 1, roundTripMs: 10 });
  expect(connection.get()).toMatchObject({ link: { kind: 'up' }, state: { rev: 1, roundTripMs: 10 } });
});

test('a probe is answered at once', () => {
  const answer = vi.fn();
  socket.say('probe', answer);
  expect(answer).toHaveBeenCalledOnce();
});

test('silence for six seconds is a lost connection, and it connects again at once', () => {
  socket.say('state', idle);
  vi.advanceTimersByTime(5_500);
  socket.say('probe', () => undefined);
  vi.advanceTimersByTime(5_500);
  expect(connection.get().link.kind).toBe('up');
  vi.advanceTimersByTime(500);
  expect(connection.get().link.kind).toBe('lost');
  expect(socket.connects).toBe(1);
});

test('without a network a last word is waited for, and when it comes nothing is lost', () => {
  socket.say('state', idle);
  connection.doubt();
  vi.advanceTimersByTime(2_000);
  socket.say('probe', () => undefined);
  vi.advanceTimersByTime(2_000);
  expect(connection.get().link.kind).toBe('up');
  connection.doubt();
  vi.advanceTimersByTime(2_200);
  expect(connection.get().link.kind).toBe('lost');
});

test('taken over stays so until the agent wants this one', () => {
  socket.say('state', idle);
  socket.say('taken-over');
  vi.advanceTimersByTime(60_000);
  expect(connection.get().link.kind).toBe('taken-over');
  expect(socket.connects).toBe(0);
  connection.useThisOne();
  expect(socket.connects).toBe(1);
});

test('a refusal for good is said; one that may pass is tried again', () => {
  socket.active = false;
  socket.say('connect_error', Object.assign(new Error('x'), { data: { code: 'unavailable' } }));
  vi.advanceTimersByTime(2_000);
  expect(socket.connects).toBe(1);
  socket.say('connect_error', Object.assign(new Error('x'), { data: { code: 'forbidden' } }));
  expect(connection.get().link.kind).toBe('refused');
});

test('an agent at rest becomes available only when the check allows it', async () => {
  socket.say('state', { ...idle, status: { kind: 'offline', since: NOON } });
  const mayGo = vi.fn(async () => false);
  const takeBack = connection.checkFirst(mayGo);
  await connection.setStatus('available');
  expect(mayGo).toHaveBeenCalledOnce();
  mayGo.mockResolvedValue(true);
  await expect(connection.setStatus('available')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(connection.setStatus('break')).rejects.toMatchObject({ code: 'unavailable' });
  expect(mayGo).toHaveBeenCalledTimes(2);
  takeBack();
  await expect(connection.setStatus('available')).rejects.toMatchObject({ code: 'unavailable' });
  expect(mayGo).toHaveBeenCalledTimes(2);
});

test('during a call, available is for afterwards and needs no check', async () => {
  socket.say('state', { ...idle, work: connected });
  const mayGo = vi.fn(async () => false);
  connection.checkFirst(mayGo);
  await expect(connection.setStatus('available')).rejects.toMatchObject({ code: 'unavailable' });
  expect(mayGo).not.toHaveBeenCalled();
});

test('nothing is asked for without a connection', async () => {
  await expect(connection.setStatus('available')).rejects.toMatchObject({ code: 'unavailable' });
});
