import type { CallId } from '../../protocol/common.ts';
import type { RoutingEvent } from './events.ts';
import type { RoutingFacts } from './model.ts';

/**
 * Knows the conversation of each call that an agent has asked for, also in the event that ends it: what carries events out
 * sees the state only after a whole batch of them.
 */
export class ConversationBook {
  readonly #of = new Map<CallId, CallId>();

  /** Calls that a start finds, which no event of this run has introduced. */
  remember(state: Readonly<RoutingFacts>): void {
    for (const call of state.calls.values()) if (call.previousId !== null) this.#of.set(call.id, call.conversationId);
  }

  /** Takes an event, and tells which conversation it is about; null: none. Events are to be taken in their order, each once. */
  take(event: RoutingEvent): CallId | null {
    if (!('callId' in event)) return null;
    if (event.kind === 'call-queued' && event.sent) this.#of.set(event.callId, event.sent.conversationId);
    const conversationId = this.#of.get(event.callId) ?? event.callId;
    if (ENDS.has(event.kind)) this.#of.delete(event.callId);
    return conversationId;
  }
}

const ENDS: ReadonlySet<RoutingEvent['kind']> = new Set(['call-completed', 'call-abandoned', 'call-failed', 'call-canceled']);
