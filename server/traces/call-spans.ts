import type { Decision } from '../protocol/board.ts';
import type { CallId } from '../protocol/common.ts';
import type { CallTrace } from '../protocol/trace.ts';
import { happenedAt, type RoutingEvent } from '../routing/core/events.ts';
import type { Call, Reservation } from '../routing/core/model.ts';
import { type Attributes, callSpanId, offerSpanId, spanIdOf, type TellSpan } from './span.ts';

/** When a batch of events was decided and stored, ms since the epoch. */
export interface BatchTimes {
  decidedFrom: number;
  storedFrom: number;
  storedTo: number;
}

type Stage = 'wait' | 'connect' | 'talk' | 'wrap-up';
interface Traced {
  trace: CallTrace;
  callId: CallId;
  from: number;
  /** What every span of the call has. */
  ids: Attributes;
  stage: { name: Stage; from: number; ids: Attributes } | null;
  offers: Map<string, Reservation>;
}
type Calls = { calls: ReadonlyMap<CallId, Call> };

/**
 * The routing server's spans of calls that are traced, made from what was stored, with its times. All of them have ids that follow
 * from the events, so that a server that takes over tells the rest of a call as the one before it would have.
 */
export class CallSpans {
  readonly #tell: TellSpan;
  readonly #calls = new Map<CallId, Traced>();

  constructor(tell: TellSpan) {
    this.#tell = tell;
  }

  /** Takes up calls that a start has found. */
  remember({ calls }: Calls): void {
    for (const call of calls.values()) {
      if (call.trace === undefined) continue;
      const { state } = call;
      const traced = begin(call.trace, { ...call, callId: call.id, from: call.enqueuedAt });
      this.#calls.set(call.id, traced);
      if (state.kind === 'queued') traced.stage = { name: 'wait', from: call.since, ids: {} };
      else if (state.kind === 'offered') for (const reservation of state.reservations) traced.offers.set(reservation.id, reservation);
      else {
        const ids = idsOf(state.reservation);
        if (state.kind === 'connecting') traced.stage = { name: 'connect', from: state.acceptedAt, ids };
        else if (state.kind === 'connected') traced.stage = { name: 'talk', from: state.connectedAt, ids };
        else traced.stage = { name: 'wrap-up', from: state.endedAt, ids };
      }
    }
  }

  /** @param calls as these events left them */
  take(events: readonly RoutingEvent[], { calls }: Calls, times: BatchTimes): void {
    const stored = new Map<Traced, string[]>();
    for (const event of events) {
      if (!('callId' in event)) continue;
      if (event.kind === 'call-queued') {
        const trace = event.trace ?? (event.sent && this.#calls.get(event.sent.previousId)?.trace);
        if (trace === undefined) continue;
        const { at: from, sent } = event;
        this.#calls.set(
          event.callId,
          begin(trace, { ...event, conversationId: sent?.conversationId ?? event.callId, role: sent?.role, from }),
        );
      }
      const traced = this.#calls.get(event.callId);
      if (traced === undefined) continue;
      stored.set(traced, [...(stored.get(traced) ?? []), event.kind]);
      this.#follow(traced, event, times);
    }
    for (const [traced, kinds] of stored) {
      const attributes = { 'store.events': kinds, 'store.batch': events.length };
      this.#span(traced, { name: 'store', from: times.storedFrom, to: times.storedTo, attributes, key: [String(times.storedFrom)] });
      // Whatever it ended by.
      if (!calls.has(traced.callId)) this.#end(traced, { at: times.storedTo, attributes: {} });
    }
  }

  #follow(traced: Traced, event: Extract<RoutingEvent, { callId: CallId }>, times: BatchTimes): void {
    const { at } = event;
    switch (event.kind) {
      case 'call-queued':
        return this.#stage(traced, { name: 'wait', from: at });
      case 'call-offered': {
        this.#stage(traced, null, at);
        const key = event.reservations.map(({ id }) => id);
        this.#span(traced, { name: 'decide', from: times.decidedFrom, to: times.storedFrom, attributes: decisionOf(event.decision), key });
        for (const reservation of event.reservations) traced.offers.set(reservation.id, reservation);
        return;
      }
      case 'offer-ended':
        return this.#offerOver(traced, event.reservationId, at, event.cause);
      case 'call-requeued':
        // Of one who had accepted, connecting is over.
        this.#stage(traced, null, at);
        this.#offerOver(traced, event.reservationId, at, event.cause);
        return this.#stage(traced, { name: 'wait', from: at });
      case 'call-accepted': {
        const accepted = traced.offers.get(event.reservationId);
        for (const { reservationId } of event.rescinded) this.#offerOver(traced, reservationId, at, 'rescinded');
        this.#offerOver(traced, event.reservationId, at, 'accepted');
        return this.#stage(traced, { name: 'connect', from: at, ids: accepted ? idsOf(accepted) : { 'agent.id': event.agentId } });
      }
      case 'call-connected':
      case 'call-moved-down':
        return this.#stage(traced, { name: 'talk', from: at });
      case 'call-moved-up':
        return this.#stage(traced, { name: 'connect', from: at });
      case 'call-ended':
        return this.#stage(traced, { name: 'wrap-up', from: happenedAt(event) });
      case 'call-completed':
        return this.#end(traced, { at: happenedAt(event), attributes: { outcome: 'completed' } });
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled':
        return this.#end(traced, { at, attributes: { outcome: event.kind.slice('call-'.length), reason: event.reason } });
    }
  }

  /** What it did is over, and this begins; null: nothing that has a span of its own. Who it is done with stays the same unless said. */
  #stage(traced: Traced, next: { name: Stage; from: number; ids?: Attributes } | null, at = next?.from ?? 0): void {
    const before = traced.stage;
    traced.stage = next && { ...next, ids: next.ids ?? (next.name === 'wait' ? {} : (before?.ids ?? {})) };
    if (before === null) return;
    const { name, from, ids } = before;
    this.#span(traced, { name, from, to: at, attributes: ids, key: [String(from)] });
  }

  #offerOver(traced: Traced, reservationId: string, at: number, outcome: string): void {
    const offer = traced.offers.get(reservationId);
    if (offer === undefined) return;
    traced.offers.delete(reservationId);
    const { trace, callId, ids } = traced;
    const span = {
      trace: trace.id,
      id: offerSpanId(trace.id, reservationId),
      parent: callSpanId(trace.id, callId),
      part: 'routing' as const,
    };
    this.#tell({ ...span, name: 'offer', from: offer.offeredAt, to: at, attributes: { ...ids, ...idsOf(offer), outcome } });
  }

  /** Twice is fine. */
  #end(traced: Traced, { at, attributes }: { at: number; attributes: Attributes }): void {
    if (!this.#calls.delete(traced.callId)) return;
    for (const reservationId of [...traced.offers.keys()]) this.#offerOver(traced, reservationId, at, 'call-over');
    this.#stage(traced, null, at);
    const { trace, callId, from, ids } = traced;
    const span = { trace: trace.id, id: callSpanId(trace.id, callId), parent: trace.parent, part: 'routing' as const };
    this.#tell({ ...span, name: 'call', from, to: at, attributes: { ...ids, ...attributes } });
  }

  #span(
    { trace, callId, ids }: Traced,
    { name, key, attributes, ...times }: { name: string; key: string[]; from: number; to: number; attributes: Attributes },
  ): void {
    const id = spanIdOf(trace.id, name, callId, ...key);
    const parent = callSpanId(trace.id, callId);
    this.#tell({ trace: trace.id, id, parent, name, part: 'routing', ...times, attributes: { ...ids, ...attributes } });
  }
}

function begin(
  trace: CallTrace,
  call: Pick<Call, 'conversationId' | 'queueId'> & { callId: CallId; from: number; channel?: string; role?: string | undefined },
): Traced {
  const { callId, conversationId, queueId, channel = 'voice', role = 'main', from } = call;
  const ids = { 'call.id': callId, 'conversation.id': conversationId, 'queue.id': queueId, channel, role };
  // What an agent asked for is a part of the conversation's first call.
  const parent = conversationId === callId ? trace.parent : callSpanId(trace.id, conversationId);
  return { trace: { id: trace.id, parent }, callId, from, ids, stage: null, offers: new Map() };
}

const idsOf = ({ agentId, centerId }: Reservation): Attributes => ({ 'agent.id': agentId, 'center.id': centerId });

/** How many could have had it, and by what it was given to whom. */
function decisionOf({ strategy, chosen, candidates, passedOver, unnamed, reasons, centers }: Decision): Attributes {
  return {
    'decision.strategy': strategy,
    'decision.chosen': chosen,
    'decision.candidates': candidates.length + unnamed.candidates,
    'decision.passed_over': passedOver.length + unnamed.passedOver,
    'decision.reasons': reasons?.[0]?.map(({ kind }) => kind),
    'decision.centers_refused': centers.flatMap(({ centerId, refused }) => (refused === null ? [] : [centerId])),
  };
}
