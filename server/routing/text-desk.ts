import type { AgentId, CallId, CenterId } from '../protocol/common.ts';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import type { OfferAnswer, SayFromAgent, TextsAfterForAgent } from '../protocol/link.ts';
import type { CallText, Say } from '../protocol/texts.ts';
import { Failure } from '../sockets/failure.ts';
import { callsIn, mainOf } from './core/conversation.ts';
import { type Call, type Reservation, reservationsOf } from './core/model.ts';
import { heldBy } from './core/offers.ts';
import type { RoutingState } from './core/state.ts';
import type { TextBook } from './texts.ts';

type State = Readonly<RoutingState>;

export function openConversations(state: State): Set<CallId> {
  return new Set([...state.calls.values()].map(({ conversationId }) => conversationId));
}

/** Agents who are in a conversation now: not those who are only asked, those who write up what has been, nor supervisors. */
export function agentsIn(state: State, conversationId: CallId): AgentId[] {
  return callsIn(state, conversationId).flatMap((call) =>
    isTalk(call) && call.supervisor === null ? reservationsOf(call).map(({ agentId }) => agentId) : [],
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
  sayAsCaller(conversationId: CallId | null, message: Say): Promise<CallText> {
    const main = conversationId === null ? null : mainOf(this.#state, conversationId);
    if (main === null) throw new Failure('conflict', 'Your call is over');
    return this.#book.say(main.conversationId, { from: CALLER, name: main.caller.name }, message);
  }

  /** @throws Failure `stale-token` or `conflict` for an agent who is not in the conversation, and as `TextBook.say` does */
  sayAsAgent(centerId: CenterId, { id, text, ...acting }: SayFromAgent & AsSupervisor): Promise<CallText> {
    const { call, reservation } = this.#held(centerId, acting);
    if (!isTalk(call)) throw new Failure('conflict', 'You are not in this call');
    const name = call.supervisor ?? this.#state.agents.get(acting.agentId)?.name ?? acting.agentId;
    return this.#book.say(call.conversationId, { from: agentParty(reservation.token), name }, { id, text });
  }

  /** All of the conversation, also what was written before this agent came; in their wrap-up up to when they left it. */
  afterForAgent(centerId: CenterId, { after, ...acting }: TextsAfterForAgent & AsSupervisor): CallText[] {
    const { call } = this.#held(centerId, acting);
    const { state } = call;
    if (!isTalk(call) && state.kind !== 'wrapup') throw new Failure('conflict', 'You are not in this call');
    const texts = this.#book.after(call.conversationId, after);
    return state.kind === 'wrapup' ? texts.filter(({ at }) => at <= state.endedAt) : texts;
  }

  afterForCaller(conversationId: CallId | null, after: number): CallText[] {
    return conversationId === null ? [] : this.#book.after(conversationId, after);
  }

  /** The last text of each conversation that an agent is in; or a supervisor, who is asked for by no center. */
  lastFor(agentId: AgentId, { asSupervisor = false } = {}): { conversationId: CallId; text: CallText }[] {
    return (this.#state.callsOf.get(agentId) ?? []).flatMap((callId) => {
      const call = this.#state.calls.get(callId);
      if (!call || !isTalk(call) || (call.supervisor !== null) !== asSupervisor) return [];
      const text = this.#book.after(call.conversationId, 0).at(-1);
      return text ? [{ conversationId: call.conversationId, text }] : [];
    });
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
