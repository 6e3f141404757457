import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CenterData } from '../data/center-data.ts';
import type { AgentId, CallId } from '../protocol/common.ts';
import type {
  CreateCustomer,
  CustomerCard,
  CustomerSummary,
  LinkCustomer,
  MergeCustomers,
  ReadCustomer,
  SearchCustomers,
  UpdateCustomer,
  UpdateResult,
} from '../protocol/customers.ts';
import type { FollowUpCount, FollowUpRef, MyDay, MyFollowUps, NewFollowUp, SaveNotes } from '../protocol/desk.ts';
import { pathText } from '../protocol/disposition.ts';
import type { RoutedWork } from '../protocol/link.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { Callers } from './callers.ts';
import { dayIn, midnightIn } from './core/calendar.ts';
import { dayOf } from './core/day.ts';
import { type AgentSession, heldOf, type WrapupWork } from './core/model.ts';
import type { CallerSeen, Figures } from './view.ts';

/** An agent at the workstation that speaks for them. */
export interface Asking {
  agentId: AgentId;
  workstationId: string;
}

export interface DeskOptions {
  data: CenterData;
  log: SocketLog;
  now: () => number;
  /** null when another workstation has taken over. */
  sessionAt: (asking: Asking) => AgentSession | null;
  show: (agentId: AgentId) => void;
}

/** Faster than anybody types on; each looks through all customers, or asks the company's system. So many in so many seconds. */
const SEARCHES = { points: 10, duration: 2 };
/** Notes may come a moment after time has ended the wrap-up: they were being typed. */
const LATE_NOTES_MS = 15_000;
const NO_FIGURES: Figures = { calls: 0, ahtMs: null, missed: 0 };
const NO_FOLLOW_UPS: FollowUpCount = { open: 0, dueToday: 0, overdue: 0 };

/** What a center's agents do with its data from their desks: customers, notes, follow-ups, their own day. */
export class Desk {
  readonly #options: DeskOptions;
  readonly #callers: Callers;
  readonly #searches = new RateLimiterMemory(SEARCHES);
  readonly #figures = new Map<AgentId, { day: string; today: Figures; followUps: FollowUpCount }>();
  /** Calls that time has ended a moment ago. */
  readonly #endedByTime = new Map<CallId, { agentId: AgentId; at: number; keep: (notes: string) => Promise<void> }>();

  constructor(options: DeskOptions) {
    this.#options = options;
    const { data, log, show } = options;
    this.#callers = new Callers({ data, log, show });
  }

  /** What an agent's workstation shows of all this. */
  view(agentId: AgentId) {
    const known = this.#figures.get(agentId);
    if (known && known.day !== this.#day()) void this.refreshFigures(agentId);
    const fresh = known?.day === this.#day() ? known : null;
    return {
      callerOf: (callId: CallId) => this.#callerOf(agentId, callId),
      today: fresh?.today ?? NO_FIGURES,
      followUps: fresh?.followUps ?? NO_FOLLOW_UPS,
    };
  }

  follow(agentId: AgentId, works: readonly RoutedWork[]): void {
    this.#callers.follow(agentId, works);
  }

  forget(agentId: AgentId): void {
    this.#callers.forget(agentId);
    this.#figures.delete(agentId);
    for (const [callId, late] of this.#endedByTime) if (late.agentId === agentId) this.#endedByTime.delete(callId);
  }

  /** Counts the agent's day anew, and shows it. */
  async refreshFigures(agentId: AgentId): Promise<void> {
    const { data, now, log } = this.#options;
    const day = this.#day();
    // Held already while it is being counted: whoever looks meanwhile need not count as well.
    this.#figures.set(agentId, { day, today: NO_FIGURES, followUps: NO_FOLLOW_UPS, ...this.#ofDay(agentId, day) });
    try {
      const [today, followUps] = await Promise.all([
        data.figures(agentId, midnightIn(data.timeZone, now())),
        data.followUps.count(agentId, day),
      ]);
      this.#figures.set(agentId, { day, today, followUps });
      this.#options.show(agentId);
    } catch (error) {
      log.error({ err: error, agentId }, 'An agent’s day could not be counted');
    }
  }

  /** @throws Failure `too-many` when one agent searches faster than anybody types */
  async search(asking: Asking, { query }: SearchCustomers): Promise<CustomerSummary[]> {
    this.#session(asking);
    await this.#searches.consume(asking.agentId).catch(() => {
      throw new Failure('too-many', 'Too many searches at once. Try again in a second.');
    });
    return this.#options.data.customers.search(query);
  }

  read(asking: Asking, { customerId }: ReadCustomer): Promise<CustomerCard> {
    this.#session(asking);
    return this.#options.data.customers.card(customerId);
  }

  async create(asking: Asking, { callId, fields }: CreateCustomer): Promise<void> {
    const { name } = this.#session(asking);
    const work = this.#held(asking, callId);
    const card = await this.#options.data.customers.create(fields, name);
    await this.#callers.link(asking.agentId, work, card, this.#options.now());
  }

  async update(asking: Asking, change: UpdateCustomer): Promise<UpdateResult> {
    const { name } = this.#session(asking);
    const result = await this.#options.data.customers.update(change, name);
    this.#callers.changed(result.card);
    return result;
  }

  async link(asking: Asking, { callId, customerId }: LinkCustomer): Promise<void> {
    const work = this.#held(asking, callId);
    const card = await this.#options.data.customers.card(customerId);
    await this.#callers.link(asking.agentId, work, card, this.#options.now());
  }

  async merge(asking: Asking, merging: MergeCustomers): Promise<CustomerCard> {
    const { name } = this.#session(asking);
    const card = await this.#options.data.customers.merge(merging, name);
    this.#callers.changed(card, [merging.keep.id, merging.drop.id]);
    return card;
  }

  async saveNotes(asking: Asking, { callId, notes }: SaveNotes): Promise<void> {
    const { agentId } = asking;
    const late = this.#endedByTime.get(callId);
    if (late?.agentId === agentId && this.#options.now() - late.at < LATE_NOTES_MS) return late.keep(notes);
    await this.#callers.write(agentId, this.#held(asking, callId), notes, this.#options.now());
  }

  async day(asking: Asking): Promise<MyDay> {
    this.#session(asking);
    const { data, now } = this.#options;
    const at = now();
    const startedAt = midnightIn(data.timeZone, at);
    return dayOf(await data.day(asking.agentId, startedAt), { startedAt, now: at, timeZone: data.timeZone });
  }

  async followUps(asking: Asking): Promise<MyFollowUps> {
    this.#session(asking);
    return { today: this.#day(), followUps: await this.#options.data.followUps.open(asking.agentId) };
  }

  async finishFollowUp(asking: Asking, { followUpId }: FollowUpRef): Promise<void> {
    this.#session(asking);
    const { agentId, customerId } = await this.#options.data.followUps.finish(followUpId, this.#options.now());
    await this.refreshFigures(agentId);
    if (customerId !== null) await this.#callers.reread(customerId);
  }

  /** @throws Failure `bad-request` with the field when it is for a day that is over */
  checkFollowUp(followUp: NewFollowUp | null): void {
    if (followUp && followUp.dueOn < this.#day()) throw new Failure('bad-request', 'is a day that is over', 'followUp.dueOn');
  }

  /** Keeps the call under the customer who is on screen. */
  async keepCall(
    { id: agentId, name: agentName }: Pick<AgentSession, 'id' | 'name'>,
    work: WrapupWork,
    { disposition, notes, followUp }: { disposition: readonly string[] | null; notes: string; followUp: NewFollowUp | null },
  ): Promise<void> {
    const { data, now } = this.#options;
    const { callId, queueName, caller, acceptedAt, connectedAt, endedAt } = work;
    const match = this.#callers.of(agentId, callId)?.match;
    const customer = match?.kind === 'known' ? match.card.customer : null;
    const call = {
      callId,
      agentId,
      agentName,
      queueName,
      callerName: caller.name,
      callerEmail: caller.email,
      verified: caller.verified ?? false,
      customerId: customer?.id ?? null,
      at: acceptedAt,
      talkMs: Math.max(0, endedAt - connectedAt),
      wrapupMs: Math.max(0, now() - endedAt),
      disposition: disposition && pathText(disposition),
      followUp: followUp && { ...followUp, customerName: customer?.name ?? caller.name },
    };
    const keep = (text: string) => data.keepCall({ ...call, notes: text }, now());
    if (disposition === null) this.#noteEndedByTime(callId, { agentId, at: now(), keep });
    await keep(notes);
    if (customer) await this.#callers.reread(customer.id);
  }

  /** What the agent has written of a call in hand so far. */
  notesOf(agentId: AgentId, callId: CallId): string {
    return this.#callers.of(agentId, callId)?.notes ?? '';
  }

  #noteEndedByTime(callId: CallId, late: { agentId: AgentId; at: number; keep: (notes: string) => Promise<void> }): void {
    for (const [known, { at }] of this.#endedByTime) if (late.at - at >= LATE_NOTES_MS) this.#endedByTime.delete(known);
    this.#endedByTime.set(callId, late);
  }

  #callerOf(agentId: AgentId, callId: CallId): CallerSeen {
    const caller = this.#callers.of(agentId, callId);
    return { customer: caller?.match ?? { kind: 'looking' }, notes: caller?.notes ?? '' };
  }

  #day(): string {
    return dayIn(this.#options.data.timeZone, this.#options.now());
  }

  #ofDay(agentId: AgentId, day: string) {
    const known = this.#figures.get(agentId);
    return known?.day === day ? known : null;
  }

  #session(asking: Asking): AgentSession {
    const session = this.#options.sessionAt(asking);
    if (!session) throw new Failure('forbidden', 'Another workstation has taken over');
    return session;
  }

  #held(asking: Asking, callId: string): RoutedWork {
    const held = heldOf(this.#session(asking)).find(({ work }) => work.callId === callId);
    if (!held) throw new Failure('conflict', 'This call is no longer yours');
    return held.work;
  }
}
