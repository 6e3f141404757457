import { type Channel, exhausted } from '../../protocol/common.ts';
import { callIdOf, happenedAt, type RoutingEvent } from '../../routing/core/events.ts';
import { type LiveReservation, LiveReservations } from './live.ts';
import { ReportRows } from './report-rows.ts';
import { filled, iso } from './rows.ts';

/**
 * What `tandem_append` stores: events, and what all of them together make of the tables for looking things up. Many events
 * about one call, reservation or agent are one row here. Times are ISO texts; what is left out or null is left as it is.
 */
export interface Batch extends Partial<ReturnType<ReportRows['rows']>> {
  /** `seq` of the event that the log must end with. */
  after: string;
  /** What the log finds events by. The events themselves go beside the batch, since the database needs not look into them. */
  events: { at: number; kind: string; callId: string | null }[];
  newCalls?: CallRow[];
  calls?: CallChange[];
  newReservations?: ReservationRow[];
  reservations?: ReservationChange[];
  /** Claims that must be held, and are given up before others are taken. */
  released?: Pick<LiveReservation, 'agentId' | 'channel' | 'slot' | 'token'>[];
  /** Claims on slots that must be free. */
  claimed?: { agentId: string; channel: string; slot: number; callId: string; reservationId: string; token: number }[];
}

interface CallRow extends CallChange {
  callerName: string;
  callerEmail: string | null;
  customerId: string | null;
  page: string | null;
  question: string | null;
  verified: boolean;
  verifiedIn?: string[];
  context?: Record<string, unknown>;
  keyHash: string;
  conversationId: string;
  previousId: string | null;
  role: string;
  waited: boolean;
  enqueuedAt: string;
  estimatedWaitMs: number | null;
}

interface CallChange {
  id: string;
  channel?: Channel;
  queueId?: string;
  state?: string;
  reason?: string;
  role?: string;
  waited?: boolean;
  /** The first ever counts. */
  offeredAt?: string;
  connectedAt?: string;
  endedAt?: string;
  completedAt?: string;
  answeredAt?: string | null;
  agentId?: string | null;
  centerId?: string | null;
  /** It went back to the queue: `answeredAt`, `agentId` and `centerId` are as given here, also when they are null. */
  backInLine?: boolean;
}

interface ReservationRow {
  id: string;
  callId: string;
  agentId: string;
  centerId: string;
  token: number;
  state: string;
  offeredAt: string;
  expiresAt: string;
  endedAt: string | null;
}

/** It must not have ended, and must be pending when it is accepted here. */
interface ReservationChange {
  id: string;
  state: string;
  endedAt: string | null;
  accepting: boolean;
}

/**
 * The net effect of events in their order. `live` is brought along with them.
 * @throws ClaimLost when an event does not fit the live reservations
 */
export function buildBatch(after: bigint, events: readonly RoutingEvent[], live: LiveReservations): Batch {
  const builder = new BatchBuilder(live);
  for (const event of events) builder.add(event);
  const heads = events.map((event) => ({ at: event.at, kind: event.kind, callId: callIdOf(event) }));
  return { after: after.toString(), events: heads, ...builder.parts() };
}

class BatchBuilder {
  readonly #live: LiveReservations;
  readonly #newCalls = new Map<string, CallRow>();
  readonly #calls = new Map<string, CallChange>();
  readonly #newReservations = new Map<string, ReservationRow>();
  readonly #reservations = new Map<string, ReservationChange>();
  readonly #claimed = new Map<string, LiveReservation>();
  readonly #released: LiveReservation[] = [];
  readonly #reports = new ReportRows();
  /** Of calls that a center took alone: what is over when it is told holds no claims. */
  #told: BatchBuilder | null = null;

  constructor(live: LiveReservations) {
    this.#live = live;
  }

  add({ toldBy, ...event }: RoutingEvent): void {
    if (toldBy === undefined) return this.#add(event as RoutingEvent);
    this.#told ??= new BatchBuilder(new LiveReservations([]));
    this.#told.add(event as RoutingEvent);
  }

  #add(event: RoutingEvent): void {
    switch (event.kind) {
      case 'center-reported':
        for (const { id, capacity } of event.agents) this.#live.setCapacity(id, capacity);
        this.#reports.add(event);
        return;
      case 'call-queued': {
        const { callId: id, queueId, keyHash, estimatedWaitMs, sent, scheduled, instead, channel = 'voice' } = event;
        const { conversationId = id, previousId = null, role = 'main' } = sent ?? {};
        const lineage = { conversationId, previousId, role, waited: role === 'main' && scheduled === undefined && instead === undefined };
        const { name: callerName, email: callerEmail, verified = false, ...said } = event.caller;
        const caller = { channel, callerName, callerEmail, verified, ...said, keyHash };
        this.#newCalls.set(id, { id, queueId, state: 'queued', ...lineage, ...caller, enqueuedAt: iso(event.at), estimatedWaitMs });
        return;
      }
      case 'call-moved':
        this.#call(event.callId, { queueId: event.queueId });
        return;
      case 'call-offered': {
        for (const reservation of event.reservations) this.#reserve(event.callId, reservation, event.channel ?? 'voice');
        const [best] = event.reservations;
        this.#call(event.callId, { state: 'offered', agentId: best?.agentId, centerId: best?.centerId, offeredAt: iso(event.at) });
        return;
      }
      case 'call-accepted': {
        for (const { reservationId } of event.rescinded) this.#end(reservationId, 'rescinded', event.at);
        const { agentId, centerId } = this.#live.get(event.reservationId);
        this.#reservation(event.reservationId, { state: 'accepted', accepting: true });
        this.#call(event.callId, { state: 'connecting', agentId, centerId, answeredAt: iso(event.at) });
        return;
      }
      case 'offer-ended': {
        this.#end(event.reservationId, event.end, event.at);
        const [next] = this.#live.ofCall(event.callId);
        this.#call(event.callId, { agentId: next?.agentId, centerId: next?.centerId });
        return;
      }
      case 'call-requeued':
        this.#end(event.reservationId, event.end, event.at);
        this.#call(event.callId, { state: 'queued', agentId: null, centerId: null, answeredAt: null, backInLine: true });
        return;
      case 'call-switched':
        this.#call(event.callId, { channel: event.channel });
        return;
      case 'call-moved-up':
        this.#move(event.callId, 'voice');
        this.#call(event.callId, { state: 'connecting', channel: 'voice' });
        return;
      case 'call-moved-down':
        this.#move(event.callId, 'text');
        this.#call(event.callId, { state: 'connected', channel: 'text' });
        return;
      case 'call-connected':
        this.#call(event.callId, { state: 'connected', ...(event.again !== true && { connectedAt: iso(event.at) }) });
        return;
      case 'call-ended':
        this.#call(event.callId, { state: 'wrapup', endedAt: iso(happenedAt(event)), reason: event.reason });
        return;
      case 'call-completed':
        this.#endAll(event.callId, 'completed', event.at);
        this.#call(event.callId, { state: 'completed', completedAt: iso(happenedAt(event)) });
        return;
      case 'call-abandoned':
      case 'call-failed':
      case 'call-canceled': {
        const at = iso(event.at);
        this.#endAll(event.callId, 'canceled', event.at);
        this.#call(event.callId, { state: event.kind.slice('call-'.length), endedAt: at, completedAt: at, reason: event.reason });
        return;
      }
      case 'call-joined':
        this.#call(event.callId, { role: 'joined' });
        return;
      case 'call-promoted':
        this.#call(event.callId, { role: 'main', ...(event.waited && { waited: true }) });
        return;
      case 'configured':
        for (const { id, limits } of event.centers) this.#live.setTextCapacity(id, limits.textCapacity);
        return;
      // In the log alone.
      case 'server-started':
      case 'center-silent':
      case 'call-widened':
      case 'call-prioritized':
      case 'preference-over':
      case 'call-unbound':
      case 'talk-asked':
      case 'talk-proposed':
      case 'talk-withdrawn':
      case 'talk-declined':
      case 'ring-back-wanted':
      case 'ring-back-rung':
      case 'ring-back-missed':
      case 'ring-back-resumed':
      case 'ring-back-answered':
      case 'call-held':
      case 'call-resumed':
      case 'call-silenced':
      case 'ask-ended':
      case 'caller-away':
      case 'caller-back':
      case 'agent-away':
      case 'agent-back':
      case 'audio-seen':
      case 'conversation-rated':
      case 'message-left':
      case 'callback-booked':
      case 'callback-canceled':
      case 'callback-missed':
      case 'caller-blocked':
        return;
      default:
        exhausted(event);
    }
  }

  /** The parts that are not empty. */
  parts(): Omit<Batch, 'after' | 'events'> {
    const told = this.#told?.parts();
    const claimed = [...this.#claimed.values()].map(({ id, ...claim }) => ({ ...claim, reservationId: id }));
    return {
      ...filled('newCalls', [...this.#newCalls.values(), ...(told?.newCalls ?? [])]),
      ...filled('calls', [...this.#calls.values()]),
      // The center numbers its own by itself: here they come after nobody's.
      ...filled('newReservations', [
        ...this.#newReservations.values(),
        ...(told?.newReservations ?? []).map((one) => ({ ...one, token: -one.token })),
      ]),
      ...filled('reservations', [...this.#reservations.values()]),
      ...filled('released', this.#released),
      ...filled('claimed', claimed),
      ...this.#reports.rows(),
    };
  }

  #call(id: string, change: Omit<CallChange, 'id'>): void {
    const known = this.#newCalls.get(id) ?? this.#calls.get(id);
    if (known) Object.assign(known, change, { offeredAt: known.offeredAt ?? change.offeredAt });
    else this.#calls.set(id, { id, ...change });
  }

  #reserve(
    callId: string,
    { id, token, agentId, centerId, offeredAt, expiresAt }: Omit<LiveReservation, 'slot' | 'channel' | 'callId'> & Lease,
    channel: Channel,
  ): void {
    this.#claimed.set(id, this.#live.take({ id, callId, agentId, centerId, token, channel }));
    const times = { offeredAt: iso(offeredAt), expiresAt: iso(expiresAt), endedAt: null };
    this.#newReservations.set(id, { id, callId, agentId, centerId, token, state: 'pending', ...times });
  }

  /** Its claim is on a slot of the other channel from now on. */
  #move(callId: string, channel: Channel): void {
    for (const { id } of this.#live.ofCall(callId)) {
      const { from, to } = this.#live.move(id, channel);
      if (!this.#claimed.has(id)) this.#released.push(from);
      this.#claimed.set(id, to);
    }
  }

  #reservation(id: string, change: { state: string; endedAt?: string; accepting?: boolean }): void {
    const made = this.#newReservations.get(id);
    const { state, endedAt = null, accepting = false } = change;
    if (made) Object.assign(made, { state, endedAt });
    else this.#reservations.set(id, { id, state, endedAt, accepting: accepting || (this.#reservations.get(id)?.accepting ?? false) });
  }

  #end(id: string, state: string, at: number): void {
    const ended = this.#live.release(id);
    // Taken and given up within the batch: the database never hears of it.
    if (!this.#claimed.delete(id)) this.#released.push(ended);
    this.#reservation(id, { state, endedAt: iso(at) });
  }

  #endAll(callId: string, state: string, at: number): void {
    for (const { id } of this.#live.ofCall(callId)) this.#end(id, state, at);
  }
}

interface Lease {
  offeredAt: number;
  expiresAt: number;
}
