import type { CallId, QueueId } from '../protocol/common.ts';
import type { WidgetPhase } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import { queueName } from './conversation-view.ts';
import { ConversationBook } from './core/conversation-book.ts';
import type { RoutingEvent } from './core/events.ts';
import type { Call } from './core/model.ts';
import type { RoutingState } from './core/state.ts';

/** How long the end of a conversation is remembered for a caller who comes back late. */
const REMEMBER_END_MS = 120_000;
const END_LIMIT_MS = 5000;

interface KnownCall {
  keyHash: string;
  queueName: string;
  /** The call that has the caller: with it the conversation ends. */
  mainId: CallId;
  /** Since when they have talked to anybody. */
  talkingSince: number | null;
}
type EndedPhase = Extract<WidgetPhase, { kind: 'ended' }>;
export type EndedCall = Pick<KnownCall, 'keyHash' | 'queueName'> & { phase: EndedPhase; at: number };

/** What must be known of a conversation for its caller after the core has forgotten it: whose it was, and how it ended. */
export class KnownCalls {
  /** By conversation. */
  readonly #open = new Map<CallId, KnownCall>();
  /** Those that are open, by the hash of their key's secret. */
  readonly #byKey = new Map<string, CallId>();
  /** In the order in which they ended. */
  readonly #ended = new Map<CallId, EndedCall>();
  readonly #waiting = new Map<CallId, () => void>();
  readonly #conversations = new ConversationBook();
  /** The queue of each call that is not over. */
  readonly #queues = new Map<CallId, QueueId>();

  /** Calls that a start finds. */
  rememberAll(state: RoutingState): void {
    this.#conversations.remember(state);
    for (const call of state.calls.values()) {
      this.#queues.set(call.id, call.queueId);
      if (call.role !== 'main' || call.state.kind === 'wrapup') continue;
      const { id: mainId, keyHash, queueId } = call;
      const talkingSince = call.state.kind === 'connected' ? call.state.connectedAt : null;
      this.#open.set(call.conversationId, { keyHash, mainId, queueName: queueName(state, queueId), talkingSince });
      this.#byKey.set(keyHash, call.conversationId);
    }
  }

  /** The conversation that goes on and has this key; null: there is none. */
  openBy(keyHash: string): CallId | null {
    return this.#byKey.get(keyHash) ?? null;
  }

  endOf(conversationId: CallId): EndedCall | null {
    return this.#ended.get(conversationId) ?? null;
  }

  /** Resolves when the end of a conversation that is over has been taken. @throws Failure `unavailable` when that takes too long */
  async ended(conversationId: CallId): Promise<void> {
    if (this.#ended.has(conversationId)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Failure('unavailable', 'The call could not begin. Please try again.')), END_LIMIT_MS);
    this.#waiting.set(conversationId, resolve);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(conversationId);
    });
  }

  /** @returns the conversation that an event is about, and the queues whose lines it moves */
  take(event: RoutingEvent, state: RoutingState): { conversationId: CallId | null; moved: QueueId[] } {
    const conversationId = this.#conversations.take(event);
    if (conversationId === null || !('callId' in event)) return { conversationId: null, moved: [] };
    const before = this.#queues.get(event.callId);
    if (event.kind === 'call-queued' || event.kind === 'call-moved') this.#queues.set(event.callId, event.queueId);
    const after = this.#queues.get(event.callId);
    this.#note(event, conversationId, state);
    if (OVER.has(event.kind)) this.#queues.delete(event.callId);
    return { conversationId, moved: MOVES.has(event.kind) ? [before, after].filter((queueId) => queueId !== undefined) : [] };
  }

  #note(event: RoutingEvent, conversationId: CallId, state: RoutingState): void {
    const known = this.#open.get(conversationId);
    switch (event.kind) {
      case 'call-queued':
        if (!event.sent) {
          const { keyHash, queueId, callId: mainId } = event;
          this.#open.set(conversationId, { keyHash, mainId, queueName: queueName(state, queueId), talkingSince: null });
          this.#byKey.set(keyHash, conversationId);
        } else if (event.sent.role === 'main') this.#goTo(known, event.callId, state);
        return;
      case 'call-promoted':
        return this.#goTo(known, event.callId, state);
      case 'call-moved':
        if (known?.mainId === event.callId) this.#goTo(known, event.callId, state);
        return;
      case 'call-connected':
        if (known?.mainId === event.callId) known.talkingSince ??= event.at;
        return;
      case 'call-ended':
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled': {
        // The end of another call leaves the caller where they are.
        if (known?.mainId !== event.callId) return;
        const talkMs = known.talkingSince === null ? 0 : event.at - known.talkingSince;
        const wayOn = event.kind === 'call-canceled' ? event.wayOn : null;
        this.#end(conversationId, known, { kind: 'ended', reason: event.reason, talkMs, wayOn }, event.at);
        return;
      }
      default:
        return;
    }
  }

  /** From now on this call has the caller. */
  #goTo(known: KnownCall | undefined, mainId: CallId, state: RoutingState): void {
    const queueId = this.#queues.get(mainId);
    if (known) Object.assign(known, { mainId, queueName: queueId === undefined ? known.queueName : queueName(state, queueId) });
  }

  #end(conversationId: CallId, { keyHash, queueName }: KnownCall, phase: EndedPhase, at: number): void {
    this.#ended.set(conversationId, { keyHash, queueName, phase, at });
    this.#open.delete(conversationId);
    if (this.#byKey.get(keyHash) === conversationId) this.#byKey.delete(keyHash);
    for (const [id, ended] of this.#ended) {
      if (at - ended.at <= REMEMBER_END_MS) break;
      this.#ended.delete(id);
    }
    this.#waiting.get(conversationId)?.();
    this.#waiting.delete(conversationId);
  }
}

/** Events that move the line of a call's queue. */
const MOVES: ReadonlySet<RoutingEvent['kind']> = new Set([
  'call-queued',
  'call-moved',
  'call-prioritized',
  'call-widened',
  'call-offered',
  'call-requeued',
  'call-abandoned',
  'call-failed',
  'call-canceled',
]);
const OVER: ReadonlySet<RoutingEvent['kind']> = new Set(['call-completed', 'call-abandoned', 'call-failed', 'call-canceled']);

/** How a conversation ended that only wrap-up is left of; null when it is none of these. */
export function endFrom(state: RoutingState, calls: readonly Call[]): EndedCall | null {
  let end: EndedCall | null = null;
  for (const call of calls) {
    if (call.role !== 'main' || call.state.kind !== 'wrapup' || call.state.reason === 'transferred') continue;
    const { connectedAt, endedAt: at, reason } = call.state;
    const phase = { kind: 'ended', reason, talkMs: at - connectedAt, wayOn: null } as const;
    if (end === null || at >= end.at) end = { keyHash: call.keyHash, queueName: queueName(state, call.queueId), phase, at };
  }
  return end;
}
