import { signTicket } from '../media/tickets.ts';
import type { CallId } from '../protocol/common.ts';
import { agentParty, CALLER, type PartyId } from '../protocol/conversation.ts';
import { callIdOf, type RoutingEvent } from './core/events.ts';
import { reservationsOf } from './core/model.ts';
import type { RoutingState } from './core/state.ts';

/**
 * Media tickets of calls that are not over. They are signed ahead (`prepare`), since signing takes a turn of the event
 * loop and the views that carry them must be built at once.
 */
export class TicketBook {
  readonly #tickets = new Map<CallId, { caller: string; agents: Map<number, string> }>();
  readonly #secret: Uint8Array;
  readonly #now: () => number;

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Signs what these events will need; forgets what they have ended. */
  async prepare(events: readonly RoutingEvent[], state: RoutingState): Promise<void> {
    const calls = new Set(events.map(callIdOf).filter((callId) => callId !== null));
    for (const callId of calls) await this.prepareCall(callId, state);
  }

  async prepareCall(callId: CallId, state: RoutingState): Promise<void> {
    const call = state.calls.get(callId);
    if (!call) {
      this.#tickets.delete(callId);
      return;
    }
    const entry = this.#tickets.get(callId) ?? { caller: await this.#sign(callId, CALLER), agents: new Map<number, string>() };
    // It may have ended while that was signed.
    if (!state.calls.has(callId)) return;
    this.#tickets.set(callId, entry);
    const tokens = reservationsOf(call).map((reservation) => reservation.token);
    for (const token of entry.agents.keys()) if (!tokens.includes(token)) entry.agents.delete(token);
    for (const token of tokens) if (!entry.agents.has(token)) entry.agents.set(token, await this.#sign(callId, agentParty(token)));
  }

  caller(callId: CallId): string {
    return this.#tickets.get(callId)?.caller ?? '';
  }

  /** @param token of the agent's reservation */
  agent(callId: CallId, token: number): string {
    return this.#tickets.get(callId)?.agents.get(token) ?? '';
  }

  #sign(callId: CallId, party: PartyId): Promise<string> {
    return signTicket({ callId, party }, this.#secret, this.#now());
  }
}
