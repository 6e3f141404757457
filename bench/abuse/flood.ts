/** One address that wants the server to itself. */

import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { WIDGET_NAMESPACE } from '../../server/protocol/widget.ts';
import { FLOODS, type FloodKind, type FromFlood, type ToFlood } from './messages.ts';

/** One for each flood: what it was refused before is not counted against the next. */
let address = '127.0.66.1';
const CONNECTIONS = 50;
const LARGE_CONNECTIONS = 20;
const CALL = { queueId: 'sales-portuguese', name: 'Mallory', email: null, customerId: null, page: null, question: null };
const LARGE = { cart: 'x'.repeat(1_000_000) };
/** Looks as a token does, so that it is checked as one. */
const FORGED = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'c-1', name: 'Mallory', iat: 1, exp: 2 })}.${'A'.repeat(43)}`;
function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

let running = false;
let sent = 0;
const answers = new Map<string, number>();
const note = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);

const open = new Set<Socket>();
function connect(url: string): Socket {
  const options = { transports: ['websocket'], forceNew: true, localAddress: address, reconnectionDelay: 20, reconnectionDelayMax: 50 };
  const socket = io(url + WIDGET_NAMESPACE, options as Parameters<typeof io>[1]);
  open.add(socket);
  socket.on('disconnect', (reason) => {
    if (running) note(`cut off: ${reason}`);
    // Whoever wants to flood comes back also where the library would not.
    if (running && !socket.active) setTimeout(() => socket.connect(), 20);
  });
  socket.on('connect_error', () => {
    note('no connection');
    if (running && !socket.active) setTimeout(() => socket.connect(), 20);
  });
  return socket;
}

/** Says one thing and waits for the answer, not for ever. */
async function say(socket: Socket, message: object): Promise<void> {
  if (!socket.connected) return void (await delay(10));
  sent += 1;
  try {
    const answer = await socket.timeout(5000).emitWithAck('start', message);
    note(answer.ok ? 'in' : answer.error.code);
    if (answer.ok) socket.emit('leave', {}, () => {});
  } catch {
    note('no answer');
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
function post(url: string): Promise<void> {
  sent += 1;
  const body = JSON.stringify({ key: { callId: 'nobody', secret: 'x'.repeat(32) }, score: 1 });
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const asked = request(`${url}/api/widget/rating`, { method: 'POST', agent, localAddress: address, headers }, (answer) => {
      note(String(answer.statusCode));
      answer.resume().on('end', resolve);
    });
    asked.on('error', () => {
      note('no answer');
      resolve();
    });
    asked.end(body);
  });
}

async function flood(kind: FloodKind, url: string): Promise<void> {
  if (kind === 'requests') {
    const over = async () => {
      while (running) await post(url);
    };
    return void (await Promise.all(Array.from({ length: CONNECTIONS }, over)));
  }
  const sockets = Array.from({ length: kind === 'contexts' ? LARGE_CONNECTIONS : CONNECTIONS }, () => connect(url));
  const message = kind === 'tokens' ? { ...CALL, identity: FORGED } : kind === 'contexts' ? { ...CALL, context: LARGE } : CALL;
  const over = async (socket: Socket) => {
    while (running) {
      await say(socket, message);
      // 1,000 a minute, on all of them together.
      if (kind === 'thousand') await delay((60_000 / 1000) * CONNECTIONS);
    }
  };
  await Promise.all(sockets.map(over));
  for (const socket of sockets) socket.disconnect();
  open.clear();
}

const tell = (message: FromFlood) => process.send?.(message);
let under: Promise<void> = Promise.resolve();
process.on('message', async (message: ToFlood) => {
  if (message.kind === 'flood') {
    sent = 0;
    answers.clear();
    running = true;
    address = `127.0.66.${10 + FLOODS.indexOf(message.flood)}`;
    under = flood(message.flood, message.url);
    return;
  }
  running = false;
  tell({ kind: 'stopped', sent, answers: Object.fromEntries(answers) });
  await under;
});
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });
