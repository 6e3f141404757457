import { type CallTrace, type Traceparent, traceparentOf } from '../protocol/trace.ts';
import { callsIn } from '../routing/core/conversation.ts';
import type { Call } from '../routing/core/model.ts';
import type { RoutingState } from '../routing/core/state.ts';
import { callSpanId, offerSpanId } from './span.ts';

/** What others are told of a call's trace by the routing server; undefined where there is none. */

/** For an agent's center, of its offer. */
export function traceOfOffer({ trace }: Pick<Call, 'trace'>, reservationId: string): Traceparent | undefined {
  return trace && traceparentOf({ id: trace.id, parent: offerSpanId(trace.id, reservationId) });
}

/** For media, of the conversation: its first call's. */
export function traceOfRoom(state: RoutingState, conversationId: string): Traceparent | undefined {
  const trace = callsIn(state, conversationId).find((call): call is Call & { trace: CallTrace } => call.trace !== undefined)?.trace;
  return trace && traceparentOf({ id: trace.id, parent: callSpanId(trace.id, conversationId) });
}
