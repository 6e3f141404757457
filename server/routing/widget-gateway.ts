import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Namespace, Socket } from 'socket.io';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { CallId } from '../protocol/common.ts';
import { CallKey, type RoutingToWidget, StartCall, type WidgetCall, type WidgetPhase, type WidgetToRouting } from '../protocol/widget.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import { hashKey, keyMatches, newSecret } from '../sockets/keys.ts';
import type { RoutingEvent } from './core/events.ts';
import type { RoutingState } from './core/model.ts';
import type { RoutingService } from './service.ts';
import type { TicketBook } from './tickets.ts';
import { positions, widgetPhase } from './views.ts';

type WidgetSocket = Socket<WidgetToRouting, RoutingToWidget>;

/** How long the end of a call is remembered for a caller who comes back late. */
const REMEMBER_END_MS = 120_000;

export interface WidgetGatewayOptions {
  namespace: Namespace;
  service: RoutingService;
  tickets: TicketBook;
  log: SocketLog;
  /** Calls that one address may start in a minute. */
  callsPerMinute: number;
  /** The caller's own address, also behind a proxy. */
  addressOf: (handshake: Socket['handshake']) => string;
}

/** Callers' sockets: starts calls, brings callers back to theirs, and shows each where it stands. */
export class WidgetGateway {
  readonly #options: WidgetGatewayOptions;
  readonly #starts: RateLimiterMemory;
  /** The one socket that each caller is connected by, and what it was shown last. */
  readonly #attached = new Map<CallId, { socket: WidgetSocket; shown: string }>();
  /** What must be known of a call after the core has forgotten it. */
  readonly #calls = new Map<CallId, { keyHash: string; queueName: string }>();
  readonly #ended = new Map<CallId, { keyHash: string; queueName: string; phase: WidgetPhase; at: number }>();
  #rev = 0;

  constructor(options: WidgetGatewayOptions) {
    this.#options = options;
    this.#starts = new RateLimiterMemory({ points: options.callsPerMinute, duration: 60 });
    options.namespace.on('connection', (socket: WidgetSocket) => this.#connected(socket));
  }

  /** The caller's farewell by HTTP, from a page that is being closed. */
  async leave({ callId, secret }: CallKey): Promise<void> {
    const call = this.#options.service.state.calls.get(callId);
    if (!call || !keyMatches(secret, call.keyHash)) throw new Failure('not-found', 'There is no such call');
    assertOk(await this.#options.service.submit({ kind: 'caller-left', callId }));
  }

  /** Shows each caller what these events changed for them. */
  deliver(events: readonly RoutingEvent[], state: RoutingState): void {
    for (const event of events) this.#rememberEnd(event, state);
    const { service } = this.#options;
    const places = positions(state, service.now(), service.settings);
    for (const [callId, attached] of this.#attached) {
      const call = this.#view(callId, places);
      if (!call) continue;
      const shown = shownOf(call);
      if (shown === attached.shown) continue;
      attached.shown = shown;
      attached.socket.emit('call', call);
      if (call.phase.kind === 'ended') this.#attached.delete(callId);
    }
  }

  #connected(socket: WidgetSocket): void {
    const { service, tickets, log } = this.#options;
    let current: CallId | null = null;
    let starting = false;
    let leaving = false;
    const attach = (callId: CallId): WidgetCall => {
      const before = this.#attached.get(callId);
      if (before && before.socket.id !== socket.id) before.socket.disconnect(true);
      const call = this.#view(callId);
      if (!call) throw new Failure('not-found', 'This call is over');
      current = callId;
      if (call.phase.kind !== 'ended') this.#attached.set(callId, { socket, shown: shownOf(call) });
      return call;
    };

    handle(socket, 'start', StartCall, log, async (message) => {
      const before = current && service.state.calls.get(current);
      if (starting || (before && before.state.kind !== 'wrapup')) throw new Failure('conflict', 'A call is in progress already');
      starting = true;
      leaving = false;
      try {
        await this.#starts.consume(this.#options.addressOf(socket.handshake)).catch(() => {
          throw new Failure('too-many', 'Too many calls were started from your address. Wait a minute, then try again.');
        });
        const { queueId, ...caller } = message;
        const key: CallKey = { callId: ulid(), secret: newSecret() };
        assertOk(await service.submit({ kind: 'start-call', callId: key.callId, queueId, caller, keyHash: hashKey(key.secret) }));
        await tickets.prepareCall(key.callId, service.state);
        // Nothing may be waited for between this and attaching: a socket that closes later is followed by `disconnect`.
        if (!socket.connected || leaving) {
          // Nobody has the key: nobody could ever come back to it.
          await service.submit({ kind: 'caller-left', callId: key.callId });
          throw new Failure('conflict', 'The call was left before it began');
        }
        return { key, call: attach(key.callId) };
      } finally {
        starting = false;
      }
    });

    handle(socket, 'resume', CallKey, log, async ({ callId, secret }) => {
      const keyHash = service.state.calls.get(callId)?.keyHash ?? this.#ended.get(callId)?.keyHash;
      if (!keyHash || !keyMatches(secret, keyHash)) throw new Failure('not-found', 'This call is over');
      const call = attach(callId);
      if (call.phase.kind !== 'ended') assertOk(await service.submit({ kind: 'caller-back', callId }));
      return { call };
    });

    handle(socket, 'leave', z.object({}), log, async () => {
      leaving = true;
      if (current) assertOk(await service.submit({ kind: 'caller-left', callId: current }));
    });

    socket.on('disconnect', () => {
      if (!current || this.#attached.get(current)?.socket !== socket) return;
      this.#attached.delete(current);
      service.submit({ kind: 'caller-away', callId: current }).catch(() => {});
    });
  }

  #view(callId: CallId, places?: Map<CallId, number>): WidgetCall | null {
    const { service, tickets } = this.#options;
    const { state, settings } = service;
    const now = service.now();
    this.#rev += 1;
    const call = state.calls.get(callId);
    if (!call) {
      const ended = this.#ended.get(callId);
      return ended ? { rev: this.#rev, now, callId, queueName: ended.queueName, phase: ended.phase, ticket: '' } : null;
    }
    const position = (places ?? positions(state, now, settings)).get(callId) ?? 1;
    const phase = widgetPhase(state, call, position, settings);
    return { rev: this.#rev, now, callId, queueName: queueNameOf(state, call.queueId), phase, ticket: tickets.caller(callId) };
  }

  #rememberEnd(event: RoutingEvent, state: RoutingState): void {
    const known = this.#calls.get('callId' in event ? event.callId : '');
    switch (event.kind) {
      case 'call-queued':
        this.#calls.set(event.callId, { keyHash: event.keyHash, queueName: queueNameOf(state, event.queueId) });
        return;
      case 'call-completed':
        this.#calls.delete(event.callId);
        return;
      case 'call-ended':
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled': {
        const call = state.calls.get(event.callId);
        const talkMs = call?.state.kind === 'wrapup' ? call.state.endedAt - call.state.connectedAt : 0;
        const kept = known ?? (call ? { keyHash: call.keyHash, queueName: queueNameOf(state, call.queueId) } : null);
        if (kept) this.#ended.set(event.callId, { ...kept, phase: { kind: 'ended', reason: event.reason, talkMs }, at: event.at });
        this.#calls.delete(event.callId);
        for (const [callId, { at }] of this.#ended) if (event.at - at > REMEMBER_END_MS) this.#ended.delete(callId);
        return;
      }
      default:
        return;
    }
  }

  /** Calls that a restart found, which no event of this run has introduced. */
  rememberCalls(state: RoutingState): void {
    for (const call of state.calls.values())
      this.#calls.set(call.id, { keyHash: call.keyHash, queueName: queueNameOf(state, call.queueId) });
  }
}

const queueNameOf = (state: RoutingState, queueId: string) => state.queues.get(queueId)?.name ?? queueId;
/** What of a call a caller would notice. */
const shownOf = (call: WidgetCall) => JSON.stringify([call.phase, call.ticket]);
