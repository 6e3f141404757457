import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pageTimers } from './background-timers.ts';
import { comeBack } from './come-back.ts';
import { NetworkReturn } from './network-return.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A network that the test cuts and mends. */
function fakeNetwork() {
  const state = { up: false, knocks: 0, online: (): void => undefined };
  const network = new NetworkReturn(
    {
      knock: (timeoutMs) => {
        state.knocks += 1;
        return state.up ? Promise.resolve() : new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer')), timeoutMs));
      },
      onOnline: (listener) => {
        state.online = listener;
        return () => {
          state.online = () => undefined;
        };
      },
      now: Date.now,
    },
    pageTimers,
  );
  return { state, network };
}

test('who waits is told within a second of the return, and nobody is asked while nobody waits', async () => {
  const { state, network } = fakeNetwork();
  const back = vi.fn();
  const stop = network.wait(back);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(back).not.toHaveBeenCalled();
  state.up = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(back).toHaveBeenCalled();
  stop();
  state.knocks = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.knocks).toBe(0);
});

test('no more than three questions are open at once, and they become fewer after a minute', async () => {
  const { state, network } = fakeNetwork();
  network.wait(() => undefined);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(state.knocks).toBe(3);
  await vi.advanceTimersByTimeAsync(60_000);
  state.knocks = 0;
  await vi.advanceTimersByTimeAsync(28_000);
  expect(state.knocks).toBeLessThanOrEqual(10);
  expect(state.knocks).toBeGreaterThan(5);
});

test('the browser’s word is enough', () => {
  const { state, network } = fakeNetwork();
  const back = vi.fn();
  network.wait(back);
  state.online();
  expect(back).toHaveBeenCalledOnce();
});

test('a clock that leaps means that the machine slept', async () => {
  const { network } = fakeNetwork();
  const woken = vi.fn();
  network.watch(woken);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(woken).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(700);
  expect(woken).toHaveBeenCalledOnce();
});

/** A socket that the test speaks for; `attempts` counts how often it was started over. */
class FakeSocket {
  active = true;
  connected = true;
  attempts = 0;
  /** Its manager, which says `reconnect_attempt`. */
  readonly io = this;
  private readonly handlers = new Map<string, Set<() => void>>();
  on(event: string, handler: () => void) {
    this.handlers.set(event, (this.handlers.get(event) ?? new Set()).add(handler));
    return this;
  }
  off(event: string, handler: () => void) {
    this.handlers.get(event)?.delete(handler);
    return this;
  }
  say(event: string) {
    for (const handler of this.handlers.get(event) ?? []) handler();
  }
  disconnect() {
    this.connected = false;
    return this;
  }
  connect() {
    this.attempts += 1;
    return this;
  }
}
const attach = (socket: FakeSocket, network: NetworkReturn) => comeBack(socket as unknown as Parameters<typeof comeBack>[0], network);

test('a lost socket is started anew when the network is back, and an attempt is given its time', async () => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  attach(socket, network);
  socket.connected = false;
  socket.say('disconnect');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(socket.attempts).toBe(0);
  state.up = true;
  await vi.advanceTimersByTimeAsync(1_400);
  expect(socket.attempts).toBe(1);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(socket.attempts).toBe(2);
  // Twice the time of the one before.
  await vi.advanceTimersByTimeAsync(800);
  expect(socket.attempts).toBe(2);
  socket.connected = true;
  socket.say('connect');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(socket.attempts).toBe(2);
});

test('a first attempt is left alone while a busy server takes its time, and started anew when it hangs', async () => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  socket.connected = false;
  attach(socket, network);
  state.up = true;
  await vi.advanceTimersByTimeAsync(4_800);
  expect(socket.attempts).toBe(0);
  await vi.advanceTimersByTimeAsync(900);
  expect(socket.attempts).toBe(1);
});

test('an attempt that the socket makes by itself is given its time too', async () => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  attach(socket, network);
  socket.connected = false;
  socket.say('disconnect');
  await vi.advanceTimersByTimeAsync(3_000);
  socket.say('reconnect_attempt');
  state.up = true;
  await vi.advanceTimersByTimeAsync(1_400);
  expect(socket.attempts).toBe(0);
  await vi.advanceTimersByTimeAsync(700);
  expect(socket.attempts).toBe(1);
});

test('a socket that was closed on purpose stays closed, and nobody is asked for it', async () => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  attach(socket, network);
  await vi.advanceTimersByTimeAsync(100);
  Object.assign(socket, { active: false, connected: false });
  socket.say('disconnect');
  state.online();
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(socket.attempts).toBe(0);
  expect(state.knocks).toBe(0);
});

test.each(['a sleep', 'another network'])('after %s also a socket that seems to be up is started anew', async (what) => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  attach(socket, network);
  await vi.advanceTimersByTimeAsync(100);
  if (what === 'a sleep') vi.setSystemTime(Date.now() + 60_000);
  else state.online();
  await vi.advanceTimersByTimeAsync(700);
  expect(socket.attempts).toBe(1);
});

test('who stops is left alone', async () => {
  const { state, network } = fakeNetwork();
  const socket = new FakeSocket();
  const stop = attach(socket, network);
  await vi.advanceTimersByTimeAsync(100);
  stop();
  state.online();
  expect(socket.attempts).toBe(0);
});
