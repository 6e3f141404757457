import { signTicket } from '../media/tickets.ts';
import type { CallId } from '../protocol/common.ts';
import type { RoutingEvent } from './core/events.ts';
import { type RoutingState, reservationOf } from './core/model.ts';

/**
 * Media tickets of calls that are not over. They are signed ahead (`prepare`), since signing takes a turn of the event
 * loop and the views that carry them must be built at once.
 */
export class TicketBook {
  readonly #tickets = new Map<CallId, { caller: string; agent: { token: number; ticket: string } | null }>();
  readonly #secret: Uint8Array;
  readonly #now: () => number;

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Signs what these events will need; forgets what they have ended. */
  async prepare(events: readonly RoutingEvent[], state: RoutingState): Promise<void> {
    for (const event of events) if ('callId' in event) await this.prepareCall(event.callId, state);
  }

  async prepareCall(callId: CallId, state: RoutingState): Promise<void> {
    const call = state.calls.get(callId);
    if (!call) {
      this.#tickets.delete(callId);
      return;
    }
    const entry = this.#tickets.get(callId) ?? { caller: await this.#sign(callId, 'caller', 0), agent: null };
    this.#tickets.set(callId, entry);
    const reservation = reservationOf(call);
    if (reservation && entry.agent?.token !== reservation.token)
      entry.agent = { token: reservation.token, ticket: await this.#sign(callId, 'agent', reservation.token) };
  }

  caller(callId: CallId): string {
    return this.#tickets.get(callId)?.caller ?? '';
  }

  agent(callId: CallId): string {
    return this.#tickets.get(callId)?.agent?.ticket ?? '';
  }

  #sign(callId: CallId, party: 'caller' | 'agent', token: number): Promise<string> {
    return signTicket({ callId, party, token }, this.#secret, this.#now());
  }
}
