import { createHmac } from 'node:crypto';
import { ulid } from 'ulid';
import type { Callback, CallbackBook, NewCallback } from '../data/callback-book.ts';
import type { CallbackEnd, CallbackState, CallbackView, Slots } from '../protocol/callbacks.ts';
import type { CallKey } from '../protocol/widget.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { Queue } from '../routing/core/model.ts';
import type { RoutingService } from '../routing/service.ts';
import { Failure } from '../sockets/failure.ts';
import { hashKey, newSecret } from '../sockets/keys.ts';
import { BOOKED_AHEAD_MS, freeSlots, problemOf, type SlotRules } from './slots.ts';

/** How long a customer is waited for after the time that they booked. */
export const GRACE_MS = 15 * 60_000;
/** How long the agent who made a link is tried alone. */
const PREFERRED_MS = 60_000;
/** A timer of the system holds no longer times. */
const LOOK_AGAIN_MS = 60 * 60_000;
const RETRY_MS = 5_000;

/** The part of the routing service that it needs. */
type Routing = Pick<RoutingService, 'submit' | 'state' | 'note'>;

export interface CallbackDeskOptions {
  book: CallbackBook;
  routing: Routing;
  /** How long a slot is, ms. */
  slotMs: number;
  /** Derived from the installation's secret: contacts' keys are made of it. */
  key: Buffer;
  /** Resolves when the caller of that call can join its media. */
  prepared: (callId: string) => Promise<void>;
  agentName: (agentId: string) => Promise<string | null>;
  now: () => number;
  log: { error(details: object, message: string): void };
}

/** Who books, and out of which call. */
export type Booker = Pick<NewCallback, 'queueId' | 'caller' | 'timeZone'> & {
  fromCallId: string;
};
/** Who asks a customer to call by a link. */
export type Inviter = Pick<NewCallback, 'queueId' | 'caller' | 'agentId' | 'messageId' | 'createdById'>;

/** Calls that are booked: places in slots, and the contact in the queue when its time has come. */
export class CallbackDesk {
  readonly #options: CallbackDeskOptions;
  /** By the contact's call. */
  readonly #contacts = new Set<string>();
  readonly #beginning = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: CallbackDeskOptions) {
    this.#options = options;
  }

  /** Takes up what a program before this one has left: contacts that have ended meanwhile, those that were never made, those to come. */
  async start(): Promise<void> {
    const { book, routing } = this.#options;
    for (const callback of await book.underWay()) {
      const { callId } = callback;
      if (callId === null) continue;
      this.#contacts.add(callId);
      if (routing.state.calls.has(callId)) continue;
      const end = await book.endOf(callId);
      if (end === 'none') await this.#enqueue(callback, callId);
      else if (end !== null) await this.#end(callId, end);
    }
    this.#look();
  }

  /** Waits for what is being begun. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
    await Promise.allSettled(this.#beginning.values());
  }

  /** Notes what became of contacts. */
  deliver(events: readonly RoutingEvent[]): void {
    for (const event of events) {
      if (!('callId' in event) || !this.#contacts.has(event.callId)) continue;
      const how = endIn(event);
      if (how === null) continue;
      this.#end(event.callId, how).catch((error: unknown) =>
        this.#failed(error, 'What became of a callback could not be kept', event.callId),
      );
    }
  }

  /** @throws Failure `not-found` without that queue, `conflict` when none can be booked for it */
  async slots(queueId: string): Promise<Slots> {
    const { book, slotMs, now } = this.#options;
    const { queue, rules } = this.#rules(queueId);
    const at = now();
    return { now: at, queueName: queue.name, slotMs, slots: freeSlots(rules, await book.taken(queueId, at), at) };
  }

  /**
   * @returns what stands in the link; it is told this once
   * @throws Failure at `slotAt`: `bad-request` for what is no slot, `conflict` when it is full or the same caller has one already
   */
  async book(booker: Booker, slotAt: number): Promise<string> {
    const { rules } = this.#rules(booker.queueId);
    this.#assertSlot(slotAt, rules);
    const { token, callback } = this.#made({
      ...booker,
      agentId: null,
      messageId: null,
      createdById: null,
      slotAt,
      expiresAt: slotAt + GRACE_MS,
    });
    const added = await this.#options.book.add(callback, rules.perSlot);
    if (added === 'twice') throw new Failure('conflict', 'A callback is booked for you already. Its link moves or cancels it.', 'slotAt');
    if (added === 'full') throw full();
    await this.#note('callback-booked', booker.fromCallId, callback);
    this.#look();
    return token;
  }

  /** A link by which a customer reaches a queue, this agent first, within a week. @returns what stands in it */
  async invite(inviter: Inviter): Promise<string> {
    const { now, book } = this.#options;
    const blank = { fromCallId: null, timeZone: 'UTC', slotAt: null };
    const { token, callback } = this.#made({ ...blank, ...inviter, expiresAt: now() + BOOKED_AHEAD_MS });
    await book.add(callback, Number.POSITIVE_INFINITY);
    return token;
  }

  /** @throws Failure `not-found` for a link that is none of ours, or has ended long ago */
  async look(token: string): Promise<CallbackView> {
    return this.#view(await this.#find(token));
  }

  /** The slots that a booked one can be moved to. @throws as `look` and `slots` */
  async slotsFor(token: string): Promise<Slots> {
    return this.slots((await this.#find(token)).queueId);
  }

  /** @throws as `book`; `conflict` when it is not booked (any more) */
  async move(token: string, slotAt: number): Promise<CallbackView> {
    const { id, queueId, slotAt: before, fromCallId } = await this.#find(token);
    if (before === null) throw notBooked();
    const { rules } = this.#rules(queueId);
    this.#assertSlot(slotAt, rules);
    const moved = await this.#options.book.move(id, slotAt, slotAt + GRACE_MS, rules.perSlot);
    if (moved === 'full') throw full();
    if (moved === 'gone') throw notBooked();
    await this.#note('callback-booked', fromCallId, { queueId, slotAt });
    this.#look();
    return this.look(token);
  }

  /** Twice is fine. @throws Failure `conflict` when its time has come */
  async cancel(token: string): Promise<CallbackView> {
    const { id, state, fromCallId, queueId, slotAt } = await this.#find(token);
    const canceled = await this.#options.book.cancel(id);
    if (!canceled && state !== 'canceled') throw notBooked();
    if (canceled) await this.#note('callback-canceled', fromCallId, { queueId, slotAt });
    return this.look(token);
  }

  /**
   * The key of its contact, for whoever comes now. One without a time begins with this.
   * @throws Failure `conflict` before its time and after its end
   */
  async join(token: string): Promise<CallKey> {
    const { now, book, prepared, routing } = this.#options;
    const callback = await this.#find(token);
    if (callback.state === 'booked') {
      if ((callback.slotAt ?? 0) > now()) throw new Failure('conflict', 'It is not time yet');
      if (callback.expiresAt <= now()) throw ended();
      await this.#begin(callback);
    }
    const { id, state, callId } = (await book.byId(callback.id)) ?? callback;
    if (callId === null || (state !== 'due' && !routing.state.calls.has(callId))) throw ended();
    await prepared(callId);
    return { callId, secret: this.#secretOf(id) };
  }

  #made(fields: Omit<NewCallback, 'id' | 'tokenHash' | 'createdAt'>): { token: string; callback: NewCallback } {
    const token = newSecret();
    return { token, callback: { ...fields, id: ulid(), tokenHash: hashKey(token), createdAt: this.#options.now() } };
  }

  async #find(token: string): Promise<Callback> {
    const found = await this.#options.book.find(hashKey(token));
    if (!found) throw new Failure('not-found', 'This link is not one of ours, or too old', 'token');
    return found;
  }

  #rules(queueId: string): { queue: Queue; rules: SlotRules } {
    const { routing, slotMs } = this.#options;
    const queue = routing.state.queues.get(queueId);
    if (!queue) throw new Failure('not-found', 'There is no such queue', 'queueId');
    const perSlot = queue.callbacksPerSlot ?? 0;
    if (perSlot === 0) throw new Failure('conflict', 'No callbacks can be booked here');
    return { queue, rules: { hours: queue.hours, slotMs, perSlot } };
  }

  #assertSlot(slotAt: number, rules: SlotRules): void {
    switch (problemOf(slotAt, rules, this.#options.now())) {
      case null:
        return;
      case 'past':
        throw new Failure('bad-request', 'This time is past. Choose another.', 'slotAt');
      case 'too-far':
        throw new Failure('bad-request', 'Callbacks are booked for the next seven days. Choose an earlier time.', 'slotAt');
      case 'closed':
        throw new Failure('bad-request', 'Nobody is there at this time. Choose another.', 'slotAt');
      case 'no-slot':
        throw new Failure('bad-request', 'This is not one of the times that can be booked', 'slotAt');
    }
  }

  async #view(callback: Callback): Promise<CallbackView> {
    const { routing, agentName, now } = this.#options;
    const { queueId, timeZone, agentId } = callback;
    const { name } = callback.caller;
    return {
      now: now(),
      ...{ name, timeZone },
      queueName: routing.state.queues.get(queueId)?.name ?? '',
      agentName: agentId === null ? null : await agentName(agentId),
      state: this.#stateOf(callback),
    };
  }

  #stateOf({ state, slotAt, expiresAt }: Callback): CallbackState {
    const { slotMs, now } = this.#options;
    if (state === 'due') return { kind: 'due' };
    if (state !== 'booked') return { kind: 'over', how: state };
    if (expiresAt <= now()) return { kind: 'over', how: 'missed' };
    return slotAt === null ? { kind: 'open', until: expiresAt } : { kind: 'booked', slotAt, slotMs };
  }

  /** Begins those whose time has come, and looks again when the next one's has. */
  #look(): void {
    this.#looking = this.#looking
      .then(() => this.#beginDue())
      .catch((error: unknown) => this.#failed(error, 'Callbacks could not be begun'));
  }

  async #beginDue(): Promise<void> {
    if (this.#closed) return;
    const { book, now } = this.#options;
    let waitMs = RETRY_MS;
    try {
      for (const callback of await book.dueBy(now())) await this.#begin(callback);
      const next = await book.nextAt();
      waitMs = next === null ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(0, next - now()));
    } finally {
      if (this.#timer) clearTimeout(this.#timer);
      if (!this.#closed) this.#timer = setTimeout(() => this.#look(), waitMs).unref();
    }
  }

  /** Once, whoever asks for it: its time, or the customer who comes. */
  #begin(callback: Callback): Promise<void> {
    const under = this.#beginning.get(callback.id);
    if (under) return under;
    const begun = this.#enter(callback).finally(() => this.#beginning.delete(callback.id));
    this.#beginning.set(callback.id, begun);
    return begun;
  }

  async #enter(callback: Callback): Promise<void> {
    const callId = ulid();
    // Before its end can be told of.
    this.#contacts.add(callId);
    if (!(await this.#options.book.begin(callback.id, callId))) return void this.#contacts.delete(callId);
    await this.#enqueue(callback, callId);
  }

  async #enqueue({ id, queueId, agentId, slotAt, caller }: Callback, callId: string): Promise<void> {
    const { routing, now } = this.#options;
    const comesBy = (slotAt ?? now()) + GRACE_MS;
    // The program was not there at its time.
    if (comesBy <= now()) return this.#end(callId, 'missed');
    const reply = await routing.submit({
      kind: 'start-call',
      ...{ callId, queueId, keyHash: hashKey(this.#secretOf(id)) },
      caller,
      requirement: null,
      roundTrips: {},
      preferredAgentId: agentId,
      preferredMs: PREFERRED_MS,
      scheduled: { comesBy },
    });
    if (!reply.ok) await this.#end(callId, 'turned-away');
  }

  async #end(callId: string, how: CallbackEnd): Promise<void> {
    const over = await this.#options.book.end(callId, how);
    if (how === 'missed' && over !== null) await this.#note('callback-missed', callId, over);
    if (how !== 'met') this.#contacts.delete(callId);
  }

  /** Of what a caller has booked; what an agent sends is none of that. */
  async #note(
    kind: 'callback-booked' | 'callback-canceled' | 'callback-missed',
    callId: string | null,
    { queueId, slotAt }: Pick<Callback, 'queueId' | 'slotAt'>,
  ): Promise<void> {
    if (callId !== null && slotAt !== null) await this.#options.routing.note({ kind, callId, queueId, callbackAt: slotAt });
  }

  /** Nobody but who has the link is told it, and it need not be kept. */
  #secretOf(id: string): string {
    return createHmac('sha256', this.#options.key).update(`callback ${id}`).digest('base64url');
  }

  #failed(error: unknown, what: string, callId?: string): void {
    this.#options.log.error({ err: error, ...(callId !== undefined && { callId }) }, what);
  }
}

function endIn(event: RoutingEvent): CallbackEnd | null {
  switch (event.kind) {
    case 'call-connected':
      return 'met';
    case 'call-canceled':
      return event.reason === 'callback-missed' ? 'missed' : 'turned-away';
    case 'call-abandoned':
    case 'call-failed':
      return 'left';
    default:
      return null;
  }
}

const full = () => new Failure('conflict', 'Somebody else has just booked this time. Choose another.', 'slotAt');
const notBooked = () => new Failure('conflict', 'This callback can’t be changed any more');
const ended = () => new Failure('conflict', 'This callback is over');
