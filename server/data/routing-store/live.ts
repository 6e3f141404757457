import type { AgentId, CallId, CenterId, ReservationId } from '../../protocol/common.ts';
import { ClaimLost } from './errors.ts';

/** A reservation that is pending or accepted, and the slot of its agent that it holds. */
export interface LiveReservation {
  id: ReservationId;
  callId: CallId;
  agentId: AgentId;
  centerId: CenterId;
  token: number;
  slot: number;
}

/**
 * The live reservations as the writer believes them: which slots are free, and what a call's end releases. The database
 * checks each belief when the batch is stored.
 */
export class LiveReservations {
  readonly #byId = new Map<ReservationId, LiveReservation>();
  readonly #byCall = new Map<CallId, LiveReservation[]>();
  readonly #slots = new Map<AgentId, Set<number>>();
  /** Calls at once, as reported; one where nothing has been reported. */
  readonly #capacity = new Map<AgentId, number>();

  constructor(live: readonly LiveReservation[]) {
    for (const reservation of live) this.#add(reservation);
  }

  setCapacity(agentId: AgentId, capacity: number): void {
    if (capacity === 1) this.#capacity.delete(agentId);
    else this.#capacity.set(agentId, capacity);
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
    const { agentId, id } = reservation;
    const taken = this.#slots.get(agentId);
    const capacity = this.#capacity.get(agentId) ?? 1;
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
    const slots = this.#slots.get(live.agentId);
    slots?.delete(live.slot);
    if (slots?.size === 0) this.#slots.delete(live.agentId);
    return live;
  }

  #add(live: LiveReservation): void {
    this.#byId.set(live.id, live);
    this.#byCall.set(live.callId, [...this.ofCall(live.callId), live]);
    const slots = this.#slots.get(live.agentId);
    if (slots) slots.add(live.slot);
    else this.#slots.set(live.agentId, new Set([live.slot]));
  }
}
