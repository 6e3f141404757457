import { randomUUID } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditLog } from '../data/audit.ts';
import type { MediaService } from '../media/service.ts';
import { signTicket } from '../media/tickets.ts';
import type { CallId, CenterId } from '../protocol/common.ts';
import { agentParty } from '../protocol/conversation.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import { listenerParty } from '../protocol/media.ts';
import type { ListeningPolicy } from '../protocol/queue.ts';
import {
  LISTENER_GRACE_MS,
  type ListeningEnd,
  type ListeningRef,
  type ListeningSession,
  type StartListening,
  type SwitchListening,
} from '../protocol/supervise.ts';
import { callsIn, isTalking, mainOf, type Talking } from '../routing/core/conversation.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingState } from '../routing/core/state.ts';
import type { RoutingService } from '../routing/service.ts';
import type { ListenersHeard, ListenersSeen } from '../routing/views.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { assertSupervises, maySupervise, type Supervisor } from './grants.ts';
import { heardBy, listenersOf, sessionView } from './listening-view.ts';

export interface ListeningOptions {
  service: RoutingService;
  media: MediaService;
  /** Signs media tickets. */
  ticketSecret: Uint8Array;
  audit: AuditLog;
  /** Each center's rule whether its agents are told. */
  policies: () => Promise<ReadonlyMap<CenterId, ListeningPolicy>>;
  log: SocketLog;
  graceMs?: number;
}

/** A supervisor's page, for as long as it is connected. */
export interface ListeningPage {
  /** Who its session belongs to now, and what they may do; null when to nobody any more. */
  who(): Promise<Supervisor | null>;
  tell(session: ListeningSession): void;
  ended(sessionId: string, why: ListeningEnd): void;
}

export interface Session {
  id: string;
  who: Supervisor;
  page: ListeningPage;
  /** Its connection is gone, and it ends with this. */
  lost: NodeJS.Timeout | null;
  callId: CallId;
  conversationId: CallId;
  /** Of the agent whose call it is. */
  token: number;
  centerId: CenterId;
  how: ListeningWay;
  /** They have the caller: `callId` and `token` are of their own call. */
  takenOver: boolean;
  /** The call is becoming theirs: that of the agent ends by it, and the session does not. */
  taking: boolean;
  since: number;
  howSince: number;
  ticket: string;
  names: { agent: string; caller: string };
  /** Grows with each wish to be heard otherwise: an older one that was being written down is not carried out any more. */
  wish: number;
}

/** How often it is asked whether those who listen still may. */
const RECHECK_EVERY_MS = 60_000;

/**
 * Supervisors who listen in. A session is in memory only: after a restart nobody listens. What makes somebody heard is written
 * down first and done then; what makes them silent is done at once.
 */
export class ListeningDesk {
  readonly #options: ListeningOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #listeners = new Set<(conversationId: CallId) => void>();
  /** A session that begins or is refused is a line in a log that is never deleted. */
  readonly #starts = new RateLimiterMemory({ points: 20, duration: 60 });
  /** So is each switch. To be heard by fewer is never refused. */
  readonly #switches = new RateLimiterMemory({ points: 30, duration: 60 });
  readonly #recheck: NodeJS.Timeout;
  #policies: ReadonlyMap<CenterId, ListeningPolicy> = new Map();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: ListeningOptions) {
    this.#options = options;
    this.#recheck = setInterval(() => void this.#recheckAll(() => true), RECHECK_EVERY_MS).unref();
  }

  /** Called when who listens to a conversation, or how, has changed. */
  onChange(listener: (conversationId: CallId) => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Begins to listen to an agent's call. Whatever this supervisor listened to before ends.
   * @throws Failure `not-found`, `conflict` when nobody talks in it, `forbidden` (written down) for another center's, `too-many`
   */
  async start(who: Supervisor, page: ListeningPage, { callId, how }: StartListening): Promise<ListeningSession> {
    await this.#limit(this.#starts, who);
    const { service, ticketSecret, policies } = this.#options;
    const asked = this.#talking(callId);
    const { token, centerId } = asked.state.reservation;
    const id = randomUUID();
    const names = { agent: this.#agentName(asked), caller: asked.caller.name };
    const session = { id, who, callId, centerId, names };
    if (!maySupervise(who, centerId)) {
      await this.#record(session, 'refused', { how });
      assertSupervises(who, centerId);
    }
    this.#policies = await policies();
    const { conversationId } = asked;
    const ticket = await signTicket({ callId: conversationId, party: listenerParty(id) }, ticketSecret, service.now());
    await this.#record(session, 'done', { what: 'begun', how });
    // It may be over, or another's, by now.
    if (this.#talking(callId).state.reservation.token !== token) throw callOver();
    for (const other of this.#sessions.values()) if (other.who.id === who.id) this.#end(other, 'replaced');
    const now = service.now();
    const begun: Session = {
      ...session,
      page,
      lost: null,
      conversationId,
      token,
      how,
      takenOver: false,
      taking: false,
      since: now,
      howSince: now,
      ticket,
      wish: 0,
    };
    this.#sessions.set(id, begun);
    this.#changed(conversationId);
    return this.#view(begun);
  }

  /** The page has a new connection. @throws Failure `not-found` when the session is over */
  async resume(who: Supervisor, page: ListeningPage, ref: ListeningRef): Promise<ListeningSession> {
    const session = this.#sessions.get(ref.sessionId) ? this.#own(who, ref) : ((await this.#restored(who, page)) ?? this.#own(who, ref));
    if (session.lost) clearTimeout(session.lost);
    session.lost = null;
    session.page = page;
    this.#supervisor(session, 'back');
    return this.#view(session);
  }

  /** @throws Failure `not-found` when the session is over, `forbidden` when they no longer may */
  async switch(who: Supervisor, { sessionId, how }: SwitchListening): Promise<ListeningSession> {
    const session = this.#own(who, { sessionId });
    if (!maySupervise(who, session.centerId)) {
      this.#end(session, 'not-allowed');
      assertSupervises(who, session.centerId);
    }
    if (session.takenOver) throw new Failure('conflict', 'You have the caller: everybody hears you. Mute your microphone instead.', 'how');
    if (session.how === how) return this.#view(session);
    session.wish += 1;
    const { wish } = session;
    const details = { what: 'switched', how, before: session.how };
    // Whoever wants to be heard by fewer must not be heard by the others for as long as a database takes.
    if (how === 'monitor' || session.how === 'barge') {
      this.#hearAs(session, how);
      await this.#record(session, 'done', details);
      return this.#view(session);
    }
    await this.#limit(this.#switches, who);
    await this.#record(session, 'done', details);
    this.#own(who, { sessionId });
    if (session.wish === wish) this.#hearAs(session, how);
    return this.#view(session);
  }

  /**
   * The agent goes to wrap-up, and the caller is this supervisor's.
   * @throws Failure `forbidden`, `not-found`, `conflict` when the agent does not lead the conversation
   */
  async takeOver(who: Supervisor, ref: ListeningRef): Promise<ListeningSession> {
    const session = this.#own(who, ref);
    if (session.takenOver || session.taking) return this.#view(session);
    if (!maySupervise(who, session.centerId)) {
      this.#end(session, 'not-allowed');
      assertSupervises(who, session.centerId);
    }
    const { service } = this.#options;
    const { callId, token, conversationId } = session;
    if (this.#talking(callId).role !== 'main')
      throw new Failure('conflict', 'Another agent leads this conversation: take it over from them.');
    await this.#record(session, 'done', { before: session.how }, 'call-taken-over');
    this.#own(who, ref);
    session.taking = true;
    const reply = await service.submit({ kind: 'take-over', callId, token, supervisor: { id: who.id, name: who.name } }).finally(() => {
      session.taking = false;
    });
    const own = mainOf(service.state, conversationId);
    if (!reply.ok || own?.supervisor == null || !isTalking(own) || own.state.reservation.agentId !== who.id) {
      this.deliver([], service.state);
      assertOk(reply);
      throw callOver();
    }
    Object.assign(session, { callId: own.id, token: own.state.reservation.token, takenOver: true });
    session.wish += 1;
    if (this.#sessions.get(session.id) === session) this.#hearAs(session, 'barge');
    else this.#supervisor(session, 'hang-up'); // it was stopped meanwhile
    return this.#view(session);
  }

  stop(who: Supervisor, ref: ListeningRef): void {
    this.#end(this.#own(who, ref), 'stopped');
  }

  /** Its connection is gone; it may come back. */
  disconnected(page: ListeningPage): void {
    for (const session of this.#sessions.values()) {
      if (session.page !== page || session.lost) continue;
      // Who has the caller is waited for as an agent is, by the core.
      this.#supervisor(session, 'away');
      if (session.takenOver) continue;
      session.lost = setTimeout(() => this.#end(session, 'lost'), this.#options.graceMs ?? LISTENER_GRACE_MS);
      session.lost.unref();
    }
  }

  /** Ends the sessions of calls that are over; shows the others who is in the call now. */
  deliver(events: readonly RoutingEvent[], state: Readonly<RoutingState>): void {
    if (this.#sessions.size === 0) return;
    const touched = new Set(events.flatMap((event) => ('callId' in event ? (state.calls.get(event.callId)?.conversationId ?? []) : [])));
    for (const session of this.#sessions.values()) {
      if (session.taking) continue;
      const call = state.calls.get(session.callId);
      if (!call || !isTalking(call) || call.state.reservation.token !== session.token) this.#end(session, 'call-over');
      else if (touched.has(session.conversationId)) session.page.tell(this.#view(session));
    }
  }

  /** Ends at once what this person may no longer do. To be called after each change of their rights. */
  recheck(userId: string): Promise<void> {
    return this.#recheckAll((session) => session.who.id === userId);
  }

  seen: ListenersSeen = (conversationId, by) =>
    // Who has the caller is a party of the conversation.
    this.#of(conversationId)
      .filter(({ takenOver }) => !takenOver)
      .flatMap((session) => {
        const heard = heardBy(session.how, session.token);
        const hears = heard === 'everybody' || (heard !== 'nobody' && heard.includes(agentParty(by.token)));
        if (hears) return [{ name: session.who.name, how: session.how }];
        // By a center without a rule that is known they are told, too.
        return this.#policies.get(by.centerId) === 'silent' ? [] : [{ name: session.who.name, how: 'monitor' as const }];
      });

  heard: ListenersHeard = (conversationId) =>
    this.#of(conversationId).flatMap(({ how, who, takenOver }) => (how === 'barge' && !takenOver ? [who.name] : []));

  /** Ends all sessions, and resolves once that is written down. */
  async close(): Promise<void> {
    clearInterval(this.#recheck);
    for (const session of this.#sessions.values()) this.#end(session, 'server-ended');
    await this.#writing;
  }

  /** After a restart: who has a caller has them still, and needs a new way into the media. */
  async #restored(who: Supervisor, page: ListeningPage): Promise<Session | null> {
    const { service, ticketSecret } = this.#options;
    const mine = () =>
      [...this.#options.service.state.calls.values()].find(
        (call): call is Talking => isTalking(call) && call.supervisor !== null && call.state.reservation.agentId === who.id,
      );
    const call = mine();
    if (!call || [...this.#sessions.values()].some((session) => session.callId === call.id)) return null;
    const { id: callId, conversationId, caller, state } = call;
    const { token, centerId } = state.reservation;
    const id = randomUUID();
    const ticket = await signTicket({ callId: conversationId, party: listenerParty(id) }, ticketSecret, service.now());
    if (mine() !== call) return null;
    const common = { id, who, page, lost: null, callId, conversationId, token, centerId, ticket, wish: 0, taking: false };
    const times = { since: state.connectedAt, howSince: state.connectedAt };
    const session: Session = { ...common, ...times, how: 'barge', takenOver: true, names: { agent: who.name, caller: caller.name } };
    this.#sessions.set(id, session);
    this.#changed(conversationId);
    return session;
  }

  /** Of one who has the caller. What has ended by now needs no word. */
  #supervisor({ takenOver, callId, who }: Session, act: 'away' | 'back' | 'hang-up'): void {
    if (!takenOver) return;
    this.#options.service
      .submit({ kind: 'supervisor', callId, userId: who.id, act })
      .catch((error: unknown) =>
        this.#options.log.error({ err: error, callId }, 'What became of a supervisor with a caller could not be told'),
      );
  }

  async #limit(limiter: RateLimiterMemory, who: Supervisor): Promise<void> {
    await limiter.consume(who.id).catch(() => {
      throw new Failure('too-many', 'You have begun to listen many times in a minute. Wait a little, then try again.');
    });
  }

  #hearAs(session: Session, how: ListeningWay): void {
    session.how = how;
    session.howSince = this.#options.service.now();
    this.#changed(session.conversationId);
    session.page.tell(this.#view(session));
  }

  #end(session: Session, why: ListeningEnd): void {
    if (!this.#sessions.delete(session.id)) return;
    if (session.lost) clearTimeout(session.lost);
    // Nobody else may be left with the caller: it ends with them, unless it has already.
    if (why !== 'server-ended') this.#supervisor(session, 'hang-up');
    this.#changed(session.conversationId);
    session.page.ended(session.id, why);
    const seconds = Math.round((this.#options.service.now() - session.since) / 1000);
    const written = this.#record(session, 'done', { what: 'ended', how: session.how, why, seconds }).catch((error: unknown) =>
      this.#options.log.error({ err: error, sessionId: session.id }, 'The end of listening in could not be written down'),
    );
    this.#writing = this.#writing.then(() => written);
  }

  /** Media first: nobody is told that they are heard by fewer before it is so. */
  #changed(conversationId: CallId): void {
    this.#options.media.setListeners(conversationId, listenersOf(this.#of(conversationId)));
    for (const listener of this.#listeners) {
      try {
        listener(conversationId);
      } catch (error) {
        this.#options.log.error({ err: error, conversationId }, 'A change of who listens could not be told');
      }
    }
  }

  async #recheckAll(concerns: (session: Session) => boolean): Promise<void> {
    for (const session of [...this.#sessions.values()].filter(concerns)) {
      try {
        const who = await session.page.who();
        if (who === null || who.id !== session.who.id || !maySupervise(who, session.centerId)) this.#end(session, 'not-allowed');
      } catch (error) {
        // A database that is away takes nobody's right away.
        this.#options.log.error({ err: error }, 'Whether a supervisor may still listen could not be checked');
      }
    }
  }

  #own(who: Supervisor, { sessionId }: ListeningRef): Session {
    const session = this.#sessions.get(sessionId);
    if (!session || session.who.id !== who.id) throw new Failure('not-found', 'You are not listening to this call any more.');
    return session;
  }

  #of(conversationId: CallId): Session[] {
    return [...this.#sessions.values()].filter((session) => session.conversationId === conversationId);
  }

  #talking(callId: CallId): Talking {
    const call = this.#options.service.state.calls.get(callId);
    if (!call) throw callOver();
    if (!isTalking(call)) throw new Failure('conflict', 'Nobody talks in this call now.', 'callId');
    return call;
  }

  #agentName({ state, supervisor }: Talking): string {
    const { agentId } = state.reservation;
    return supervisor ?? this.#options.service.state.agents.get(agentId)?.name ?? agentId;
  }

  #view(session: Session): ListeningSession {
    const { service } = this.#options;
    const told = this.#policies.get(session.centerId) !== 'silent';
    return sessionView(session, service.state, callsIn(service.state, session.conversationId), { now: service.now(), told });
  }

  #record(
    { id, who, callId, centerId, names }: Pick<Session, 'id' | 'who' | 'callId' | 'centerId' | 'names'>,
    outcome: 'done' | 'refused',
    details: Record<string, string | number>,
    action: 'call-monitored' | 'call-taken-over' = 'call-monitored',
  ): Promise<void> {
    return this.#options.audit.record({
      at: this.#options.service.now(),
      actor: { id: who.id, name: who.name },
      action,
      outcome,
      centerId,
      subject: { kind: 'call', id: callId, name: `${names.caller} – ${names.agent}` },
      details: { ...details, session: id },
    });
  }
}

const callOver = () => new Failure('not-found', 'This call is over.', 'callId');
