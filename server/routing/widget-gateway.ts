import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Namespace, Socket } from 'socket.io';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { CallerGate, Comer } from '../abuse/gate.ts';
import type { AnnouncementBook } from '../announcements/book.ts';
import type { ConsentBook } from '../data/consents.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { AgentId, Caller, CallId, QueueId, WireError } from '../protocol/common.ts';
import { CALLER } from '../protocol/conversation.ts';
import { type CallText, Say, TextsAfter } from '../protocol/texts.ts';
import {
  CallKey,
  LeaveLine,
  ProposeTalk,
  type RoutingToWidget,
  StartCall,
  SwitchChannel,
  type WaitNews,
  type WidgetCall,
  type WidgetToRouting,
} from '../protocol/widget.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import { hashKey, keyMatches, newSecret } from '../sockets/keys.ts';
import { NO_TRACES, type Traces } from '../traces/open.ts';
import { traceStart } from '../traces/start.ts';
import { callerOf, type IdentityClaims } from '../widget-keys/identity.ts';
import { CallerLine } from './caller-line.ts';
import { calmWait } from './calm-wait.ts';
import { callsIn, mainOf } from './core/conversation.ts';
import type { RoutingEvent } from './core/events.ts';
import type { Call } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import { endFrom, KnownCalls } from './known-calls.ts';
import { RefusedCalls } from './refused-calls.ts';
import type { RoutingService } from './service.ts';
import type { TextDesk } from './text-desk.ts';
import type { SilenceWatch } from './text-watch.ts';
import type { TicketBook } from './tickets.ts';
import { type ListenersHeard, widgetPhase } from './views.ts';
import { type Standing, shownNews } from './wait-news.ts';

type WidgetSocket = Socket<WidgetToRouting, RoutingToWidget>;

/** Places in a line that has moved go out as one within this time. */
const COALESCE_MS = 100;
/** How often those who wait are shown what time alone has changed. */
const REFRESH_MS = 1000;
const TURNS_PER_MINUTE = 12;
/** No longer than this is a call held back to find out whom its caller knows. */
const LAST_AGENT_LIMIT_MS = 300;

export interface WidgetGatewayOptions {
  namespace: Namespace;
  service: RoutingService;
  tickets: TicketBook;
  texts: TextDesk;
  /** Supervisors whom the caller hears. */
  listenersHeard: ListenersHeard;
  silence: Pick<SilenceWatch, 'endsAt' | 'stillHere'>;
  log: SocketLog;
  traces?: Traces;
  /** Who may start a call, how often, and after what. */
  gate: Pick<CallerGate, 'admit' | 'assertNotBlocked' | 'enter' | 'challenge' | 'began'>;
  /** The caller's own address, also behind a proxy. */
  addressOf: (handshake: Socket['handshake']) => string;
  /** The agent who talked to this customer last; null when nobody did. */
  lastAgentOf: (caller: Caller) => Promise<AgentId | null>;
  /** Whether the widget key that a socket came with reaches a queue. @throws Failure `forbidden` when not */
  assertReaches: (socket: Socket, queueId: QueueId) => void;
  /** What the caller has accepted, where their key asks for that. @throws Failure `conflict` when they have not */
  consentOf: (socket: Socket, accepted: string | null) => { text: string; widgetKeyId: string } | null;
  consents: Pick<ConsentBook, 'keep'>;
  /** What is announced to those who wait. */
  announcements: Pick<AnnouncementBook, 'revOf' | 'told'>;
  /** Whom an identity token names to that key; null without one. @throws BadIdentity, or Failure `forbidden` where the key asks for one */
  verify: (socket: Socket, token: string | null) => Promise<IdentityClaims | null>;
}

/** A caller's one socket, and what they were shown last. */
interface Attached {
  socket: WidgetSocket;
  shown: string;
}

/** What a waiting caller was told last, and what it was worked out from. */
interface Told {
  standing: Standing;
  news: WaitNews | null;
  waitMs: number | null;
}

/** Callers' sockets: starts calls, brings callers back to theirs, and shows each where it stands. */
export class WidgetGateway {
  readonly #options: WidgetGatewayOptions;
  /** Each turn from one channel to the other is an event in the log. */
  readonly #turns = new RateLimiterMemory({ points: TURNS_PER_MINUTE, duration: 60 });
  readonly #attached = new Map<CallId, Attached>();
  /** Of callers who wait, also of those whose page is being loaded anew. */
  readonly #told = new Map<CallId, Told>();
  readonly #known = new KnownCalls();
  readonly #line = new CallerLine();
  readonly #refused = new RefusedCalls();
  /** Whose caller would like to talk: they are told, too, when their agent’s other work begins or ends. */
  readonly #proposals = new Set<CallId>();
  /** Queues whose line has moved since it was shown last. */
  readonly #moved = new Set<QueueId>();
  #showSoon: NodeJS.Timeout | null = null;
  readonly #refresh: NodeJS.Timeout;
  #rev = 0;

  constructor(options: WidgetGatewayOptions) {
    this.#options = options;
    this.#refresh = setInterval(() => this.#showWaiting(), REFRESH_MS).unref();
    options.namespace.on('connection', (socket: WidgetSocket) => this.#connected(socket));
  }

  /** The caller's farewell by HTTP, from a page that is being closed. */
  async leave({ callId, secret, ...how }: CallKey & LeaveLine): Promise<void> {
    const [call] = callsIn(this.#options.service.state, callId);
    if (!call || !keyMatches(secret, call.keyHash)) throw new Failure('not-found', 'There is no such call');
    assertOk(await this.#options.service.submit({ kind: 'caller-left', callId, ...how }));
  }

  /** Shows each caller what these events changed for them: their own news at once, a line that has moved in a moment. */
  deliver(events: readonly RoutingEvent[], state: RoutingState): void {
    const named = new Set<CallId>();
    for (const event of events) {
      const { conversationId, moved } = this.#known.take(event, state);
      if (conversationId !== null) named.add(conversationId);
      if (event.kind === 'talk-proposed' && conversationId !== null) this.#proposals.add(conversationId);
      for (const queueId of moved) this.#moved.add(queueId);
      // After a restart the names of a center's agents come with its first report.
      if (event.kind === 'center-reported' && event.report === 'snapshot') for (const callId of this.#attached.keys()) named.add(callId);
    }
    for (const conversationId of this.#proposals) {
      const { state: now } = mainOf(state, conversationId) ?? {};
      if (now?.kind === 'connected' && (now.lead.talkProposedAt ?? null) !== null) named.add(conversationId);
      else this.#proposals.delete(conversationId);
    }
    for (const conversationId of named) {
      const main = mainOf(state, conversationId);
      if (!main || main.state.kind === 'wrapup') this.#told.delete(conversationId);
      if (main?.state.kind !== 'queued' || main.ringBack !== null) this.#show(conversationId);
    }
    if (this.#moved.size > 0) this.#showSoon ??= setTimeout(() => this.#showMoved(), COALESCE_MS);
  }

  /** Something beside its calls has changed for the caller of a conversation. */
  tellConversation(conversationId: CallId): void {
    this.#show(conversationId);
  }

  /** Shows a caller what was written in their conversation, by themselves too. */
  tellText(conversationId: CallId, text: CallText): void {
    const socket = this.#attached.get(conversationId)?.socket;
    const read = socket && this.#options.texts.readBy(conversationId, text, CALLER);
    if (read) socket.emit('texts', { callId: conversationId, texts: [read] });
  }

  /** Calls that a restart found, which no event of this run has introduced. */
  rememberCalls(state: RoutingState): void {
    this.#known.rememberAll(state);
    for (const { conversationId } of state.calls.values()) this.#proposals.add(conversationId);
  }

  figures(): Figure[] {
    return this.#refused.figures();
  }

  close(): void {
    clearInterval(this.#refresh);
    if (this.#showSoon) clearTimeout(this.#showSoon);
  }

  #connected(socket: WidgetSocket): void {
    const { service, tickets, texts, gate, addressOf, log, traces = NO_TRACES } = this.#options;
    const comerOf = () => ({ address: addressOf(socket.handshake), widgetKey: (socket.data.widgetKey as string | undefined) ?? null });
    let current: CallId | null = null;
    let starting = false;
    let leaving = false;
    let pageGone = false;
    const attach = (callId: CallId): WidgetCall => {
      const before = this.#attached.get(callId);
      if (before && before.socket.id !== socket.id) {
        before.socket.emit('elsewhere');
        before.socket.disconnect(true);
      }
      const view = this.#view(callId);
      if (!view) throw new Failure('not-found', 'This call is over');
      current = callId;
      const traceId = mainOf(service.state, callId)?.trace?.id;
      socket.data.about = { callId, ...(traceId !== undefined && { traceId }) };
      if (view.call.phase.kind !== 'ended') this.#attached.set(callId, { socket, shown: shownOf(view.call) });
      this.#note(callId, view.told);
      return view.call;
    };
    const mustBeHere = () => {
      if (!socket.connected || leaving) throw new Failure('conflict', 'The call was left before it began');
    };

    const onRefused = (error: WireError) => this.#refused.count(error);
    /** Back to a call that this caller has begun. */
    const comeBack = async (callId: CallId): Promise<WidgetCall> => {
      const call = attach(callId);
      if (call.phase.kind !== 'ended') assertOk(await service.submit({ kind: 'caller-back', callId }));
      return call;
    };
    const start = async (message: z.output<typeof StartCall>) => {
      // One that was stored when the connection was lost, or the server that had taken it.
      const { attempt } = message;
      const begun = attempt === null ? null : this.#known.openBy(hashKey(attempt));
      if (attempt !== null && begun !== null && !starting && (current === null || current === begun))
        return { key: { callId: begun, secret: attempt }, call: await comeBack(begun) };
      const before = current && mainOf(service.state, current);
      if (starting || before) throw new Failure('conflict', 'A call is in progress already');
      starting = true;
      leaving = false;
      try {
        const {
          queueId,
          requirement,
          roundTrips,
          channel,
          instead,
          consent,
          identity,
          context,
          browser,
          proof,
          attempt: _,
          trace,
          ...said
        } = message;
        const traced = traceStart(traces, { part: 'routing', said: trace, given: socket.data.trace, now: () => service.now() });
        const comer: Comer = { ...comerOf(), browser, email: said.email };
        await gate.admit(comer, proof);
        this.#options.assertReaches(socket, queueId);
        const accepted = this.#options.consentOf(socket, consent ?? null);
        if (identity !== null) await gate.enter('identity', comer);
        const claims = await this.#options.verify(socket, identity);
        if (claims !== null) gate.assertNotBlocked({ ...comer, verified: { customerId: claims.sub, email: claims.email ?? null } });
        const caller = callerOf({ ...said, ...(context === null ? {} : { context }) }, claims);
        const preferredAgentId = await this.#lastAgentOf(queueId, caller);
        mustBeHere();
        const key: CallKey = { callId: ulid(), secret: attempt ?? newSecret() };
        const { callId } = key;
        const asked = {
          ...{ queueId, caller, requirement, roundTrips, preferredAgentId, channel },
          ...(instead && { instead }),
          ...(traced && { trace: traced.trace }),
        };
        // Before the call: none begins of which it is not known what its caller accepted.
        if (accepted) await this.#options.consents.keep(callId, { ...accepted, acceptedAt: service.now() });
        mustBeHere();
        assertOk(await service.submit({ kind: 'start-call', callId, keyHash: hashKey(key.secret), ...asked }));
        gate.began(callId, comer);
        await tickets.prepareCall(callId, service.state);
        // Sent away at once, by a queue that is full or closed: how it ended is told in a moment.
        if (!service.state.calls.has(callId)) await this.#known.ended(callId);
        // Nothing may be waited for between this and attaching: a socket that closes later is followed by `disconnect`.
        else if (!socket.connected || leaving) {
          // Nobody has the key: nobody could ever come back to it.
          await service.submit({ kind: 'caller-left', callId });
          mustBeHere();
        }
        const call = attach(callId);
        traced?.done(callId);
        return { key, call };
      } finally {
        starting = false;
      }
    };
    handle(socket, 'start', StartCall, log, start, { onRefused });

    handle(socket, 'challenge', z.object({}), log, () => gate.challenge(comerOf()));
    handle(socket, 'resume', CallKey, log, async ({ callId, secret }) => {
      const keyHash = callsIn(service.state, callId)[0]?.keyHash ?? this.#known.endOf(callId)?.keyHash;
      if (!keyHash || !keyMatches(secret, keyHash)) throw new Failure('not-found', 'This call is over');
      return { call: await comeBack(callId) };
    });

    handle(socket, 'leave', LeaveLine, log, async (how) => {
      leaving = true;
      if (current) assertOk(await service.submit({ kind: 'caller-left', callId: current, ...how }));
    });

    // Before listeners are called: the end of the connection comes in the same breath, and after it none is.
    socket.use(([event], next) => {
      if (event === 'page-gone') pageGone = true;
      next();
    });

    handle(socket, 'switch-channel', SwitchChannel, log, async ({ channel }) => {
      await this.#turns.consume(current ?? socket.id).catch(() => {
        throw new Failure('too-many', 'You have changed that many times in a minute. Wait a little, then try again.');
      });
      assertOk(await service.submit({ kind: 'switch-channel', callId: current ?? '', channel }));
    });
    const submitOwn = async (kind: 'want-ring-back' | 'answer-ring-back') => {
      await this.#turns.consume(current ?? socket.id).catch(() => {
        throw new Failure('too-many', 'You have changed that many times in a minute. Wait a little, then try again.');
      });
      assertOk(await service.submit({ kind, callId: current ?? '' }));
      if (current) this.#show(current);
    };
    handle(socket, 'ring-me-back', z.object({}), log, () => submitOwn('want-ring-back'));
    handle(socket, 'am-back', z.object({}), log, () => submitOwn('answer-ring-back'));
    handle(socket, 'announcements', z.object({}), log, () => {
      const call = current === null ? undefined : mainOf(service.state, current);
      if (!call) throw new Failure('not-found', 'There is no such call');
      return { announcements: this.#options.announcements.told(call.queueId) };
    });
    handle(socket, 'move-up', z.object({}), log, async () => assertOk(await service.submit({ kind: 'move-up', callId: current ?? '' })));

    const propose = async ({ wants }: ProposeTalk) => {
      await this.#turns.consume(current ?? socket.id).catch(() => {
        throw new Failure('too-many', 'You have changed that many times in a minute. Wait a little, then try again.');
      });
      assertOk(await service.submit({ kind: 'propose-talk', callId: current ?? '', wants }));
    };
    handle(socket, 'propose-talk', ProposeTalk, log, propose);
    handle(socket, 'still-here', z.object({}), log, () => {
      if (current) this.#options.silence.stillHere(current);
    });

    handle(socket, 'say', Say, log, async (message) => {
      await gate.enter('text', { ...comerOf(), ...(current === null ? {} : { callId: current }) });
      return { text: await texts.sayAsCaller(current, message) };
    });
    handle(socket, 'texts-after', TextsAfter, log, ({ after }) => ({ texts: texts.afterForCaller(current, after) }));

    socket.on('disconnect', () => {
      if (!current || this.#attached.get(current)?.socket !== socket) return;
      this.#attached.delete(current);
      service.submit({ kind: 'caller-away', callId: current, ...(pageGone && { page: true }) }).catch(() => {});
    });
  }

  /** Whom the customer knows already, where the queue asks for it. Not knowing it must never hold a call back. */
  async #lastAgentOf(queueId: QueueId, caller: Caller): Promise<AgentId | null> {
    const { service, lastAgentOf, log } = this.#options;
    if ((service.state.queues.get(queueId)?.preferredMs ?? 0) <= 0) return null;
    const { promise: tooLong, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(() => resolve(null), LAST_AGENT_LIMIT_MS);
    try {
      return await Promise.race([lastAgentOf(caller), tooLong]);
    } catch (error) {
      log.warn({ err: error }, 'Whom a caller talked to last could not be looked up');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Those whose line has moved. */
  #showMoved(): void {
    this.#showSoon = null;
    const moved = new Set(this.#moved);
    this.#moved.clear();
    this.#showWaiting(moved);
  }

  #showWaiting(queues: ReadonlySet<QueueId> | null = null): void {
    const { state } = this.#options.service;
    for (const callId of this.#attached.keys()) {
      const call = mainOf(state, callId);
      if (call?.state.kind === 'queued' && (queues === null || queues.has(call.queueId))) this.#show(callId);
    }
  }

  #show(callId: CallId): void {
    const attached = this.#attached.get(callId);
    const view = attached && this.#view(callId);
    if (!view) return;
    const shown = shownOf(view.call);
    if (shown === attached.shown) return;
    attached.shown = shown;
    this.#note(callId, view.told);
    attached.socket.emit('call', view.call);
    if (view.call.phase.kind === 'ended') this.#attached.delete(callId);
  }

  #note(callId: CallId, told: Told | null): void {
    if (told) this.#told.set(callId, told);
    else this.#told.delete(callId);
  }

  /** `told`: of one who waits. */
  #view(callId: CallId): { call: WidgetCall; told: Told | null } | null {
    const { service, tickets, listenersHeard, silence } = this.#options;
    const { state, settings } = service;
    const now = service.now();
    this.#rev += 1;
    const base = { rev: this.#rev, now, callId };
    const call = mainOf(state, callId);
    if (!call) {
      const ended = this.#known.endOf(callId) ?? endFrom(state, callsIn(state, callId));
      if (!ended) return null;
      return {
        call: { ...base, queueName: ended.queueName, channel: null, takesTexts: false, phase: ended.phase, ticket: '' },
        told: null,
      };
    }
    const { name: queueName = call.queueId, takesTexts = false } = state.queues.get(call.queueId) ?? {};
    const told = call.state.kind === 'queued' ? this.#tell(call, now) : null;
    const line = told === null ? NOT_IN_LINE : { ...placeIn(told.standing), news: told.news };
    const phase = widgetPhase(state, call, line, settings, listenersHeard(callId), silence.endsAt(callId));
    const rev = waitsForAnswer(call) ? this.#options.announcements.revOf(call.queueId) : null;
    const announced = rev === null ? {} : { announced: rev };
    return { call: { ...base, queueName, channel: call.channel, takesTexts, phase, ticket: tickets.caller(callId), ...announced }, told };
  }

  /** What a waiting caller is to be told now, after what they were told before. */
  #tell(call: Call, now: number): Told {
    const { state, settings } = this.#options.service;
    const before = this.#told.get(call.conversationId) ?? null;
    const found = this.#line.of(call, state, now, settings);
    const estimatedWaitMs = calmWait(found.estimatedWaitMs, before?.waitMs ?? null);
    const standing = { ...found, estimatedWaitMs };
    const news = shownNews(before?.news ?? null, before?.standing ?? null, standing);
    return { standing, news, waitMs: estimatedWaitMs ?? before?.waitMs ?? null };
  }
}

const placeIn = ({ position, estimatedWaitMs }: Standing) => ({ position, estimatedWaitMs });
const NOT_IN_LINE = { position: 1, estimatedWaitMs: null };
/** What of a call a caller would notice. */
const shownOf = (call: WidgetCall) => JSON.stringify([call.phase, call.queueName, call.channel, call.ticket, call.announced]);
/** By voice, in line or while an agent is asked. */
const waitsForAnswer = ({ channel, state, ringBack }: Call) =>
  channel === 'voice' && (state.kind === 'queued' || state.kind === 'offered') && ringBack === null;
