import { CHANNELS } from '../../protocol/common.ts';
import { meets, normalized } from '../../protocol/skills.ts';
import { unavailability } from './availability.ts';
import { centerRefusal } from './center-rules.ts';
import { capacityOf } from './channels.ts';
import type { RoutingEvent } from './events.ts';
import { type Call, reservationsOf } from './model.ts';
import { needOf } from './need.ts';
import { BY_NAME } from './reasons.ts';
import { isBeingRung } from './ring-back.ts';
import type { RoutingState } from './state.ts';
import { effectivePriority } from './waiting.ts';

/**
 * The invariants of routing as checks that know nothing of the index: for tests, simulations and the fault harness.
 * Each returns what is wrong in words, or null.
 */

/** Invariant 1: nobody holds more live reservations and calls of a channel than their capacity. */
export function overbooked(state: RoutingState): string | null {
  const held = new Map<string, string[]>();
  for (const call of state.calls.values())
    for (const { agentId } of reservationsOf(call)) held.set(agentId, [...(held.get(agentId) ?? []), call.id]);
  for (const [agentId, calls] of held) {
    const agent = state.agents.get(agentId);
    for (const channel of CHANNELS) {
      const here = calls.filter((callId) => state.calls.get(callId)?.channel === channel);
      // Whose center has told nothing since a restart may have only what they had.
      const capacity = agent ? capacityOf(state, agent, channel) : here.length;
      if (here.length > capacity) return `${agentId} has ${here.join(', ')} by ${channel}, and can have ${capacity}`;
    }
    if ([...calls].sort().join() !== [...(state.callsOf.get(agentId) ?? [])].sort().join())
      return `callsOf ${agentId} is not ${calls.join(', ')}`;
  }
  for (const agentId of state.callsOf.keys()) if (!held.has(agentId)) return `callsOf ${agentId} names calls that they don't have`;
  return null;
}

/** Invariant 2, over a log: every reservation ends once, and of a call only one is accepted at a time. */
export class ReservationBook {
  readonly #live = new Map<string, { ids: Set<string>; accepted: string | null }>();
  readonly #ended = new Set<string>();

  /** @returns what is wrong with this event after those before it, or null */
  take(event: RoutingEvent): string | null {
    if (!('callId' in event)) return null;
    const { callId } = event;
    const live = this.#live.get(callId);
    switch (event.kind) {
      case 'call-offered':
        if (live) return `${callId} is offered while it has ${[...live.ids].join(', ')}`;
        this.#live.set(callId, { ids: new Set(event.reservations.map(({ id }) => id)), accepted: null });
        return event.reservations.length === 0 ? `${callId} is offered to nobody` : null;
      case 'call-accepted': {
        if (!live?.ids.has(event.reservationId) || live.accepted) return `${event.reservationId} is accepted, which is not an open offer`;
        for (const { reservationId } of event.rescinded) {
          const wrong = this.#end(callId, reservationId);
          if (wrong) return wrong;
        }
        live.accepted = event.reservationId;
        return live.ids.size === 1 ? null : `${callId} has other offers beside the accepted one`;
      }
      case 'offer-ended':
        return this.#end(callId, event.reservationId) ?? (live?.ids.size === 0 ? `${callId} is offered to nobody` : null);
      case 'call-requeued': {
        const wrong = this.#end(callId, event.reservationId);
        const left = this.#live.get(callId)?.ids.size ?? 0;
        this.#live.delete(callId);
        return wrong ?? (left > 0 ? `${callId} is back in the queue with ${left} offers` : null);
      }
      case 'call-completed':
      case 'call-abandoned':
      case 'call-failed': {
        for (const id of [...(live?.ids ?? [])]) {
          const wrong = this.#end(callId, id);
          if (wrong) return wrong;
        }
        this.#live.delete(callId);
        return null;
      }
      case 'call-canceled':
        return live ? `${callId} is canceled with an open offer` : null;
      default:
        return null;
    }
  }

  #end(callId: string, reservationId: string): string | null {
    if (!this.#live.get(callId)?.ids.delete(reservationId)) return `${reservationId} ends, which is not live`;
    if (this.#ended.has(reservationId)) return `${reservationId} ends twice`;
    this.#ended.add(reservationId);
    return null;
  }
}

/** Invariant 3: what was offered at this moment went to workstations that answered within the last 10 s, in centers that are heard. */
export function offeredToSilence(state: RoutingState, events: readonly RoutingEvent[], now: number): string | null {
  const { roundTripLimitMs, linkSilenceMs } = state.index.settings;
  for (const event of events) {
    if (event.kind !== 'call-offered') continue;
    for (const { agentId, centerId } of event.reservations) {
      const answeredAt = state.agents.get(agentId)?.answeredAt ?? null;
      if (answeredAt === null || now - answeredAt >= roundTripLimitMs) return `${agentId} was offered a call, silent since ${answeredAt}`;
      const link = state.centers.get(centerId)?.link;
      if (link?.kind !== 'up' || now - link.heardAt >= linkSilenceMs) return `${agentId} was offered a call, whose center is ${link?.kind}`;
    }
  }
  return null;
}

/** Invariant 5: of those who wait, nobody who could have had the agent of a new offer was before its caller in the line. */
export function overtaken(state: RoutingState, events: readonly RoutingEvent[], before: ReadonlySet<string>, now: number): string | null {
  const { settings } = state.index;
  for (const event of events) {
    if (event.kind !== 'call-offered' || isByName(event)) continue;
    const served = state.calls.get(event.callId);
    const queue = served && state.queues.get(served.queueId);
    if (!served || !queue || served.state.kind === 'queued') continue;
    const needed = JSON.stringify(needOf(queue, served));
    for (const call of state.calls.values()) {
      if (
        call.state.kind !== 'queued' ||
        !before.has(call.id) ||
        call.callerAwaySince !== null ||
        isBeingRung(call) ||
        call.preferred !== null
      )
        continue;
      const own = state.queues.get(call.queueId);
      if (!own || JSON.stringify(needOf(own, call)) !== needed) continue;
      const notFor = (agentId: string) =>
        wasPassedBy(call, agentId, now, settings.passedByMs) || isInIt(state, call, agentId) || isExcluded(state, call, agentId);
      if (event.reservations.every(({ agentId }) => notFor(agentId))) continue;
      const ahead = effectivePriority(state, call, now, settings) - effectivePriority(state, served, now, settings);
      if (ahead > 1e-9 || (Math.abs(ahead) <= 1e-9 && call.place < served.place)) return `${call.id} was overtaken by ${served.id}`;
    }
  }
  return null;
}

/** No free agent is left beside a waiting call that they could have, as of a moment at which time has been passed. */
export function leftWaiting(state: RoutingState, now: number): string | null {
  const { settings } = state.index;
  for (const call of state.calls.values()) {
    const queue = state.queues.get(call.queueId);
    if (call.state.kind !== 'queued' || call.callerAwaySince !== null || isBeingRung(call) || !queue) continue;
    const need = needOf(queue, call);
    for (const agent of state.agents.values()) {
      if (call.preferred !== null && call.preferred.agentId !== agent.id) continue;
      const center = state.centers.get(agent.centerId);
      if (!center || need.centers?.includes(center.id) === false || !meets(normalized(need.requirement), agent.skills)) continue;
      if (unavailability(state, agent, now, settings, call.channel) !== null || wasPassedBy(call, agent.id, now, settings.passedByMs))
        continue;
      if (isInIt(state, call, agent.id) || isExcluded(state, call, agent.id)) continue;
      const foreign = need.home !== null && !need.home.includes(center.id);
      if (centerRefusal(state, center, foreign, now) !== null) continue;
      return `${call.id} waits in ${queue.id}, and ${agent.id} is free for it`;
    }
  }
  return null;
}

/** What was offered now leaves every center within the share of its agents that it allows other centers' calls. */
export function beyondShare(state: RoutingState, events: readonly RoutingEvent[]): string | null {
  // Whom an agent asks for by name they get, also beyond what their center shares.
  const chosen = events.filter((event) => event.kind === 'call-offered' && !isByName(event));
  const offered = new Set(
    chosen.flatMap((event) => (event.kind === 'call-offered' ? event.reservations : [])).map(({ centerId }) => centerId),
  );
  for (const centerId of offered) {
    const { foreignShare = 1 } = state.centers.get(centerId)?.limits ?? {};
    if (foreignShare >= 1) continue;
    const signedIn = [...state.agents.values()].filter((agent) => agent.centerId === centerId && agent.status.kind !== 'offline').length;
    let foreign = 0;
    let fresh = false;
    for (const call of state.calls.values()) {
      const home = state.queues.get(call.queueId)?.centers ?? null;
      if (home === null || home.includes(centerId)) continue;
      foreign += reservationsOf(call).filter((one) => one.centerId === centerId).length;
      // What was given beyond the share before, by name or under another one, may stay.
      fresh ||= chosen.some(
        (event) => event.kind === 'call-offered' && event.callId === call.id && event.reservations.some((one) => one.centerId === centerId),
      );
    }
    if (fresh && foreign > foreignShare * signedIn)
      return `${centerId} has ${foreign} of other centers’ calls with ${signedIn} agents, and allows ${foreignShare}`;
  }
  return null;
}

/** Nobody is offered a call of a queue whose calls they do not take, unless an agent asks for them by name. */
export function offeredToExcluded(state: RoutingState, events: readonly RoutingEvent[]): string | null {
  for (const event of events) {
    const call = event.kind === 'call-offered' ? state.calls.get(event.callId) : undefined;
    if (event.kind !== 'call-offered' || !call || isByName(event)) continue;
    const excluded = event.reservations.find(({ agentId }) => isExcluded(state, call, agentId));
    if (excluded) return `${excluded.agentId} was offered ${call.id}, and takes no calls of ${call.queueId}`;
  }
  return null;
}

/** Nobody waits in a queue that a supervisor has closed. */
export function waitsInShut(state: RoutingState): string | null {
  for (const call of state.calls.values())
    if (call.state.kind === 'queued' && state.queues.get(call.queueId)?.closed === true)
      return `${call.id} waits in ${call.queueId}, which is closed`;
  return null;
}

/** Who wanted to be rung is offered to nobody before they have come. */
export function offeredWithoutCaller(state: RoutingState): string | null {
  for (const call of state.calls.values())
    if (call.ringBack !== null && call.state.kind !== 'queued') return `${call.id} is ${call.state.kind}, and its caller has not come`;
  return null;
}

/** Invariant 7: every decision of these events can be explained. */
export function unexplained(events: readonly RoutingEvent[]): string | null {
  for (const event of events) {
    if (event.kind !== 'call-offered') continue;
    const { decision, reservations } = event;
    const named = [...decision.candidates, ...decision.passedOver].map((one) => one.agentId);
    if (new Set(named).size !== named.length) return `somebody is named twice: ${named.join(', ')}`;
    if (decision.chosen.join() !== reservations.map(({ agentId }) => agentId).join()) return 'the chosen are not those who got the offers';
    if (decision.candidates[0]?.agentId !== decision.chosen[0]) return `the first candidate is not the chosen one`;
    if (!decision.passedOver.every(({ reason }) => reason.length > 0) || decision.why.length === 0) return 'a reason is missing';
    if (decision.reasons?.length !== decision.chosen.length || decision.reasons.some((reasons) => reasons.length === 0))
      return 'not each of the chosen is told why';
    if (!reservations.every(({ centerId }) => decision.centers.some((center) => center.centerId === centerId && center.refused === null)))
      return 'the age of a center’s data is missing';
  }
  return null;
}

const isByName = ({ decision }: Extract<RoutingEvent, { kind: 'call-offered' }>) => decision.why[0] === BY_NAME;

/** Whether an agent has another call of the same conversation. */
const isInIt = (state: RoutingState, { conversationId }: Call, agentId: string): boolean =>
  (state.callsOf.get(agentId) ?? []).some((callId) => state.calls.get(callId)?.conversationId === conversationId);

/** Whether an agent takes no calls of this call's queue. */
const isExcluded = (state: RoutingState, { queueId }: Call, agentId: string): boolean =>
  state.agents.get(agentId)?.excludedQueues?.includes(queueId) === true;

const wasPassedBy = (call: Call, agentId: string, now: number, passedByMs: number): boolean => {
  const at = call.passedBy.get(agentId);
  return at !== undefined && now - at < passedByMs;
};
