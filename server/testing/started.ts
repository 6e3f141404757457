import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Logger, pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { readConfig } from '../config.ts';
import { workerBin } from '../media/testing/worker-bin.ts';
import type { Ack } from '../protocol/common.ts';
import { ApiEvents } from '../protocol/data-api.ts';
import type { PublicEvent, PublicEventKind } from '../protocol/public-events.ts';
import { type LeaveLine, WIDGET_NAMESPACE, type WidgetCall } from '../protocol/widget.ts';
import { type WorkstationState, workstationNamespace } from '../protocol/workstation.ts';
import { startTandem, type Tandem } from '../tandem.ts';
import { fillWithDemo } from './templates.ts';

/** A whole Tandem in this process, without pages, with browsers' sockets around it: for integration tests. */
export class Started {
  tandem!: Tandem;
  fatal: unknown = null;
  readonly folder = mkdtempSync(path.join(tmpdir(), 'tandem-test-'));
  readonly #environment: Record<string, string>;
  readonly #routingUrl: string | undefined;
  readonly #sockets: Socket[] = [];
  /** What was logged at level warn or above. */
  readonly warnings: string[] = [];

  /** @param routingUrl by which its centers reach the routing server */
  constructor(environment: Record<string, string> = {}, routingUrl?: string) {
    this.#environment = environment;
    this.#routingUrl = routingUrl;
  }

  async start(): Promise<this> {
    const config = readConfig(await this.environment());
    this.tandem = await startTandem({
      ...{ config, log: this.#log(), pages: false, onFatal: (error: unknown) => (this.fatal = error) },
      ...(this.#routingUrl !== undefined && { routingUrl: this.#routingUrl }),
    });
    return this;
  }

  /** The environment of a Tandem in this folder, which is filled with the demo first unless its data are elsewhere, or it has none. */
  async environment(): Promise<Record<string, string>> {
    const { DATABASE_URL, TANDEM_DATA, TANDEM_ROLES } = this.#environment;
    if (DATABASE_URL === undefined && TANDEM_DATA === undefined && TANDEM_ROLES !== 'media') await fillWithDemo(this.folder);
    const binary = await workerBin();
    return {
      PORT: '0',
      TANDEM_DATA: this.folder,
      TANDEM_MEDIA_PORT: '0',
      TANDEM_MEDIA_WORKERS: '1',
      TANDEM_CALLS_PER_MINUTE: '1000',
      ...(binary ? { MEDIASOUP_WORKER_BIN: binary } : {}),
      ...this.#environment,
    };
  }

  async restart(): Promise<void> {
    await this.tandem.close();
    await this.start();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    await this.tandem?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async signIn(email: string, password = 'tandem-demo'): Promise<string> {
    const response = await this.fetch('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
    if (!response.ok) throw new Error(`Sign-in of ${email} failed: ${response.status} ${await response.text()}`);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  fetch(
    url: string,
    { cookie, body, ...init }: { cookie?: string; body?: unknown; method?: string; headers?: Record<string, string> } = {},
  ) {
    return fetch(this.tandem.url + url, {
      ...init,
      headers: {
        origin: this.tandem.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...init.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** What other programs are told of events of this kind, oldest first. */
  async told(kind: PublicEventKind): Promise<PublicEvent[]> {
    const cookie = await this.signIn('admin@tandem.example');
    const body = { name: 'Events', scopes: ['events:read'], centers: null };
    const made = await this.fetch('/api/admin/keys', { method: 'POST', cookie, body });
    const { secret } = (await made.json()) as { secret: string };
    const answer = await this.fetch(`/api/v1/events?kind=${kind}`, { headers: { authorization: `Bearer ${secret}` } });
    return ApiEvents.parse(await answer.json()).events;
  }

  socket(namespace: string, options: { cookie?: string; origin?: string; auth?: object } = {}): Socket {
    const { cookie, origin, auth } = options;
    const socket = io(this.tandem.url + namespace, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500, // as pages, which ask all the time whether the server is there again
      extraHeaders: { ...(cookie ? { cookie } : {}), ...(origin ? { origin } : {}) },
      ...(auth ? { auth } : {}),
    });
    this.#sockets.push(socket);
    return socket;
  }

  async agent(email: string, password?: string): Promise<TestAgent> {
    const cookie = await this.signIn(email, password);
    const center = /@(\w+)\./.exec(email)?.[1] ?? '';
    return this.workstation(center, cookie);
  }

  workstation(center: string, cookie: string): Promise<TestAgent> {
    return new TestAgent(this.socket(workstationNamespace(center), { cookie }), cookie).ready();
  }

  caller(): TestCaller {
    return new TestCaller(this.socket(WIDGET_NAMESPACE));
  }

  #log(): Logger {
    return pino({ level: 'warn' }, { write: (line: string) => void this.warnings.push(line) });
  }
}

/** The newest of what a socket is sent, and waiting for what is to come. */
class Latest<T> {
  value: T | null = null;
  readonly #waiting = new Set<() => void>();

  set(value: T): void {
    this.value = value;
    for (const check of this.#waiting) check();
  }

  until(what: string, matches: (value: T) => boolean, timeoutMs = 20_000): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const timer = setTimeout(() => reject(new Error(`Waited for ${what}; the last seen is ${JSON.stringify(this.value)}`)), timeoutMs);
    const check = () => {
      if (this.value !== null && matches(this.value)) resolve(this.value);
    };
    this.#waiting.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(check);
    });
  }
}

/** As the pages do: the client library does not come back by itself from a server that said goodbye, or refused it. */
export function comeBack(socket: Socket, mayCome: () => boolean = () => true): void {
  const again = () => {
    if (!socket.active && mayCome()) setTimeout(() => socket.connect(), 50);
  };
  socket.on('disconnect', (reason) => reason !== 'io client disconnect' && again());
  socket.on('connect_error', again);
}

export class TestAgent {
  readonly socket: Socket;
  readonly cookie: string;
  readonly state = new Latest<WorkstationState>();
  takenOver = false;
  answersProbes = true;

  constructor(socket: Socket, cookie: string) {
    this.socket = socket;
    this.cookie = cookie;
    socket.on('state', (state: WorkstationState) => this.state.set(state));
    socket.on('taken-over', () => {
      this.takenOver = true;
    });
    socket.on('probe', (answer: () => void) => this.answersProbes && answer());
    comeBack(socket, () => !this.takenOver);
  }

  async ready(): Promise<this> {
    await this.state.until('the first state', () => true);
    return this;
  }

  ask(event: string, message: object = {}): Promise<Ack> {
    return this.socket.emitWithAck(event, message);
  }

  async available(): Promise<void> {
    await this.ask('set-status', { status: 'available' });
    await this.status('available');
  }

  status(kind: WorkstationState['status']['kind'], timeoutMs?: number) {
    return this.state.until(`status ${kind}`, (state) => state.status.kind === kind, timeoutMs);
  }

  async work<K extends WorkstationState['work']['kind']>(kind: K, timeoutMs?: number) {
    const state = await this.state.until(`work ${kind}`, ({ work }) => work.kind === kind, timeoutMs);
    return state.work as Extract<WorkstationState['work'], { kind: K }>;
  }

  async accept(): Promise<Ack> {
    const { reservationId, token } = await this.work('offer');
    return this.ask('accept', { reservationId, token });
  }
}

export class TestCaller {
  readonly socket: Socket;
  readonly call = new Latest<WidgetCall>();
  key: { callId: string; secret: string } | null = null;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('call', (call: WidgetCall) => this.call.set(call));
    socket.on('connect', () => {
      if (this.key) socket.emit('resume', this.key, (ack: Ack<{ call: WidgetCall }>) => ack.ok && this.call.set(ack.data.call));
    });
    comeBack(socket);
  }

  async start(queueId = 'sales-english', change: object = {}): Promise<WidgetCall> {
    const message = {
      queueId,
      name: 'Maria Silva',
      email: 'maria.silva@example.com',
      customerId: null,
      page: '/cart',
      question: null,
      ...change,
    };
    const ack: Ack<{ key: { callId: string; secret: string }; call: WidgetCall }> = await this.socket.emitWithAck('start', message);
    if (!ack.ok) throw new Error(`The call did not start: ${ack.error.message}`);
    this.key = ack.data.key;
    this.call.set(ack.data.call);
    return ack.data.call;
  }

  leave(how: LeaveLine = {}): Promise<Ack> {
    return this.socket.emitWithAck('leave', how);
  }

  phase(kind: WidgetCall['phase']['kind'], timeoutMs?: number): Promise<WidgetCall> {
    return this.call.until(`phase ${kind}`, (call) => call.phase.kind === kind, timeoutMs);
  }

  position(position: number): Promise<WidgetCall> {
    return this.call.until(`position ${position}`, ({ phase }) => phase.kind === 'waiting' && phase.position === position);
  }
}

/** For a server that comes back at the same address. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
