import type { CenterData } from '../data/center-data.ts';
import type { AgentId, CallId } from '../protocol/common.ts';
import type { CustomerCard, CustomerMatch } from '../protocol/customers.ts';
import type { RoutedWork } from '../protocol/link.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';

/** Who is calling, and what the agent has written, of a call that an agent has in hand. */
interface InHand {
  callId: CallId;
  conversationId: CallId;
  match: CustomerMatch;
  notes: string;
  /** Written in this run already: what the database has is older. */
  written: boolean;
  /** The kind of work with which the match was looked up. */
  lookedUpFor: RoutedWork['kind'];
}

export interface CallersOptions {
  data: CenterData;
  log: SocketLog;
  /** An agent's workstation has something new to show. */
  show: (agentId: AgentId) => void;
}

/** The customers of the calls in hand. A record that somebody changes is shown at once to all who have it on screen. */
export class Callers {
  readonly #options: CallersOptions;
  readonly #inHand = new Map<AgentId, Map<CallId, InHand>>();

  constructor(options: CallersOptions) {
    this.#options = options;
  }

  /** null when the agent does not have this call in hand. */
  of(agentId: AgentId, callId: CallId): { match: CustomerMatch; notes: string } | null {
    return this.#inHand.get(agentId)?.get(callId) ?? null;
  }

  forget(agentId: AgentId): void {
    this.#inHand.delete(agentId);
  }

  /**
   * The agent's work has changed. The customer's record comes with the offer, before the agent accepts; one that could not be
   * read then, or was old, is asked for again when the call goes on.
   */
  follow(agentId: AgentId, works: readonly RoutedWork[]): void {
    if (works.length === 0) return this.forget(agentId);
    const before = this.#inHand.get(agentId);
    const after = new Map<CallId, InHand>();
    this.#inHand.set(agentId, after);
    for (const work of works) {
      const { callId, conversationId, kind } = work;
      const known = before?.get(callId);
      const entry: InHand = known ?? {
        ...{ callId, conversationId, match: { kind: 'looking' }, notes: '', written: false, lookedUpFor: kind },
      };
      after.set(callId, entry);
      if (known && (known.lookedUpFor === kind || !isDoubtful(known.match))) continue;
      entry.lookedUpFor = kind;
      void this.#lookUp(agentId, entry, work);
    }
  }

  /** Keeps what the agent has typed so far. */
  async write(agentId: AgentId, work: RoutedWork, notes: string, now: number): Promise<void> {
    const entry = this.#inHand.get(agentId)?.get(work.callId);
    if (entry) Object.assign(entry, { notes, written: true });
    await this.#options.data.drafts.save({ ...work, agentId }, { notes }, now);
  }

  /** Shows this customer with the call from now on, also after a reload. */
  async link(agentId: AgentId, work: RoutedWork, card: CustomerCard, now: number): Promise<void> {
    await this.#options.data.drafts.save({ ...work, agentId }, { customerId: card.customer.id }, now);
    const entry = this.#inHand.get(agentId)?.get(work.callId);
    if (entry) entry.match = { kind: 'known', card };
    this.#options.show(agentId);
  }

  /** The record is now this; `was` are the ids under which it may be on screen. */
  changed(card: CustomerCard, was: readonly string[] = [card.customer.id]): void {
    for (const [agentId, calls] of this.#inHand) {
      const shown = [...calls.values()].filter(({ match }) => match.kind === 'known' && was.includes(match.card.customer.id));
      for (const entry of shown) entry.match = { kind: 'known', card };
      if (shown.length > 0) this.#options.show(agentId);
    }
  }

  /** Something was added to this customer's calls or follow-ups. */
  async reread(customerId: string): Promise<void> {
    const inHand = [...this.#inHand.values()].flatMap((calls) => [...calls.values()]);
    const shown = inHand.some(({ match }) => match.kind === 'known' && match.card.customer.id === customerId);
    if (!shown) return;
    try {
      this.changed(await this.#options.data.customers.card(customerId));
    } catch (error) {
      // They go on seeing what they saw.
      this.#options.log.warn({ err: error, customerId }, 'A customer could not be read again');
    }
  }

  async #lookUp(agentId: AgentId, entry: InHand, work: RoutedWork): Promise<void> {
    const found = await this.#find(agentId, entry, work);
    if (this.#inHand.get(agentId)?.get(work.callId) !== entry) return;
    // What the agent has linked meanwhile stands; and a record that is old is better than none.
    const worse = found.kind === 'unavailable' && entry.match.kind === 'known';
    if (!worse && isDoubtful(entry.match)) entry.match = found;
    this.#options.show(agentId);
  }

  async #find(agentId: AgentId, entry: InHand, work: RoutedWork): Promise<CustomerMatch> {
    const { drafts, customers } = this.#options.data;
    try {
      const draft = await drafts.read({ ...work, agentId });
      if (!entry.written) entry.notes = draft.notes;
      const linked = draft.customerId === null ? null : await customers.find({ customerId: draft.customerId, email: null });
      const card = linked ?? (await customers.find(work.caller));
      return card ? { kind: 'known', card } : { kind: 'unknown' };
    } catch (error) {
      // A company's system is told of by its connector, once.
      if (!(error instanceof Failure))
        this.#options.log.error({ err: error, callId: work.callId, agentId }, 'The customer records did not answer');
      return { kind: 'unavailable', message: 'The customer records can’t be reached. The call is not affected.' };
    }
  }
}

const isDoubtful = (match: CustomerMatch): boolean =>
  match.kind === 'looking' || match.kind === 'unavailable' || (match.kind === 'known' && match.card.staleSince !== null);
