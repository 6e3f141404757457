import type { AuditLog } from '../data/audit.ts';
import type { CallId, CenterId } from '../protocol/common.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import type { ListeningEnd } from '../protocol/supervise.ts';
import { isTalking } from '../routing/core/conversation.ts';
import type { RoutingFacts } from '../routing/core/model.ts';
import { type Act, type Audited, nothing } from './audited.ts';
import type { Supervisor } from './grants.ts';
import type { Session, SessionFacts } from './listening-session.ts';
import { takenBy } from './listening-view.ts';

type Details = NonNullable<Act['details']>;

interface ListeningLogOptions {
  audit: AuditLog;
  audited: Audited;
  state: Readonly<RoutingFacts>;
  now: () => number;
}

/** What is written down of listening in. Each line resolves once it is kept; what can't be kept is not done. */
export class ListeningLog {
  readonly #options: ListeningLogOptions;

  constructor(options: ListeningLogOptions) {
    this.#options = options;
  }

  begun = (session: SessionFacts, how: ListeningWay) => this.#record(session, { what: 'begun', how });
  switched = (session: Session, how: ListeningWay, before: ListeningWay) => this.#record(session, { what: 'switched', how, before });
  takenOver = (session: Session) => this.#record(session, { before: session.how }, { action: 'call-taken-over' });

  /** An agent of another center is heard, too: that is in the log of theirs. */
  heard(session: SessionFacts, centerId: CenterId, agents: string): Promise<void> {
    return this.#record({ ...session, names: { ...session.names, agent: agents } }, { what: 'heard' }, { centerId });
  }

  async ended(session: Session, why: ListeningEnd): Promise<void> {
    const seconds = Math.round((this.#options.now() - session.since) / 1000);
    for (const centerId of session.centers) await this.#record(session, { what: 'ended', how: session.how, why, seconds }, { centerId });
  }

  /** Whatever is refused while this runs, because it may not be or can't be, is written down; so often for one person. */
  asked<T>(who: Supervisor, callId: CallId, details: Details, run: () => Promise<T>, action: Act['action'] = 'call-monitored'): Promise<T> {
    const { state, audited } = this.#options;
    const call = state.calls.get(callId);
    const { centerId, subject } = nothing(who, 'call', callId);
    const about =
      call === undefined
        ? { centerId, subject }
        : isTalking(call)
          ? { centerId: call.state.reservation.centerId, subject: { ...subject, name: `${call.caller.name} – ${takenBy(state, call)}` } }
          : { centerId, subject: { ...subject, name: call.caller.name } };
    return audited.attempt(who, { action, ...about, details }, run);
  }

  #record(
    { id, who, callId, centerId, names }: SessionFacts,
    details: Details,
    special: { action?: Act['action']; centerId?: CenterId } = {},
  ): Promise<void> {
    return this.#options.audit.record({
      ...{ at: this.#options.now(), actor: { id: who.id, name: who.name }, action: 'call-monitored', outcome: 'done', centerId },
      subject: { kind: 'call', id: callId, name: `${names.caller} – ${names.agent}` },
      details: { ...details, session: id },
      ...special,
    });
  }
}
