import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BOARD_NAMESPACE, type Board, type BoardDelta } from '../protocol/board.ts';
import { boardAgent, boardOf, boardQueue } from '../protocol/board-fixture.ts';
import { watchBoard } from '../testing/watched-board.ts';
import { BoardGateway } from './board-gateway.ts';

const log = { warn: () => {}, error: () => {} };
let http: Server;
let sockets: SocketServer;
let gateway: BoardGateway;
let board: Board;
let clients: Socket[];
const build = vi.fn(() => ({ ...board, now: Date.now() }));

beforeEach(async () => {
  board = boardOf({
    queues: [boardQueue('sales'), boardQueue('night')],
    agents: [boardAgent('ana', 'lisbon'), boardAgent('carol', 'toronto')],
  });
  build.mockClear();
  http = createServer();
  sockets = new SocketServer(http);
  gateway = new BoardGateway(sockets.of(BOARD_NAMESPACE), build, log);
  clients = [];
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  gateway.close();
  for (const client of clients) client.disconnect();
  await sockets.close();
});

function connect(): Socket {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${BOARD_NAMESPACE}`;
  const client = io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100 });
  clients.push(client);
  return client;
}

const waits = (waiting: number) => {
  board = { ...board, queues: board.queues.map((one) => (one.id === 'sales' ? { ...one, waiting } : one)) };
  gateway.touch();
};

test('each dashboard is told what it shows; one scope that many watch is made once', async () => {
  const whole = [watchBoard(connect()), watchBoard(connect())];
  const lisbon = watchBoard(connect(), { sections: ['agents'], centerIds: ['lisbon'], queueId: null });
  await vi.waitFor(() => expect([...whole, lisbon].every((one) => one.board)).toBe(true));
  expect(lisbon.board).toMatchObject({ queues: [], agents: [{ id: 'ana' }], queueNames: [{ id: 'sales' }, { id: 'night' }] });
  const built = build.mock.calls.length;
  for (let waiting = 1; waiting <= 20; waiting += 1) waits(waiting);
  await vi.waitFor(() => expect(whole.map((one) => one.board?.queues[0]?.waiting)).toEqual([20, 20]));
  // Twenty changes went out as one.
  expect(whole[0]?.deltas.filter((delta) => delta.queues)).toEqual([
    expect.objectContaining({ queues: { set: [{ id: 'sales', waiting: 20 }] } }),
  ]);
  expect(build.mock.calls.length - built).toBeLessThanOrEqual(2);
  expect(lisbon.deltas.filter((delta) => delta.rev !== delta.from)).toEqual([]);
});

test('who was away, or missed a delta, has a snapshot and then everything again', async () => {
  const client = connect();
  const seen = watchBoard(client);
  await vi.waitFor(() => expect(seen.board).toBeDefined());
  client.io.engine.close();
  waits(3);
  await vi.waitFor(() => expect(seen.board?.queues[0]?.waiting).toBe(3));
  expect(seen.snapshots).toBe(2);
  // A delta that is lost on the way: the next does not follow.
  const listeners = client.listeners('delta') as ((delta: BoardDelta) => void)[];
  client.off('delta');
  const lost = new Promise((resolve) => client.once('delta', resolve));
  waits(4);
  await lost;
  for (const listener of listeners) client.on('delta', listener);
  waits(5);
  await vi.waitFor(() => expect(seen.board?.queues[0]?.waiting).toBe(5));
  expect(seen.snapshots).toBe(3);
});

test('what is asked for outside of what there is to watch is refused, and the dashboard goes on', async () => {
  const client = connect();
  const seen = watchBoard(client);
  await vi.waitFor(() => expect(seen.board).toBeDefined());
  const answer = await client.timeout(1000).emitWithAck('watch', { sections: ['salaries'], centerIds: null, queueId: null });
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'sections.0' } });
  waits(2);
  await vi.waitFor(() => expect(seen.board?.queues[0]?.waiting).toBe(2));
});

test('nothing is built for nobody', async () => {
  const client = connect();
  const seen = watchBoard(client);
  await vi.waitFor(() => expect(seen.board).toBeDefined());
  client.disconnect();
  await vi.waitFor(async () => expect(await sockets.of(BOARD_NAMESPACE).fetchSockets()).toEqual([]));
  const built = build.mock.calls.length;
  gateway.touch();
  waits(9);
  const late = watchBoard(connect());
  await vi.waitFor(() => expect(late.board?.queues[0]?.waiting).toBe(9));
  expect(build.mock.calls.length - built).toBe(1);
});
