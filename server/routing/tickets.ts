import type { MediaRooms } from '../media/rooms.ts';
import type { SignTicket } from '../media/sign.ts';
import type { CallId } from '../protocol/common.ts';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import type { NodeId } from '../protocol/media.ts';
import { callsIn } from './core/conversation.ts';
import { ConversationBook } from './core/conversation-book.ts';
import type { RoutingEvent } from './core/events.ts';
import { reservationsOf } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { wantedPlace } from './media-place.ts';

/** `node`: where the tickets lead to; null: nowhere yet. */
interface Tickets {
  node: NodeId | null;
  caller: string;
  agents: Map<number, string>;
}

/**
 * Media tickets of conversations that are not over. They are signed ahead (`prepare`), since signing takes a turn of the event
 * loop and the views that carry them must be built at once. A conversation that has another place has other tickets.
 */
export class TicketBook {
  readonly #tickets = new Map<CallId, Tickets>();
  readonly #conversations = new ConversationBook();
  readonly #rooms: Pick<MediaRooms, 'place' | 'placeOf'>;
  readonly #sign: SignTicket;

  constructor(rooms: Pick<MediaRooms, 'place' | 'placeOf'>, sign: SignTicket) {
    this.#rooms = rooms;
    this.#sign = sign;
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

  /** Finds the conversation's place first. */
  async prepareCall(conversationId: CallId, state: RoutingState): Promise<void> {
    const wanted = wantedPlace(callsIn(state, conversationId));
    if (wanted !== null) this.#rooms.place(conversationId, wanted);
    await this.renew(conversationId, state);
  }

  /** For the place that it has now. */
  async renew(conversationId: CallId, state: RoutingState): Promise<void> {
    if (callsIn(state, conversationId).length === 0) {
      this.#tickets.delete(conversationId);
      return;
    }
    const node = this.#rooms.placeOf(conversationId)?.id ?? null;
    const known = this.#tickets.get(conversationId);
    const entry =
      known?.node === node
        ? known
        : { node, caller: await this.#sign({ callId: conversationId, party: CALLER }), agents: new Map<number, string>() };
    // Somebody else may have signed meanwhile: of two tickets of one party, one is told.
    const now = this.#tickets.get(conversationId);
    if (now !== known && now?.node === node) return this.renew(conversationId, state);
    // It may have ended while that was signed.
    const calls = callsIn(state, conversationId);
    if (calls.length === 0) return;
    this.#tickets.set(conversationId, entry);
    const tokens = calls.flatMap((call) => reservationsOf(call).map((reservation) => reservation.token));
    for (const token of entry.agents.keys()) if (!tokens.includes(token)) entry.agents.delete(token);
    for (const token of tokens) {
      if (!entry.agents.has(token)) entry.agents.set(token, await this.#sign({ callId: conversationId, party: agentParty(token) }));
    }
    // Or have been moved.
    if ((this.#rooms.placeOf(conversationId)?.id ?? null) !== node) await this.renew(conversationId, state);
  }

  caller(conversationId: CallId): string {
    return this.#tickets.get(conversationId)?.caller ?? '';
  }

  /** @param token of the agent's reservation */
  agent(conversationId: CallId, token: number): string {
    return this.#tickets.get(conversationId)?.agents.get(token) ?? '';
  }
}
