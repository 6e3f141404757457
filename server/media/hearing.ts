import type { types as ms } from 'mediasoup';
import type { MediaParty } from '../protocol/media.ts';
import { atFirstPacket } from './first-packet.ts';

/**
 * One party's stream on its way to another: flows while the listener's browser is ready for it and it is allowed, and is
 * stopped in the worker otherwise, so that not one packet leaves.
 */
export class Hearing {
  readonly from: MediaParty;
  readonly consumer: ms.Consumer;
  readonly #allowed: () => boolean;
  readonly #onSeen: () => void;
  #ready = false;
  #flows = false;
  #seen = false;

  /** @param onSeen called when the first packet was sent since it last began to flow */
  constructor(consumer: ms.Consumer, from: MediaParty, allowed: () => boolean, onSeen: () => void) {
    this.consumer = consumer;
    this.from = from;
    this.#allowed = allowed;
    this.#onSeen = onSeen;
  }

  /** Whether packets reach the listener now: at least one was sent since it last began to flow. */
  get flows(): boolean {
    return this.#flows && this.#seen;
  }

  /** The listener's browser has made its side. */
  async ready(): Promise<void> {
    this.#ready = true;
    await this.update();
  }

  /** Begins or stops as it is allowed now. The worker carries out requests in order, so the last one holds. */
  async update(): Promise<void> {
    const flow = this.#ready && this.#allowed();
    if (flow === this.#flows || this.consumer.closed) return;
    this.#flows = flow;
    this.#seen = false;
    try {
      if (flow) await Promise.all([atFirstPacket(this.consumer, () => this.#saw()), this.consumer.resume()]);
      else await this.consumer.pause();
    } catch (error) {
      if (!this.consumer.closed) throw error;
    }
  }

  #saw(): void {
    if (!this.#flows) return;
    this.#seen = true;
    this.#onSeen();
  }
}
