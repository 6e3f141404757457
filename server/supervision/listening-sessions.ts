import type { CallId } from '../protocol/common.ts';
import type { ListeningRef } from '../protocol/supervise.ts';
import { callsIn } from '../routing/core/conversation.ts';
import type { RoutingState } from '../routing/core/state.ts';
import { Failure } from '../sockets/failure.ts';
import { assertSupervises, maySupervise, type Supervisor } from './grants.ts';
import type { ListeningLog } from './listening-log.ts';
import type { Session, SessionFacts } from './listening-session.ts';
import { centersHeard } from './listening-view.ts';

/** The sessions that there are, and who may do something in which. To be refused one is written down. */
export class ListeningSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #written: ListeningLog;
  readonly #state: Readonly<RoutingState>;

  constructor(written: ListeningLog, state: Readonly<RoutingState>) {
    this.#written = written;
    this.#state = state;
  }

  all = (): Session[] => [...this.#sessions.values()];
  has = (id: string): boolean => this.#sessions.has(id);
  of = (conversationId: CallId): Session[] => this.all().filter((session) => session.conversationId === conversationId);
  add = (session: Session): void => void this.#sessions.set(session.id, session);
  /** @returns whether it was there */
  delete = ({ id }: Session): boolean => this.#sessions.delete(id);

  /** @throws Failure `not-found` when it is over, or another's */
  own(who: Supervisor, ref: ListeningRef): Session {
    const session = this.find(who, ref);
    if (!session) throw new Failure('not-found', 'You are not listening to this call any more.');
    return session;
  }

  find(who: Supervisor, { sessionId }: ListeningRef): Session | null {
    const session = this.#sessions.get(sessionId);
    return session?.who.id === who.id ? session : null;
  }

  /** The same, for who only comes back or leaves: it may be over by itself, but nobody else's is reached for by chance. */
  async ownOf(who: Supervisor, ref: ListeningRef): Promise<Session> {
    const session = this.#sessions.get(ref.sessionId);
    if (!session || session.who.id === who.id) return this.own(who, ref);
    return this.#written.asked(who, session.callId, {}, async () => this.own(who, ref));
  }

  /**
   * For who wants to do something in it.
   * @param lose what becomes of the session of who may not any more
   * @throws Failure `not-found`, `forbidden`
   */
  allowed(
    who: Supervisor,
    ref: ListeningRef,
    lose: (session: Session) => void,
    asked: Parameters<ListeningLog['asked']>[2] = {},
    action: Parameters<ListeningLog['asked']>[4] = 'call-monitored',
  ): Promise<Session> {
    const check = async () => {
      const session = this.own(who, ref);
      if (!maySupervise(who, session.centerId)) lose(session);
      assertSupervises(who, session.centerId);
      return session;
    };
    return this.#written.asked(who, this.#sessions.get(ref.sessionId)?.callId ?? ref.sessionId, asked, check, action);
  }

  /** Those centers whose agents are heard, and whose log does not say so yet: each once, also when asked twice at once. */
  async writeCenters(session: SessionFacts, conversationId: CallId): Promise<void> {
    for (const [centerId, agents] of centersHeard(this.#state, callsIn(this.#state, conversationId))) {
      if (session.centers.has(centerId)) continue;
      session.centers.add(centerId);
      await this.#written.heard(session, centerId, agents);
    }
  }
}
