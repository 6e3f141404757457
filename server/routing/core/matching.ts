import { centerRefusal } from './center-rules.ts';
import { Heap } from './heap.ts';
import type { Call } from './model.ts';
import { byTurn, type IndexedCall, type Pool } from './pool.ts';
import { ringBack } from './ring-back.ts';
import { type Choice, refusal, selectAgents, selectPreferred } from './select.ts';
import { emit, type Step } from './step.ts';

/** A call that may be offered now, and the free agent because of whom it is looked at. */
interface Turn {
  place: IndexedCall;
  agentId: string | null;
}

/**
 * Offers every call that can be offered now, in the order in which they are to be served (invariant 5).
 * Before the command no free agent could have had a waiting call, so only what the command has touched is looked at:
 * agents who have become free, and calls that have begun to wait or ask for less.
 */
export function offerWaitingCalls(step: Step): void {
  const { index, centers } = step.state;
  for (const centerId of index.relaxed) {
    const limits = centers.get(centerId)?.limits;
    if (limits && (limits.foreignShare < 1 || limits.protectServiceLevel !== null)) index.touchCenter(centerId);
  }
  index.relaxed.clear();
  if (index.touchedAgents.size === 0 && index.touchedCalls.size === 0) return;
  if (index.waiting > 0) {
    const turns = new Heap<Turn>((a, b) => byTurn(a.place, b.place) < 0);
    for (const callId of index.touchedCalls) {
      const place = index.placeOf(callId);
      if (place) turns.push({ place, agentId: null });
    }
    for (const agentId of index.touchedAgents) look(step, turns, agentId);
    for (let turn = turns.pop(); turn; turn = turns.pop()) {
      if (index.placeOf(turn.place.call.id) === turn.place) offer(step, turn.place.call);
      // Whoever is still free looks for the next.
      if (turn.agentId !== null) look(step, turns, turn.agentId, turn.place);
    }
  }
  index.touchedAgents.clear();
  index.touchedCalls.clear();
}

/** Puts in the first call in line that a free agent could have. @param after only calls behind this one */
function look(step: Step, turns: Heap<Turn>, agentId: string, after: IndexedCall | null = null): void {
  const { state } = step;
  const entry = state.index.agents.get(agentId);
  if (!entry) return;
  let best: IndexedCall | null = null;
  const consider = (place: IndexedCall) => {
    if (!entry.free[place.call.channel]) return false;
    if (after !== null && byTurn(place, after) <= 0) return false;
    if (refusal(state, place.call, entry.agent, step.now) !== null) return false;
    if (best === null || byTurn(place, best) < 0) best = place;
    return true;
  };
  for (const { pool } of entry.places) {
    if (pool.waiting.size === 0 || !entry.free[pool.need.channel] || !mayTake(step, pool, entry.agent.centerId)) continue;
    // The first that fits is the best of its line.
    for (const place of pool.waiting.items) if (consider(place) || (best !== null && byTurn(place, best) >= 0)) break;
  }
  for (const place of state.index.preferred.get(agentId)?.items ?? []) if (consider(place)) break;
  if (best !== null) turns.push({ place: best, agentId });
}

function mayTake(step: Step, pool: Pool, centerId: string): boolean {
  const center = step.state.centers.get(centerId);
  return center !== undefined && centerRefusal(step.state, center, pool.isForeignTo(centerId), step.now) === null;
}

function offer(step: Step, call: Call): void {
  const { state, now } = step;
  const queue = state.queues.get(call.queueId);
  const pool = queue && state.index.poolFor(state, call, call.widened);
  if (!queue || !pool) return;
  const choice: Choice | null =
    call.preferred === null
      ? selectAgents(state, pool, call, now, queue.offersAtOnce)
      : selectPreferred(state, pool, call, call.preferred.agentId, now);
  if (!choice) return;
  // Who has gone on with something else comes first, and then an agent: nobody stands reserved for a caller who may not come.
  if (call.ringBack !== null) return ringBack(step, call);
  emitOffer(step, call, choice, queue.offerTimeoutMs);
}

/** Offers a waiting call to those who were chosen for it. */
export function emitOffer(step: Step, call: Call, choice: Choice, offerTimeoutMs: number): void {
  const { state, now } = step;
  const reservations = choice.agents.map((agent, index) => {
    const token = state.nextToken + index;
    return {
      id: `${call.id}.${token}`,
      token,
      agentId: agent.id,
      centerId: agent.centerId,
      offeredAt: now,
      expiresAt: now + offerTimeoutMs,
    };
  });
  const { id: callId, channel } = call;
  emit(step, { kind: 'call-offered', callId, reservations, decision: choice.decision, ...(channel === 'text' && { channel }) });
}
