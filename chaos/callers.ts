import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Ack, CallId, QueueId } from '../server/protocol/common.ts';
import { type CallKey, WIDGET_NAMESPACE, type WidgetCall } from '../server/protocol/widget.ts';
import { comeBack } from '../server/testing/started.ts';
import type { Notes } from './notes.ts';
import type { Voice } from './sound/voice.ts';

const ANSWER_LIMIT_MS = 10_000;
/** One in so many calls is left before it has been talked to its end. */
const LEAVES_EACH = 5;

/**
 * Somebody who writes, or with a voice who talks, by a web node and from an address of their own, and comes back to their call as the
 * frame does. Who talks stays until the other one hangs up.
 */
export class ChaosCaller {
  readonly #socket: Socket;
  readonly #note: ReturnType<Notes['of']>;
  #key: CallKey | null = null;
  #attempt = '';
  #askedAt = 0;
  #shown: WidgetCall['phase']['kind'] | null = null;
  #isOver: () => void = () => {};
  #calls = 0;
  readonly #voice: Voice | null;
  readonly #leavesEach: number;
  #ticket = '';
  #isOut = false;

  /** @param more.leavesEach how many of their calls they have for each that they leave before it has been talked to its end */
  constructor(
    url: string,
    party: string,
    n: number,
    notes: Notes,
    { voice = null, leavesEach = LEAVES_EACH }: { voice?: Voice | null; leavesEach?: number } = {},
  ) {
    this.#note = notes.of(party);
    this.#voice = voice;
    this.#leavesEach = leavesEach;
    const localAddress = `127.0.${1 + (Math.floor(n / 250) % 60)}.${1 + (n % 250)}`;
    const options = { transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 500, localAddress };
    this.#socket = io(url + WIDGET_NAMESPACE, options as Parameters<typeof io>[1]);
    comeBack(this.#socket);
    this.#socket.on('call', (call: WidgetCall) => this.#see(call));
    this.#socket.on('connect', () => void this.#resume());
    this.#socket.on('disconnect', (reason) => reason !== 'io client disconnect' && this.#note({ kind: 'gone' }));
  }

  /** The call that they have in hand. */
  get callId(): CallId | null {
    return this.#key?.callId ?? null;
  }

  /** Their network is out, or there again: their sound is gone with it. */
  set isOut(isOut: boolean) {
    this.#isOut = isOut;
    if (isOut) this.#voice?.close();
    else if (this.#key !== null) this.#voice?.open(this.#ticket);
  }

  /** Calls, and tries again until it is acknowledged or `signal` ends it; resolves with the end of the call. */
  async call(queueId: QueueId, signal: AbortSignal): Promise<void> {
    const over = new Promise<void>((resolve) => {
      this.#isOver = resolve;
    });
    this.#attempt = randomBytes(16).toString('hex');
    this.#askedAt = performance.now();
    while (this.#key === null) {
      if (signal.aborted) return;
      await this.#start(queueId).catch(() => delay(200));
    }
    await over;
  }

  /** Hangs up, and tries again until that is acknowledged. */
  async hangUp(): Promise<void> {
    for (let key = this.#key; key !== null && this.#key === key; ) if (!(await this.#leave(key.callId))) await delay(100);
  }

  close(): void {
    this.#voice?.close();
    this.#socket.disconnect();
  }

  async #start(queueId: QueueId): Promise<void> {
    const begun = performance.now();
    const channel = this.#voice === null ? 'text' : 'voice';
    const said = { name: 'Maria', email: null, customerId: null, page: null, question: null };
    const call = { queueId, channel, ...said, attempt: this.#attempt };
    const ack: Ack<{ key: CallKey; call: WidgetCall }> = await this.#socket.timeout(ANSWER_LIMIT_MS).emitWithAck('start', call);
    if (!ack.ok) return void (await delay(200));
    this.#calls += 1;
    this.#key = ack.data.key;
    this.#shown = null;
    const now = performance.now();
    this.#note({ kind: 'queued', callId: ack.data.key.callId, tookMs: now - begun, askedMs: now - this.#askedAt });
    this.#see(ack.data.call);
  }

  async #resume(): Promise<void> {
    const key = this.#key;
    if (key === null) return this.#note({ kind: 'back' });
    try {
      const ack: Ack<{ call: WidgetCall }> = await this.#socket.timeout(ANSWER_LIMIT_MS).emitWithAck('resume', key);
      if (ack.ok) {
        this.#note({ kind: 'back' });
        this.#see(ack.data.call);
      } else if (ack.error.code === 'not-found') {
        this.#note({ kind: 'unknown', callId: key.callId });
        this.#forget();
      } else setTimeout(() => void this.#resume(), 500).unref();
    } catch {
      // The connection was lost again, and the next begins with this.
    }
  }

  #see({ callId, phase, ticket }: WidgetCall): void {
    if (callId !== this.#key?.callId) return;
    this.#ticket = ticket;
    if (phase.kind !== 'ended' && !this.#isOut) this.#voice?.open(ticket);
    if (phase.kind === this.#shown) return;
    this.#shown = phase.kind;
    this.#note({ kind: 'shown', callId, phase: phase.kind });
    if (phase.kind === 'ended') this.#forget();
    else if (phase.kind === 'connected' && this.#voice === null && this.#calls % this.#leavesEach === 0) void this.#leave(callId);
  }

  async #leave(callId: CallId): Promise<boolean> {
    try {
      const ack: Ack = await this.#socket.timeout(ANSWER_LIMIT_MS).emitWithAck('leave', {});
      if (ack.ok) this.#note({ kind: 'left', callId });
      return ack.ok;
    } catch {
      return false; // whether it was heard shows when they are back
    }
  }

  #forget(): void {
    this.#key = null;
    this.#voice?.close();
    this.#isOver();
  }
}
