import type { AgentId, CallId, CenterId } from '../protocol/common.ts';
import { agentParty, CALLER, type PartyId } from '../protocol/conversation.ts';
import type { OfferAnswer, SayFromAgent, TextsAfterForAgent } from '../protocol/link.ts';
import type { CallText, Say } from '../protocol/texts.ts';
import { Failure } from '../sockets/failure.ts';
import { callsIn, mainOf } from './core/conversation.ts';
import { type Call, type Reservation, reservationsOf, reservationWith } from './core/model.ts';
import { heldBy } from './core/offers.ts';
import type { RoutingState } from './core/state.ts';
import { oneReadBy, type Reader, readBy, SUPERVISOR } from './text-readers.ts';
import type { Sender, TextBook } from './texts.ts';

type State = Readonly<RoutingState>;

export function openConversations(state: State): Set<CallId> {
  return new Set([...state.calls.values()].map(({ conversationId }) => conversationId));
}

/** Agents who are in a conversation now: not those who are only asked, those who write up what has been, nor supervisors. */
export const agentsIn = (state: State, conversationId: CallId): AgentId[] => partiesIn(state, conversationId).map(({ agentId }) => agentId);

/** The same, each with the party that they are. */
export function partiesIn(state: State, conversationId: CallId): { agentId: AgentId; party: PartyId }[] {
  return callsIn(state, conversationId).flatMap((call) =>
    isTalk(call) && call.supervisor === null
      ? reservationsOf(call).map(({ agentId, token }) => ({ agentId, party: agentParty(token) }))
      : [],
  );
}

const isTalk = (call: Call) => call.state.kind === 'connecting' || call.state.kind === 'connected';

/** Who has taken a caller over, and is asked for by no center. */
type AsSupervisor = { asSupervisor?: true };

/** Who may write in a conversation, and read it. */
export class TextDesk {
  readonly #state: State;
  readonly #book: TextBook;

  constructor(state: State, book: TextBook) {
    this.#state = state;
    this.#book = book;
  }

  /** The caller writes, also while they wait. @throws Failure `conflict` when their call is over, and as `TextBook.say` does */
  async sayAsCaller(conversationId: CallId | null, message: Say): Promise<CallText> {
    const main = conversationId === null ? null : mainOf(this.#state, conversationId);
    if (main === null) throw new Failure('conflict', 'Your call is over');
    const said = await this.#book.say(main.conversationId, { from: CALLER, name: main.caller.name }, message);
    return this.#own(main.conversationId, said, CALLER);
  }

  /** @throws Failure `stale-token` or `conflict` for an agent who is not in the conversation, and as `TextBook.say` does */
  async sayAsAgent(centerId: CenterId, { id, text, ...acting }: SayFromAgent & AsSupervisor): Promise<CallText> {
    const { call, reservation } = this.#held(centerId, acting);
    if (!isTalk(call)) throw new Failure('conflict', 'You are not in this call');
    const name = call.supervisor ?? this.#state.agents.get(acting.agentId)?.name ?? acting.agentId;
    const from = agentParty(reservation.token);
    const said = await this.#book.say(call.conversationId, { from, name }, { id, text });
    return this.#own(call.conversationId, said, acting.asSupervisor ? SUPERVISOR : from);
  }

  /**
   * A supervisor who listens in writes, to all or to one agent. Whether they may is for whoever asks in their name.
   * @throws as `TextBook.say` does
   */
  async sayAsListener(conversationId: CallId, { from, name, to }: Sender, message: Say): Promise<CallText> {
    const said = await this.#book.say(conversationId, { from, name, ...(to !== undefined && { to }) }, message);
    return this.#own(conversationId, said, SUPERVISOR);
  }

  afterForSupervisor = (conversationId: CallId, after: number): CallText[] => this.#after(conversationId, SUPERVISOR, after);

  /** A text as somebody reads it, with their own number; null when it is not for them. */
  readBy = (conversationId: CallId, text: CallText, reader: Reader): CallText | null =>
    oneReadBy(this.#book.after(conversationId, 0), text, reader);

  /** The last that was said between caller and agents; null: nothing yet. */
  lastOf = (conversationId: CallId): CallText | null => this.#book.after(conversationId, 0).findLast(({ to }) => to === undefined) ?? null;

  /** All of the conversation, also what was written before this agent came; in their wrap-up up to when they left it. */
  afterForAgent(centerId: CenterId, { after, ...acting }: TextsAfterForAgent & AsSupervisor): CallText[] {
    const { call, reservation } = this.#held(centerId, acting);
    const { state } = call;
    if (!isTalk(call) && state.kind !== 'wrapup') throw new Failure('conflict', 'You are not in this call');
    const texts = this.#after(call.conversationId, acting.asSupervisor ? SUPERVISOR : agentParty(reservation.token), after);
    return state.kind === 'wrapup' ? texts.filter(({ at }) => at <= state.endedAt) : texts;
  }

  afterForCaller(conversationId: CallId | null, after: number): CallText[] {
    return conversationId === null ? [] : this.#after(conversationId, CALLER, after);
  }

  /** The last text of each conversation that an agent is in. */
  lastFor(agentId: AgentId): { conversationId: CallId; text: CallText }[] {
    return (this.#state.callsOf.get(agentId) ?? []).flatMap((callId) => {
      const call = this.#state.calls.get(callId);
      if (!call || !isTalk(call) || call.supervisor !== null) return [];
      const reader = agentParty(reservationWith(call, agentId)?.token ?? 0);
      const text = this.#after(call.conversationId, reader, 0).at(-1);
      return text ? [{ conversationId: call.conversationId, text }] : [];
    });
  }

  #after(conversationId: CallId, reader: Reader, after: number): CallText[] {
    return readBy(this.#book.after(conversationId, 0), reader).slice(after);
  }

  /** What somebody has said is among what they read. */
  #own(conversationId: CallId, said: CallText, reader: Reader): CallText {
    return this.readBy(conversationId, said, reader) ?? said;
  }

  #held(
    centerId: CenterId,
    { agentId, reservationId, token, asSupervisor }: OfferAnswer & AsSupervisor,
  ): { call: Call; reservation: Reservation } {
    const held = heldBy(this.#state, { centerId, agentId, reservationId, token, ...(asSupervisor && { asSupervisor }) });
    if (!held) throw new Failure('stale-token', 'This call is no longer yours');
    return held;
  }
}
