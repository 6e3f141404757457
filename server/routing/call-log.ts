import type { CallId } from '../protocol/common.ts';
import { callIdOf, type RoutingEvent, type RoutingEventKind } from './core/events.ts';
import type { Call } from './core/model.ts';
import type { RoutingState } from './core/state.ts';

/** What a call lives through, in the words of the log. What is not here would make the log long, and is in the event log. */
const SENTENCES: Partial<Record<RoutingEventKind, string>> = {
  'call-queued': 'A call waits',
  'call-moved': 'A call waits in another queue',
  'call-offered': 'A call is offered',
  'offer-ended': 'One of several offers of a call is over',
  'call-requeued': 'The offer of a call is over, and it waits again',
  'call-accepted': 'A call is accepted',
  'call-connected': 'A call is connected',
  'call-ended': 'A call has ended',
  'call-completed': 'A call is written up',
  'call-abandoned': 'The caller has left before an answer',
  'call-failed': 'A call has failed',
  'call-canceled': 'A call was sent away by rule',
  'center-silent': 'A center is silent, and gets no offers',
};

export interface LogLine {
  details: Readonly<Record<string, string>>;
  message: string;
}

type Known = Pick<Call, 'conversationId' | 'queueId' | 'trace'>;

/** Writes the steps of calls into the log. The line of a call's end has the same ids as those before it. */
export class CallLog {
  readonly #write: (line: LogLine) => void;
  readonly #known = new Map<CallId, Known>();

  /** @param state with calls that a start has found */
  constructor(state: Pick<RoutingState, 'calls'>, write: (line: LogLine) => void) {
    this.#write = write;
    for (const call of state.calls.values()) this.#known.set(call.id, call);
  }

  take(events: readonly RoutingEvent[], state: Pick<RoutingState, 'calls' | 'agents'>): void {
    const over = new Set<CallId>();
    for (const event of events) {
      const callId = callIdOf(event);
      const call = callId === null ? undefined : state.calls.get(callId);
      if (callId !== null && call) this.#known.set(callId, call);
      // One that began and was over in one batch.
      else if (event.kind === 'call-queued')
        this.#known.set(event.callId, {
          conversationId: event.callId,
          ...event.sent,
          queueId: event.queueId,
          ...(event.trace && { trace: event.trace }),
        });
      for (const line of linesOf(event, state, callId === null ? undefined : this.#known.get(callId))) this.#write(line);
      if (callId !== null && !call) over.add(callId);
    }
    for (const callId of over) this.#known.delete(callId);
  }
}

/**
 * The lines of an event: by its ids a call is found in the log, and what a center had to do with it. Names nobody. Pure.
 * @param call as it is, or was last
 */
export function linesOf(event: RoutingEvent, state: Pick<RoutingState, 'agents'>, call: Known | undefined): LogLine[] {
  const message = SENTENCES[event.kind];
  if (message === undefined) return [];
  if (event.kind === 'center-silent') return [{ message, details: { event: event.kind, centerId: event.centerId } }];
  if (!('callId' in event)) return [];
  const { kind, callId } = event;
  const queueId = 'queueId' in event ? event.queueId : call?.queueId;
  const why = { ...('reason' in event && { reason: event.reason }), ...('cause' in event && { cause: event.cause }) };
  const ids = {
    ...{ event: kind, callId },
    ...(call && call.conversationId !== callId && { conversationId: call.conversationId }),
    ...(queueId !== undefined && { queueId }),
    ...(call?.trace && { traceId: call.trace.id }),
    ...why,
  };
  if (kind === 'call-offered')
    return event.reservations.map(({ agentId, centerId }) => ({ message, details: { ...ids, centerId, agentId } }));
  const agentIds = 'agentIds' in event ? event.agentIds : 'agentId' in event && event.agentId !== null ? [event.agentId] : [];
  if (agentIds.length === 0) return [{ message, details: ids }];
  return agentIds.map((agentId) => {
    const centerId = state.agents.get(agentId)?.centerId;
    return { message, details: { ...ids, ...(centerId !== undefined && { centerId }), agentId } };
  });
}
