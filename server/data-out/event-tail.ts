import type { EventLog, EventPage } from '../data/event-log.ts';
import type { PublicEvent } from '../protocol/public-events.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { isPublic } from '../routing/public-event.ts';

/** Events within this time are read as one. */
const COALESCE_MS = 50;
/** So many of the newest are kept: whoever is further behind reads the log by themselves. */
const KEPT = 1000;
const READ_AT_ONCE = 500;

/**
 * The end of the log, read once for all who follow it. Nothing is buffered for anybody: each has a place in the log, and
 * comes for what is behind it when it can take more.
 */
export class EventTail {
  readonly #log: EventLog;
  readonly #onTrouble: (error: unknown) => void;
  readonly #waiting = new Set<() => void>();
  #followers = 0;
  /** Where `#recent` begins (after that number), and how far the log is known. null while nobody follows it. */
  #known: { from: bigint; to: bigint } | null = null;
  #recent: PublicEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(log: EventLog, onTrouble: (error: unknown) => void) {
    this.#log = log;
    this.#onTrouble = onTrouble;
  }

  /** Tells that events have been stored. */
  notice(events: readonly RoutingEvent[]): void {
    if (this.#followers === 0 || this.#timer || !events.some(isPublic)) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#read();
    }, COALESCE_MS);
  }

  /** Until the returned function is called, the end of the log is followed. */
  async follow(): Promise<() => void> {
    this.#followers += 1;
    let follows = true;
    const unfollow = () => {
      if (!follows) return;
      follows = false;
      this.#followers -= 1;
      if (this.#followers > 0) return;
      this.#known = null;
      this.#recent = [];
    };
    try {
      if (!this.#known) {
        const last = await this.#log.last();
        this.#known ??= { from: last, to: last };
      }
      // What came while it was being looked up was noticed, or is read now.
      this.#read();
      return unfollow;
    } catch (error) {
      unfollow();
      throw error;
    }
  }

  /** What comes after a place in the log, as far as there is something. */
  async after(seq: bigint, limit: number): Promise<EventPage> {
    const known = this.#known;
    if (!known || seq < known.from) return this.#log.after(seq, limit, known ? { until: known.to } : {});
    const newer = this.#recent.filter((event) => BigInt(event.id) > seq);
    const events = newer.slice(0, limit);
    const more = newer.length > limit;
    return { events, more, cursor: more ? BigInt(events.at(-1)?.id ?? seq) : known.to > seq ? known.to : seq };
  }

  /** Resolves once more of the log is known than up to a place, at the latest after this time. */
  changed(seq: bigint, withinMs: number, signal: AbortSignal): Promise<void> {
    if (this.#known && this.#known.to > seq) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, withinMs);
    this.#waiting.add(resolve);
    const stop = () => resolve();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) resolve();
    return promise.finally(() => {
      clearTimeout(timer);
      // Who follows for days waits very often.
      signal.removeEventListener('abort', stop);
      this.#waiting.delete(resolve);
    });
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#followers = 0;
    for (const wake of this.#waiting) wake();
  }

  #read(): void {
    this.#reading = this.#reading.then(() => this.#readOn()).catch(this.#onTrouble);
  }

  async #readOn(): Promise<void> {
    for (let more = true; more && this.#known; ) {
      const known = this.#known;
      // The end first: what is stored between the two questions is left for the next time.
      const until = await this.#log.last();
      if (until <= known.to) return;
      const page = await this.#log.after(known.to, READ_AT_ONCE, { until });
      if (this.#known !== known) return;
      this.#recent.push(...page.events);
      known.to = page.cursor;
      if (this.#recent.length > KEPT) {
        const dropped = this.#recent.splice(0, this.#recent.length - KEPT);
        known.from = BigInt(dropped.at(-1)?.id ?? known.from);
      }
      more = page.more;
      if (page.events.length > 0) for (const wake of this.#waiting) wake();
    }
  }
}
