import type { Namespace, Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WireError } from '../protocol/common.ts';
import type { SignedIn } from './auth.ts';
import { SignedInSockets } from './signed-in-sockets.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const sofia: SignedIn = {
  id: 'sofia',
  name: 'Sofia',
  email: 'sofia@lisbon.example',
  role: 'supervisor',
  centerId: 'lisbon',
  supervises: [],
};

interface FakeSocket {
  id: string;
  connected: boolean;
  data: { userId?: string };
}

/** A namespace with sessions by cookie. */
function floor() {
  const sessions = new Map<string, SignedIn>([
    ['at-desk', sofia],
    ['at-home', sofia],
    ['sam', { ...sofia, id: 'sam' }],
    ['ana', { ...sofia, id: 'ana', role: 'agent' }],
  ]);
  const asked: string[] = [];
  const database = { down: false };
  const whoIs = async (cookie = '') => {
    asked.push(cookie);
    if (database.down) throw new Error('no database');
    return sessions.get(cookie) ?? null;
  };
  const errors: string[] = [];
  const log = { warn: () => {}, error: (_: object, message: string) => void errors.push(message) };
  const guarded = new SignedInSockets({ whoIs, log });

  const sockets = new Map<string, FakeSocket>();
  let letIn: Parameters<Namespace['use']>[0] = (_, next) => next();
  const namespace = {
    sockets,
    use: (middleware: typeof letIn) => {
      letIn = middleware;
    },
  };
  guarded.guard(namespace as unknown as Namespace, ({ role }) => role === 'supervisor');

  const open = async (cookie?: string): Promise<FakeSocket & { refused?: string }> => {
    const id = String(sockets.size);
    const socket = {
      id,
      connected: true,
      data: {},
      nsp: { name: '/board' },
      handshake: { headers: { cookie } },
      disconnect: () => {
        socket.connected = false;
        sockets.delete(id);
      },
    };
    const refusal = await new Promise<(Error & { data?: WireError }) | undefined>((resolve) => letIn(socket as unknown as Socket, resolve));
    if (refusal) return Object.assign(socket, { connected: false, refused: refusal.data?.code });
    sockets.set(id, socket);
    return socket;
  };
  return { sessions, asked, database, errors, guarded, open };
}

test('only those whom the namespace is for get in; without a database it says so, and not that nobody is signed in', async () => {
  const { open, database, errors } = floor();
  expect((await open('at-desk')).data.userId).toBe('sofia');
  expect((await open(undefined)).refused).toBe('not-signed-in');
  expect((await open('forged')).refused).toBe('not-signed-in');
  expect((await open('ana')).refused).toBe('forbidden');
  database.down = true;
  expect((await open('at-desk')).refused).toBe('unavailable');
  expect(errors).toEqual(['A sign-in could not be checked']);
});

test('when one of a person’s sessions ends, its sockets are cut off and the others stay', async () => {
  const { sessions, asked, guarded, open } = floor();
  const [desk, home, sam] = [await open('at-desk'), await open('at-home'), await open('sam')];
  sessions.delete('at-desk');
  asked.length = 0;
  await guarded.recheck('sofia');
  expect([desk.connected, home.connected, sam.connected]).toEqual([false, true, true]);
  expect(asked).toEqual(['at-desk', 'at-home']);
});

test('whoever loses the role is cut off, and also when it can’t be told', async () => {
  const { sessions, database, guarded, open } = floor();
  const [desk, sam] = [await open('at-desk'), await open('sam')];
  sessions.set('at-desk', { ...sofia, role: 'agent' });
  await guarded.recheck('sofia');
  expect(desk.connected).toBe(false);
  database.down = true;
  await guarded.recheck('sam');
  expect(sam.connected).toBe(false);
});

test('a session that ends unseen, or becomes somebody else’s, loses its sockets within a minute', async () => {
  const { sessions, guarded, open } = floor();
  const [desk, home, sam] = [await open('at-desk'), await open('at-home'), await open('sam')];
  sessions.delete('at-desk');
  sessions.set('sam', sofia);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect([desk.connected, home.connected, sam.connected]).toEqual([false, true, false]);
  guarded.close();
  sessions.clear();
  await vi.advanceTimersByTimeAsync(MINUTE * 2);
  expect(home.connected).toBe(true);
});

test('a database that is away for a while takes nobody’s socket', async () => {
  const { sessions, database, errors, open } = floor();
  const desk = await open('at-desk');
  database.down = true;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(desk.connected).toBe(true);
  expect(errors).toEqual(['Open sockets could not be checked']);
  database.down = false;
  sessions.clear();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(desk.connected).toBe(false);
});
