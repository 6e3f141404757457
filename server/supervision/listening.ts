import { randomUUID } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { SignTicket } from '../media/sign.ts';
import type { CallId } from '../protocol/common.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import { listenerParty } from '../protocol/media.ts';
import {
  LISTENER_GRACE_MS,
  type ListeningRef,
  type ListeningSession,
  type StartListening,
  type SwitchListening,
} from '../protocol/supervise.ts';
import { isTalking, mainOf, type Talking } from '../routing/core/conversation.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingState } from '../routing/core/state.ts';
import type { RoutingService } from '../routing/service.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { assertSupervises, maySupervise, type Supervisor } from './grants.ts';
import type { ListeningLog } from './listening-log.ts';
import type { ListeningRoom } from './listening-room.ts';
import type { ListeningPage, Session, SessionFacts } from './listening-session.ts';
import type { ListeningSessions } from './listening-sessions.ts';
import { takenBy, whyOver } from './listening-view.ts';

export interface ListeningOptions {
  service: RoutingService;
  /** Makes media tickets. */
  sign: SignTicket;
  written: ListeningLog;
  log: SocketLog;
  graceMs?: number;
}

/** How often it is asked whether those who listen still may. */
const RECHECK_EVERY_MS = 60_000;

/**
 * Supervisors who listen in. A session is in memory only: after a restart nobody listens. What makes somebody heard is written
 * down first and done then; what makes them silent is done at once.
 */
export class ListeningDesk {
  readonly #options: ListeningOptions;
  readonly #room: ListeningRoom;
  readonly #sessions: ListeningSessions;
  /** A session that begins is a line in a log that is never deleted. */
  readonly #starts = new RateLimiterMemory({ points: 20, duration: 60 });
  /** So is each switch. To be heard by fewer is never refused. */
  readonly #switches = new RateLimiterMemory({ points: 30, duration: 60 });
  readonly #recheck: NodeJS.Timeout;

  constructor(room: ListeningRoom, options: ListeningOptions) {
    this.#options = options;
    this.#room = room;
    this.#sessions = room.sessions;
    this.#recheck = setInterval(() => void this.#recheckAll(() => true), RECHECK_EVERY_MS).unref();
  }

  /**
   * Begins to listen to an agent's call. Whatever this supervisor listened to before ends. What is refused is written down.
   * @throws Failure `not-found`, `conflict` when nobody talks in it, `forbidden` for another center's, `too-many`
   */
  async start(who: Supervisor, page: ListeningPage, message: StartListening): Promise<ListeningSession> {
    await limit(this.#starts, who);
    const { callId, how } = message;
    return this.#options.written.asked(who, callId, { how }, () => this.#start(who, page, message));
  }

  async #start(who: Supervisor, page: ListeningPage, { callId, how }: StartListening): Promise<ListeningSession> {
    const { service, written } = this.#options;
    const asked = this.#talking(callId);
    const { conversationId } = asked;
    const { token, centerId } = asked.state.reservation;
    assertSupervises(who, centerId);
    // Who has taken a caller over is listened to by nobody: they are at no workstation that could tell them.
    if (asked.supervisor !== null) throw new Failure('conflict', 'A supervisor has this caller already.', 'callId');
    const id = randomUUID();
    const names = { agent: takenBy(service.state, asked), caller: asked.caller.name };
    const facts: SessionFacts = { id, who, callId, centerId, centers: new Set([centerId]), names };
    await this.#room.loadPolicies();
    await written.begun(facts, how);
    await this.#sessions.writeCenters(facts, conversationId);
    // Last: the call may be moved to another media server meanwhile.
    const ticket = await this.#ticket(id, conversationId);
    // It may be over, or another's, by now.
    if (this.#talking(callId).state.reservation.token !== token) throw callOver();
    for (const other of this.#sessions.all()) if (other.who.id === who.id) this.#room.end(other, 'replaced');
    const times = { since: service.now(), howSince: service.now() };
    const none = { lost: null, takenOver: false, taking: false, wish: 0 };
    return this.#room.begin({ ...facts, page, conversationId, token, how, ticket, ...times, ...none });
  }

  /** The page has a new connection. @throws Failure `not-found` when the session is over */
  async resume(who: Supervisor, page: ListeningPage, ref: ListeningRef): Promise<Session> {
    if (!this.#sessions.has(ref.sessionId)) {
      const restored = await this.#restored(who, page);
      if (restored) this.#room.begin(restored);
      if (restored) return this.#back(restored, page);
    }
    return this.#back(await this.#sessions.ownOf(who, ref), page);
  }

  #back(session: Session, page: ListeningPage): Session {
    if (session.lost) clearTimeout(session.lost);
    session.lost = null;
    session.page = page;
    this.#room.tellCore(session, 'back');
    return session;
  }

  /** @throws Failure `not-found` when the session is over, `forbidden` when they no longer may */
  async switch(who: Supervisor, { sessionId, how }: SwitchListening): Promise<ListeningSession> {
    const { written } = this.#options;
    const quiet = this.#sessions.find(who, { sessionId });
    // In the order in which they came: what follows takes its time.
    const wish = quiet ? ++quiet.wish : 0;
    // Whoever wants to be heard by fewer must not be heard by the others for as long as a database takes.
    if (quiet && !quiet.takenOver && isQuieter(how, quiet.how) && maySupervise(who, quiet.centerId)) {
      const before = quiet.how;
      this.#room.hearAs(quiet, how);
      await written.switched(quiet, how, before);
      return this.#room.view(quiet);
    }
    const session = await this.allowed(who, { sessionId }, { how });
    if (session.takenOver) throw new Failure('conflict', 'You have the caller: everybody hears you. Mute your microphone instead.', 'how');
    if (session.how === how) return this.#room.view(session);
    await limit(this.#switches, who);
    await written.switched(session, how, session.how);
    this.#sessions.own(who, { sessionId });
    if (session.wish === wish) this.#room.hearAs(session, how);
    return this.#room.view(session);
  }

  /**
   * The agent goes to wrap-up, and the caller is this supervisor's.
   * @throws Failure `forbidden`, `not-found`, `conflict` when the agent does not lead the conversation
   */
  async takeOver(who: Supervisor, ref: ListeningRef): Promise<ListeningSession> {
    const session = await this.allowed(who, ref, {}, 'call-taken-over');
    if (session.takenOver || session.taking) return this.#room.view(session);
    const asked = { before: session.how };
    return this.#options.written.asked(who, session.callId, asked, () => this.#takeOver(who, session), 'call-taken-over');
  }

  async #takeOver(who: Supervisor, session: Session): Promise<ListeningSession> {
    const { service, written } = this.#options;
    const { callId, token, conversationId } = session;
    const call = this.#talking(callId);
    // Looked at before it is written down as done; the core decides.
    if (call.role !== 'main') throw new Failure('conflict', 'Another agent leads this conversation: take it over from them.');
    if (service.state.callsOf.has(who.id)) throw new Failure('conflict', 'You have a caller already.');
    await written.takenOver(session);
    this.#sessions.own(who, { sessionId: session.id });
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
    if (this.#sessions.has(session.id)) this.#room.hearAs(session, 'barge');
    else this.#room.tellCore(session, 'hang-up'); // it was stopped meanwhile
    return this.#room.view(session);
  }

  async stop(who: Supervisor, ref: ListeningRef): Promise<void> {
    this.#room.end(await this.#sessions.ownOf(who, ref), 'stopped');
  }

  /** The session of who wants to do something in it; who may not any more is out of it. @throws as `ListeningSessions.allowed` */
  allowed(who: Supervisor, ref: ListeningRef, ...asked: Asked): Promise<Session> {
    return this.#sessions.allowed(who, ref, (session) => this.#room.end(session, 'not-allowed'), ...asked);
  }

  /** Its connection is gone; it may come back. */
  disconnected(page: ListeningPage): void {
    for (const session of this.#sessions.all()) {
      if (session.page !== page || session.lost) continue;
      // Who has the caller is waited for as an agent is, by the core.
      this.#room.tellCore(session, 'away');
      if (session.takenOver) continue;
      session.lost = setTimeout(() => this.#room.end(session, 'lost'), this.#options.graceMs ?? LISTENER_GRACE_MS);
      session.lost.unref();
    }
  }

  /** Ends the sessions of calls that are over; shows the others who is in the call now. */
  deliver(events: readonly RoutingEvent[], state: Readonly<RoutingState>): void {
    if (this.#sessions.all().length === 0) return;
    if (events.some(({ kind }) => kind === 'configured')) void this.#room.readPolicies();
    const touched = new Set(events.flatMap((event) => ('callId' in event ? (state.calls.get(event.callId)?.conversationId ?? []) : [])));
    for (const session of this.#sessions.all()) {
      if (session.taking) continue;
      const call = state.calls.get(session.callId);
      if (!call || !isTalking(call) || call.state.reservation.token !== session.token) this.#room.end(session, whyOver(session, events));
      else if (touched.has(session.conversationId)) {
        this.#room.noteCenters(session);
        session.page.tell(this.#room.view(session));
      }
    }
  }

  /** Ends at once what this person may no longer do. To be called after each change of their rights. */
  recheck(userId: string): Promise<void> {
    return this.#recheckAll((session) => session.who.id === userId);
  }

  /** A conversation has another place in media: who listens to it gets a ticket to that. */
  async moved(conversationId: CallId): Promise<void> {
    for (const session of this.#sessions.of(conversationId)) {
      session.ticket = await this.#ticket(session.id, conversationId);
      if (this.#sessions.has(session.id)) session.page.tell(this.#room.view(session));
    }
  }

  /** Ends all sessions, and resolves once that is written down. */
  async close(): Promise<void> {
    clearInterval(this.#recheck);
    for (const session of this.#sessions.all()) this.#room.end(session, 'server-ended');
    await this.#room.settled();
  }

  /** After a restart: who has a caller has them still, and needs a new way into the media. */
  async #restored(who: Supervisor, page: ListeningPage): Promise<Session | null> {
    const { state } = this.#options.service;
    const mine = () =>
      [...state.calls.values()].find(
        (call): call is Talking => isTalking(call) && call.supervisor !== null && call.state.reservation.agentId === who.id,
      );
    const call = mine();
    // Who may not any more is waited for no longer than any agent whose connection is lost.
    if (!call || !maySupervise(who, call.state.reservation.centerId)) return null;
    if (this.#sessions.all().some((session) => session.callId === call.id)) return null;
    const { id: callId, conversationId, caller } = call;
    const { token, centerId } = call.state.reservation;
    const id = randomUUID();
    const ticket = await this.#ticket(id, conversationId);
    if (mine() !== call || this.#sessions.all().some((session) => session.callId === call.id)) return null;
    const facts: SessionFacts = {
      id,
      who,
      callId,
      centerId,
      centers: new Set([centerId]),
      names: { agent: who.name, caller: caller.name },
    };
    const times = { since: call.state.connectedAt, howSince: call.state.connectedAt };
    return { ...facts, page, conversationId, token, ticket, ...times, how: 'barge', lost: null, takenOver: true, taking: false, wish: 0 };
  }

  #ticket(id: string, conversationId: CallId): Promise<string> {
    return this.#options.sign({ callId: conversationId, party: listenerParty(id) });
  }

  async #recheckAll(concerns: (session: Session) => boolean): Promise<void> {
    for (const session of this.#sessions.all().filter(concerns)) {
      try {
        const who = await session.page.who();
        if (who === null || who.id !== session.who.id || !maySupervise(who, session.centerId)) this.#room.end(session, 'not-allowed');
      } catch (error) {
        // A database that is away takes nobody's right away.
        this.#options.log.error({ err: error }, 'Whether a supervisor may still listen could not be checked');
      }
    }
  }

  #talking(callId: CallId): Talking {
    const call = this.#options.service.state.calls.get(callId);
    if (!call) throw callOver();
    if (!isTalking(call)) throw new Failure('conflict', 'Nobody talks in this call now.', 'callId');
    return call;
  }
}

/** Heard by fewer than before. */
const isQuieter = (how: ListeningWay, before: ListeningWay): boolean => how !== before && (how === 'monitor' || before === 'barge');

type Asked = Parameters<ListeningSessions['allowed']> extends [unknown, unknown, unknown, ...infer Rest] ? Rest : never;

async function limit(limiter: RateLimiterMemory, who: Supervisor): Promise<void> {
  await limiter.consume(who.id).catch(() => {
    throw new Failure('too-many', 'You have begun to listen many times in a minute. Wait a little, then try again.');
  });
}

const callOver = () => new Failure('not-found', 'This call is over.', 'callId');
