import type { EventLog } from '../data/event-log.ts';
import type { NewDelivery, WebhookBook } from '../data/webhook-book.ts';
import type { Alert } from '../protocol/alerts.ts';
import { PUBLIC_EVENTS, type PublicEventKind } from '../protocol/public-events.ts';
import type { WebhookEvent } from '../protocol/webhooks.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { isPublic } from '../routing/public-event.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { waitAfter } from './backoff.ts';
import type { Send } from './send.ts';

const LOOK_EVERY_MS = 1000;
const EVENTS_AT_ONCE = 200;
/** Requests at the same time: to all, and to one that may be slow. */
const AT_ONCE = 16;
const AT_ONCE_TO_ONE = 4;
const FORGET_EVERY_MS = 60 * 60_000;

export interface WebhookDeskOptions {
  book: WebhookBook;
  events: EventLog;
  send: Send;
  now: () => number;
  random: () => number;
  log: SocketLog;
  /** null: only when it is told to, in tests. */
  everyMs?: number | null;
}

/**
 * Tells webhooks what they listen to. What is to be told is in the database before it is tried, and is tried until it is taken
 * or given up; after a restart it goes on where it was. An address may be told something twice, when a restart came between
 * its answer and that being kept.
 */
export class WebhookDesk {
  readonly #options: WebhookDeskOptions;
  readonly #timer: NodeJS.Timeout | null;
  readonly #forget: NodeJS.Timeout;
  readonly #underway = new Map<string, { webhookId: string; done: Promise<void> }>();
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;
  #looking = false;
  /** There may be events that have not been taken from the log. */
  #news = true;
  #inTrouble = false;

  constructor(options: WebhookDeskOptions) {
    this.#options = options;
    const { everyMs = LOOK_EVERY_MS, book, log, now } = options;
    this.#timer = everyMs === null ? null : setInterval(() => void this.look(), everyMs);
    this.#forget = setInterval(() => {
      book.forgetOld(now()).catch((error: unknown) => log.error({ err: error }, 'Old deliveries could not be deleted'));
    }, FORGET_EVERY_MS);
  }

  /** Tells that events have been stored. */
  notice(events: readonly RoutingEvent[]): void {
    this.#news ||= events.some(isPublic);
  }

  /** Keeps that an alert is to be told. Telling the same again does nothing. @param at when it happened */
  async tellAlert(event: WebhookEvent, alert: Alert, at: number): Promise<void> {
    const { book, now } = this.#options;
    // Who was not there then is not told of it later.
    for (const { id, events, createdAt } of await book.listeners())
      if (events.includes(event) && createdAt <= at) await book.enqueue(id, [{ event, subject: alert.id, data: alert }], now());
  }

  /** Takes what is new from the log, and begins to send what is due. */
  async look(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    const looked = this.#look();
    this.#work = looked;
    try {
      await looked;
      this.#inTrouble = false;
    } catch (error) {
      if (!this.#inTrouble) this.#options.log.error({ err: error }, 'Webhooks could not be looked after');
      this.#inTrouble = true;
    } finally {
      this.#looking = false;
    }
  }

  /** Once all that is under way has been answered. */
  async settled(): Promise<void> {
    await this.#work.catch(() => {});
    await Promise.all([...this.#underway.values()].map(({ done }) => done));
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    clearInterval(this.#forget);
    await this.settled();
  }

  async #look(): Promise<void> {
    const { book, now } = this.#options;
    if (this.#news) {
      this.#news = false;
      try {
        await this.#takeEvents();
      } catch (error) {
        this.#news = true;
        throw error;
      }
    }
    const room = AT_ONCE - this.#underway.size;
    if (room <= 0 || this.#closed) return;
    const due = await book.due(now(), AT_ONCE_TO_ONE, [...this.#underway.keys()]);
    for (const delivery of due) {
      const toSame = [...this.#underway.values()].filter(({ webhookId }) => webhookId === delivery.webhookId).length;
      if (this.#underway.size >= AT_ONCE || toSame >= AT_ONCE_TO_ONE) continue;
      const done = this.#deliver(delivery).finally(() => this.#underway.delete(delivery.id));
      this.#underway.set(delivery.id, { webhookId: delivery.webhookId, done });
    }
  }

  async #takeEvents(): Promise<void> {
    const { book, events, now } = this.#options;
    for (const { id, events: wanted, cursor: from } of await book.listeners()) {
      const kinds = PUBLIC_EVENTS.filter((kind) => (wanted as readonly string[]).includes(kind)) as PublicEventKind[];
      if (kinds.length === 0) continue;
      // The end first: what is stored meanwhile is news of its own.
      const until = await events.last();
      for (let cursor = from, more = true; more; ) {
        const page = await events.after(cursor, EVENTS_AT_ONCE, { kinds, until });
        const deliveries = page.events.map((event): NewDelivery => ({ event: event.kind, subject: event.id, data: event }));
        await book.enqueue(id, deliveries, now(), page.cursor);
        ({ cursor, more } = page);
      }
    }
  }

  async #deliver(delivery: Parameters<Send>[0]): Promise<void> {
    const { book, send, now, random, log } = this.#options;
    try {
      const { status, problem } = await send(delivery, now());
      const attempts = delivery.attempts + 1;
      const wait = problem === null ? null : waitAfter(attempts, random());
      await book.tried(delivery.id, { status, problem, attempts, nextAt: wait === null ? null : now() + wait }, now());
    } catch (error) {
      log.error({ err: error, delivery: delivery.id }, 'What became of a delivery could not be kept');
    }
  }
}
