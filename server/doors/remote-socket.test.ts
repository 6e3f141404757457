import type { Namespace } from 'socket.io';
import { expect, test } from 'vitest';
import { RemoteSocket } from './remote-socket.ts';

/** A browser's socket at a web node, as gateways use it. */

const HANDSHAKE = { auth: {}, address: '127.0.0.1', headers: {} };

test('middlewares see what it says before those who listen, in order, and can keep it from them', () => {
  const seen: unknown[] = [];
  const socket = new RemoteSocket({} as Namespace, 'id', HANDSHAKE);
  socket.use(([event, ...args], next) => {
    seen.push(['first', event, args.length]);
    next();
  });
  socket.use(([event], next) => next(event === 'refused' ? new Error('refused') : undefined));
  for (const event of ['said', 'refused']) socket.on(event, (...args: never[]) => seen.push([event, ...args]));
  socket.hear('said', [1, 2]);
  socket.hear('refused', []);
  expect(seen).toEqual([
    ['first', 'said', 2],
    ['said', 1, 2],
    ['first', 'refused', 0],
  ]);
});

test('what may be lost goes to its room as such', () => {
  const told: unknown[] = [];
  const room = (name: string) => ({ volatile: { emit: (...args: unknown[]) => told.push([name, ...args]) > 0 } });
  const socket = new RemoteSocket({ to: room } as unknown as Namespace, 'id', HANDSHAKE);
  expect(socket.volatile.emit('figures', { figures: 1 })).toBe(true);
  expect(told).toEqual([['id', 'figures', { figures: 1 }]]);
});
