import type { MediaRooms } from '../media/rooms.ts';
import type { CallId, CenterId } from '../protocol/common.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import type { ListeningPolicy } from '../protocol/queue.ts';
import type { ListeningEnd, ListeningSession } from '../protocol/supervise.ts';
import { callsIn } from '../routing/core/conversation.ts';
import type { RoutingService } from '../routing/service.ts';
import type { ListenersHeard, ListenersSeen } from '../routing/views.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { ListeningLog } from './listening-log.ts';
import type { Session } from './listening-session.ts';
import { ListeningSessions } from './listening-sessions.ts';
import { heardBy, listenersOf, sessionView } from './listening-view.ts';

export interface ListeningRoomOptions {
  service: RoutingService;
  media: Pick<MediaRooms, 'setListeners'>;
  written: ListeningLog;
  /** Each center's rule whether its agents are told. */
  policies: () => Promise<ReadonlyMap<CenterId, ListeningPolicy>>;
  log: SocketLog;
}

/** Carries out what has been decided of listening in: media, whoever is to be told, the log, and in this order. */
export class ListeningRoom {
  readonly sessions: ListeningSessions;
  readonly #options: ListeningRoomOptions;
  readonly #listeners = new Set<(conversationId: CallId) => void>();
  #policies: ReadonlyMap<CenterId, ListeningPolicy> = new Map();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: ListeningRoomOptions) {
    this.#options = options;
    this.sessions = new ListeningSessions(options.written, options.service.state);
  }

  /** Called when who listens to a conversation, or how, has changed. */
  onChange(listener: (conversationId: CallId) => void): void {
    this.#listeners.add(listener);
  }

  begin(session: Session): ListeningSession {
    this.sessions.add(session);
    // Somebody may have joined while its beginning was written down.
    this.noteCenters(session);
    this.#changed(session.conversationId);
    return this.view(session);
  }

  hearAs(session: Session, how: ListeningWay): void {
    session.how = how;
    session.howSince = this.#options.service.now();
    this.#changed(session.conversationId);
    session.page.tell(this.view(session));
  }

  end(session: Session, why: ListeningEnd): void {
    if (!this.sessions.delete(session)) return;
    if (session.lost) clearTimeout(session.lost);
    // Nobody else may be left with the caller: it ends with them, unless it has already.
    if (why !== 'server-ended') this.tellCore(session, 'hang-up');
    this.#changed(session.conversationId);
    session.page.ended(session.id, why);
    this.#keep(this.#options.written.ended(session, why), 'The end of listening in could not be written down');
  }

  /** An agent who has joined talks already: where it can't be written down that they are heard, nobody hears them any more. */
  noteCenters(session: Session): void {
    const writing = this.sessions.writeCenters(session, session.conversationId).catch((error: unknown) => {
      this.end(session, 'server-ended');
      throw error;
    });
    this.#keep(writing, 'That an agent of another center is heard could not be written down: listening in has ended');
  }

  /** Of one who has the caller. What has ended by now needs no word. */
  tellCore({ takenOver, callId, who }: Session, act: 'away' | 'back' | 'hang-up'): void {
    if (!takenOver) return;
    this.#options.service
      .submit({ kind: 'supervisor', callId, userId: who.id, act })
      .catch((error: unknown) =>
        this.#options.log.error({ err: error, callId }, 'What became of a supervisor with a caller could not be told'),
      );
  }

  view(session: Session): ListeningSession {
    const { service } = this.#options;
    const told = this.#policies.get(session.centerId) !== 'silent';
    return sessionView(session, service.state, callsIn(service.state, session.conversationId), { now: service.now(), told });
  }

  seen: ListenersSeen = (conversationId, by) =>
    // Who has the caller is a party of the conversation.
    this.sessions
      .of(conversationId)
      .filter(({ takenOver }) => !takenOver)
      .flatMap((session) => {
        const heard = heardBy(session.how, session.token);
        const hears = heard === 'everybody' || (heard !== 'nobody' && heard.includes(agentParty(by.token)));
        if (hears) return [{ name: session.who.name, how: session.how }];
        // By a center without a rule that is known they are told, too.
        return this.#policies.get(by.centerId) === 'silent' ? [] : [{ name: session.who.name, how: 'monitor' as const }];
      });

  heard: ListenersHeard = (conversationId) =>
    this.sessions.of(conversationId).flatMap(({ how, who, takenOver }) => (how === 'barge' && !takenOver ? [who.name] : []));

  /** Media first: nobody is told that they are heard by fewer before it is so. */
  #changed(conversationId: CallId): void {
    this.#options.media.setListeners(conversationId, listenersOf(this.sessions.of(conversationId)));
    for (const listener of this.#listeners) {
      try {
        listener(conversationId);
      } catch (error) {
        this.#options.log.error({ err: error, conversationId }, 'A change of who listens could not be told');
      }
    }
  }

  /** Before somebody begins. */
  async loadPolicies(): Promise<void> {
    this.#policies = await this.#options.policies();
  }

  /** A center may tell its agents from now on, or not any more. */
  async readPolicies(): Promise<void> {
    try {
      await this.loadPolicies();
    } catch (error) {
      return this.#options.log.error({ err: error }, 'Which centers tell their agents who listens could not be read');
    }
    for (const session of this.sessions.all()) {
      this.#changed(session.conversationId);
      session.page.tell(this.view(session));
    }
  }

  /** Written down while nobody waits for it. */
  #keep(writing: Promise<void>, unless: string): void {
    const kept = writing.catch((error: unknown) => this.#options.log.error({ err: error }, unless));
    this.#writing = this.#writing.then(() => kept);
  }

  /** Resolves once all that has ended so far is written down. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}
