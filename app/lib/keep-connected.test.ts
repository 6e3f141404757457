import type { Socket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { keepConnected } from './keep-connected.ts';

class FakeSocket {
  active = true;
  connects = 0;
  readonly listeners = new Map<string, (reason: string) => void>();
  connect() {
    this.connects += 1;
    this.active = true;
    return this as unknown as Socket;
  }
  on(event: string, listener: (reason: string) => void) {
    this.listeners.set(event, listener);
    return this as unknown as Socket;
  }
  off(event: string) {
    this.listeners.delete(event);
    return this as unknown as Socket;
  }
  closed(reason: string, active: boolean) {
    this.active = active;
    this.listeners.get('disconnect')?.(reason);
  }
}

/** Timers other than the page's, which browsers hold back for up to a minute in a tab that nobody looks at. */
function workerTimers() {
  const waiting = new Set<() => void>();
  const after = (_: number, act: () => void) => {
    waiting.add(act);
    return () => void waiting.delete(act);
  };
  const fire = () => {
    const due = [...waiting];
    waiting.clear();
    for (const act of due) act();
  };
  return { after, fire, waiting };
}

const start = () => {
  const [socket, timers] = [new FakeSocket(), workerTimers()];
  const stop = keepConnected(socket as unknown as Socket, timers);
  return { socket, timers, stop };
};

test('what the server closed is asked again, by timers that go on in the background', () => {
  const { socket, timers } = start();
  socket.closed('io server disconnect', false);
  expect(socket.connects).toBe(0);
  timers.fire();
  expect(socket.connects).toBe(1);
  timers.fire();
  expect(socket.connects).toBe(1);
});

test.each([
  ['io client disconnect', false],
  ['transport close', true],
])('after "%s" nobody is asked: it was wanted, or comes back by itself', (reason, active) => {
  const { socket, timers } = start();
  socket.closed(reason, active);
  expect(timers.waiting.size).toBe(0);
});

test('nothing is asked once it was stopped', () => {
  const { socket, timers, stop } = start();
  socket.closed('io server disconnect', false);
  stop();
  timers.fire();
  expect(socket.connects).toBe(0);
  expect(socket.listeners.size).toBe(0);
});
