import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { WIDGET_NAMESPACE, type WidgetCall } from '../../server/protocol/widget.ts';
import { workstationNamespace } from '../../server/protocol/workstation.ts';

/** People who call as people do, each from an address of their own, and agents who are offered what comes. */

/** Fewer than from where on everybody of a site would be asked for work. */
const CALLS_PER_SECOND = 6;
const WAITING = 20;
const CALL = { name: 'Maria', email: null, customerId: null, page: null, question: null };
const TAKEN = 'sales-english';
/** Two, so that nobody waits for an agent who has just been left. */
const AGENTS = [
  ['ana@lisbon.example', 'lisbon'],
  ['carol@toronto.example', 'toronto'],
] as const;
/** Nobody answers there. */
const NOT_TAKEN = 'support-french';

/** In milliseconds, of each caller. */
export interface Seen {
  queued: number[];
  offered: number[];
  /** Why somebody was refused, or did not get anywhere. */
  troubles: string[];
  /** Of those who wait all the time. */
  cutOff: number;
}

export class Callers {
  readonly #url: string;
  readonly #sockets = new Set<Socket>();
  #seen: Seen = { queued: [], offered: [], troubles: [], cutOff: 0 };
  #next = 0;

  constructor(url: string) {
    this.#url = url;
  }

  async open(): Promise<void> {
    for (const [email, center] of AGENTS) {
      const cookie = await this.#signIn(email);
      const agent = io(this.#url + workstationNamespace(center), { transports: ['websocket'], forceNew: true, extraHeaders: { cookie } });
      this.#sockets.add(agent);
      agent.on('probe', (answer: () => void) => answer());
      await new Promise((resolve) => agent.once('state', resolve));
      await agent.emitWithAck('set-status', { status: 'available' });
    }
    for (let n = 0; n < WAITING; n += 1) {
      const waiting = await this.#caller();
      const answer = await waiting.emitWithAck('start', { ...CALL, queueId: NOT_TAKEN });
      if (!answer.ok) throw new Error(`Nobody can wait: ${answer.error.message}`);
      waiting.on('disconnect', () => {
        this.#seen.cutOff += 1;
      });
    }
  }

  /** Calls for so long, one after the other at a steady pace, whatever becomes of them. */
  async measure(ms: number): Promise<Seen> {
    this.#seen = { queued: [], offered: [], troubles: [], cutOff: 0 };
    const all: Promise<void>[] = [];
    const begun = performance.now();
    for (let n = 0; (n * 1000) / CALLS_PER_SECOND < ms; n += 1) {
      await delay(Math.max(0, begun + (n * 1000) / CALLS_PER_SECOND - performance.now()));
      all.push(this.#call());
    }
    await Promise.all(all);
    return this.#seen;
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  async #call(): Promise<void> {
    const seen = this.#seen;
    const socket = await this.#caller();
    try {
      const { promise: rings, resolve } = Promise.withResolvers<void>();
      socket.on('call', ({ phase }: WidgetCall) => phase.kind === 'ringing' && resolve());
      const started = performance.now();
      const answer = await socket.timeout(20_000).emitWithAck('start', { ...CALL, queueId: TAKEN });
      if (!answer.ok) return void seen.troubles.push(answer.error.code);
      seen.queued.push(performance.now() - started);
      if (answer.data.call.phase.kind !== 'ringing')
        await Promise.race([rings, delay(20_000, undefined, { ref: false }).then(() => Promise.reject(new Error('no offer')))]);
      seen.offered.push(performance.now() - started);
      // Before anybody answers: the agent is free for the next.
      await socket.timeout(20_000).emitWithAck('leave', {});
    } catch (error) {
      seen.troubles.push(error instanceof Error ? error.message : String(error));
    } finally {
      socket.disconnect();
      this.#sockets.delete(socket);
    }
  }

  /** At an address of their own. */
  async #caller(): Promise<Socket> {
    this.#next += 1;
    const localAddress = `127.0.${1 + (Math.floor(this.#next / 250) % 60)}.${1 + (this.#next % 250)}`;
    const options = { transports: ['websocket'], forceNew: true, localAddress };
    const socket = io(this.#url + WIDGET_NAMESPACE, options as Parameters<typeof io>[1]);
    this.#sockets.add(socket);
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(null));
      setTimeout(() => reject(new Error('A caller could not connect')), 20_000).unref();
    });
    return socket;
  }

  async #signIn(email: string): Promise<string> {
    const response = await fetch(`${this.#url}/api/auth/sign-in/email`, {
      ...{ method: 'POST', body: JSON.stringify({ email, password: 'tandem-demo' }) },
      headers: { 'content-type': 'application/json', origin: this.#url },
    });
    if (!response.ok) throw new Error(`${email} could not sign in`);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
}
