import type { CallId, QueueId } from '../protocol/common.ts';
import type { WidgetPhase } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import { callIdOf, type RoutingEvent } from './core/events.ts';
import type { RoutingState } from './core/state.ts';

/** How long the end of a call is remembered for a caller who comes back late. */
const REMEMBER_END_MS = 120_000;
const END_LIMIT_MS = 5000;

interface KnownCall {
  keyHash: string;
  queueId: QueueId;
  queueName: string;
}
type EndedCall = Pick<KnownCall, 'keyHash' | 'queueName'> & { phase: WidgetPhase; at: number };

/** What must be known of a call for its caller after the core has forgotten it: whose it was, and how it ended. */
export class KnownCalls {
  readonly #open = new Map<CallId, KnownCall>();
  /** In the order in which they ended. */
  readonly #ended = new Map<CallId, EndedCall>();
  readonly #waiting = new Map<CallId, () => void>();

  rememberAll(state: RoutingState): void {
    for (const call of state.calls.values())
      this.#open.set(call.id, { keyHash: call.keyHash, queueId: call.queueId, queueName: nameOf(state, call.queueId) });
  }

  endOf(callId: CallId): EndedCall | null {
    return this.#ended.get(callId) ?? null;
  }

  /** Resolves when the end of a call that is over has been taken. @throws Failure `unavailable` when that takes too long */
  async ended(callId: CallId): Promise<void> {
    if (this.#ended.has(callId)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Failure('unavailable', 'The call could not begin. Please try again.')), END_LIMIT_MS);
    this.#waiting.set(callId, resolve);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(callId);
    });
  }

  /** The queue whose line an event moves; null when it moves none. */
  queueOf(event: RoutingEvent): QueueId | null {
    switch (event.kind) {
      case 'call-queued':
        return event.queueId;
      case 'call-moved':
      case 'call-widened':
      case 'call-offered':
      case 'call-requeued':
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled':
        return this.#open.get(event.callId)?.queueId ?? null;
      default:
        return null;
    }
  }

  take(event: RoutingEvent, state: RoutingState): void {
    switch (event.kind) {
      case 'call-queued': {
        const { keyHash, queueId } = event;
        this.#open.set(event.callId, { keyHash, queueId, queueName: nameOf(state, queueId) });
        return;
      }
      case 'call-moved': {
        const known = this.#open.get(event.callId);
        if (known) Object.assign(known, { queueId: event.queueId, queueName: nameOf(state, event.queueId) });
        return;
      }
      case 'call-ended': {
        const call = state.calls.get(event.callId);
        const talkMs = call?.state.kind === 'wrapup' ? call.state.endedAt - call.state.connectedAt : 0;
        this.#end(event, { kind: 'ended', reason: event.reason, talkMs, wayOn: null });
        return;
      }
      case 'call-abandoned':
      case 'call-failed':
        this.#end(event, { kind: 'ended', reason: event.reason, talkMs: 0, wayOn: null });
        return;
      case 'call-canceled':
        this.#end(event, { kind: 'ended', reason: event.reason, talkMs: 0, wayOn: event.wayOn });
        return;
      case 'call-completed':
        this.#open.delete(event.callId);
        return;
      default:
        return;
    }
  }

  #end(event: RoutingEvent, phase: WidgetPhase): void {
    const callId = callIdOf(event) ?? '';
    const known = this.#open.get(callId);
    if (known) this.#ended.set(callId, { keyHash: known.keyHash, queueName: known.queueName, phase, at: event.at });
    this.#open.delete(callId);
    for (const [id, { at }] of this.#ended) {
      if (event.at - at <= REMEMBER_END_MS) break;
      this.#ended.delete(id);
    }
    this.#waiting.get(callId)?.();
    this.#waiting.delete(callId);
  }
}

const nameOf = (state: RoutingState, queueId: QueueId) => state.queues.get(queueId)?.name ?? queueId;
