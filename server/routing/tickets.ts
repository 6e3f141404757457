import { signTicket } from '../media/tickets.ts';
import type { CallId } from '../protocol/common.ts';
import { agentParty, CALLER, type PartyId } from '../protocol/conversation.ts';
import { callsIn } from './core/conversation.ts';
import { ConversationBook } from './core/conversation-book.ts';
import type { RoutingEvent } from './core/events.ts';
import { reservationsOf } from './core/model.ts';
import type { RoutingState } from './core/state.ts';

/**
 * Media tickets of conversations that are not over. They are signed ahead (`prepare`), since signing takes a turn of the event
 * loop and the views that carry them must be built at once.
 */
export class TicketBook {
  readonly #tickets = new Map<CallId, { caller: string; agents: Map<number, string> }>();
  readonly #conversations = new ConversationBook();
  readonly #secret: Uint8Array;
  readonly #now: () => number;

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Calls that a start finds. */
  remember(state: RoutingState): void {
    this.#conversations.remember(state);
  }

  /** Signs what these events will need; forgets what they have ended. */
  async prepare(events: readonly RoutingEvent[], state: RoutingState): Promise<void> {
    const touched = new Set(events.map((event) => this.#conversations.take(event)).filter((conversationId) => conversationId !== null));
    for (const conversationId of touched) await this.prepareCall(conversationId, state);
  }

  async prepareCall(conversationId: CallId, state: RoutingState): Promise<void> {
    if (callsIn(state, conversationId).length === 0) {
      this.#tickets.delete(conversationId);
      return;
    }
    const known = this.#tickets.get(conversationId);
    const entry = known ?? { caller: await this.#sign(conversationId, CALLER), agents: new Map<number, string>() };
    // It may have ended while that was signed.
    const calls = callsIn(state, conversationId);
    if (calls.length === 0) return;
    this.#tickets.set(conversationId, entry);
    const tokens = calls.flatMap((call) => reservationsOf(call).map((reservation) => reservation.token));
    for (const token of entry.agents.keys()) if (!tokens.includes(token)) entry.agents.delete(token);
    for (const token of tokens) if (!entry.agents.has(token)) entry.agents.set(token, await this.#sign(conversationId, agentParty(token)));
  }

  caller(conversationId: CallId): string {
    return this.#tickets.get(conversationId)?.caller ?? '';
  }

  /** @param token of the agent's reservation */
  agent(conversationId: CallId, token: number): string {
    return this.#tickets.get(conversationId)?.agents.get(token) ?? '';
  }

  #sign(callId: CallId, party: PartyId): Promise<string> {
    return signTicket({ callId, party }, this.#secret, this.#now());
  }
}
