import type { AgentId, CallId, CenterId, Channel, ReservationId } from '../../protocol/common.ts';
import { NO_LIMITS } from '../../protocol/queue.ts';
import { ClaimLost } from './errors.ts';

/** A reservation that is pending or accepted, and the slot of its agent that it holds. */
export interface LiveReservation {
  id: ReservationId;
  callId: CallId;
  agentId: AgentId;
  centerId: CenterId;
  token: number;
  /** By which they are in touch, or are to be: each channel has slots of its own. */
  channel: Channel;
  slot: number;
}

/**
 * The live reservations as the writer believes them: which slots are free, and what a call's end releases. The database
 * checks each belief when the batch is stored.
 */
export class LiveReservations {
  readonly #byId = new Map<ReservationId, LiveReservation>();
  readonly #byCall = new Map<CallId, LiveReservation[]>();
  /** By agent and channel. */
  readonly #slots = new Map<string, Set<number>>();
  /** Text conversations at once, by center, as its limits say; three where nothing has been said. */
  readonly #texts = new Map<CenterId, number>();
  /** Calls by voice at once, as reported; one where nothing has been reported. */
  readonly #capacity = new Map<AgentId, number>();

  constructor(live: readonly LiveReservation[]) {
    for (const reservation of live) this.#add(reservation);
  }

  setCapacity(agentId: AgentId, capacity: number): void {
    if (capacity === 1) this.#capacity.delete(agentId);
    else this.#capacity.set(agentId, capacity);
  }

  setTextCapacity(centerId: CenterId, capacity: number | undefined): void {
    if (capacity !== undefined) this.#texts.set(centerId, capacity);
  }

  get(id: ReservationId): LiveReservation {
    const found = this.#byId.get(id);
    if (!found) throw new ClaimLost(`There is no live reservation ${id}`);
    return found;
  }

  ofCall(callId: CallId): readonly LiveReservation[] {
    return this.#byCall.get(callId) ?? [];
  }

  /**
   * Takes the agent's lowest free slot.
   * @throws ClaimLost when the agent has as many calls as they may
   */
  take(reservation: Omit<LiveReservation, 'slot'>): LiveReservation {
    const { agentId, id, channel, centerId } = reservation;
    const taken = this.#slots.get(`${agentId} ${channel}`);
    const capacity = channel === 'voice' ? (this.#capacity.get(agentId) ?? 1) : (this.#texts.get(centerId) ?? NO_LIMITS.textCapacity);
    let slot = 0;
    while (taken?.has(slot)) slot += 1;
    if (slot >= capacity) throw new ClaimLost(`Agent ${agentId} has no slot free for ${id}: calls at once are ${capacity}`);
    const live = { ...reservation, slot };
    this.#add(live);
    return live;
  }

  release(id: ReservationId): LiveReservation {
    const live = this.get(id);
    this.#byId.delete(id);
    const others = this.ofCall(live.callId).filter((other) => other.id !== id);
    if (others.length > 0) this.#byCall.set(live.callId, others);
    else this.#byCall.delete(live.callId);
    const key = `${live.agentId} ${live.channel}`;
    const slots = this.#slots.get(key);
    slots?.delete(live.slot);
    if (slots?.size === 0) this.#slots.delete(key);
    return live;
  }

  /** The same call, now by another channel. @throws ClaimLost when its agent has no slot free for that */
  move(id: ReservationId, channel: Channel): { from: LiveReservation; to: LiveReservation } {
    const { slot: _, ...live } = this.get(id);
    const from = this.release(id);
    return { from, to: this.take({ ...live, channel }) };
  }

  #add(live: LiveReservation): void {
    this.#byId.set(live.id, live);
    this.#byCall.set(live.callId, [...this.ofCall(live.callId), live]);
    const key = `${live.agentId} ${live.channel}`;
    const slots = this.#slots.get(key);
    if (slots) slots.add(live.slot);
    else this.#slots.set(key, new Set([live.slot]));
  }
}
