import { noteSettled } from './channels.ts';
import type { RoutingEvent } from './events.ts';
import type { Center } from './model.ts';
import { isFreeAtAll } from './routing-index.ts';
import type { RoutingState } from './state.ts';
import { doingOf, noteDoing } from './stats.ts';

type Of<K extends RoutingEvent['kind']> = Extract<RoutingEvent, { kind: K }>;

/** What events about centers, and about the server itself, do to the state. */

export function configured(state: RoutingState, event: Of<'configured'>): void {
  state.queues = new Map(event.queues.map((queue) => [queue.id, queue]));
  state.skills = new Map(event.skills.map(({ id, name }) => [id, name]));
  for (const { id, name, limits } of event.centers) {
    const known = state.centers.get(id);
    if (known) Object.assign(known, { name, limits });
    else
      state.centers.set(id, {
        id,
        name,
        limits,
        link: { kind: 'never' },
        epoch: '',
        seq: 0,
        volume: { waiting: 0, ringing: 0, talking: 0 },
      });
  }
  state.index.rebuild(state);
}

export function serverStarted(state: RoutingState, event: Of<'server-started'>): void {
  for (const center of state.centers.values())
    Object.assign(center, { link: { kind: 'never' }, epoch: '', seq: 0, volume: { waiting: 0, ringing: 0, talking: 0 } });
  state.startedAt = event.at;
  state.agents.clear();
  state.unsettled.clear();
  // The event stays as it is in the log, whatever is counted on.
  state.stats = structuredClone(event.stats);
  for (const call of state.calls.values()) {
    if (call.state.kind === 'connecting' || call.state.kind === 'connected' || call.state.kind === 'wrapup')
      noteDoing(state.stats, call.state.reservation.agentId, 'busy', event.at);
  }
  state.index.rebuild(state);
  state.index.startGraceUntil = event.at + state.index.settings.linkSilenceMs;
}

export function centerReported(state: RoutingState, event: Of<'center-reported'>): void {
  const { index } = state;
  const center = knownCenter(state, event);
  const wasUp = center.link.kind === 'up';
  center.link = { kind: 'up', heardAt: event.at };
  center.epoch = event.epoch;
  center.seq = event.seq;
  center.volume = event.volume;
  if (event.report === 'snapshot') {
    const reported = new Set(event.agents.map((agent) => agent.id));
    for (const agent of [...state.agents.values()]) {
      if (agent.centerId !== event.centerId || reported.has(agent.id)) continue;
      state.agents.delete(agent.id);
      noteDoing(state.stats, agent.id, 'away', event.at);
      index.agentChanged(state, agent.id);
    }
  }
  const answeredBefore = new Map<string, number | null>();
  for (const reported of event.agents) {
    // A copy: round trips are noted in it, and the event is not to change.
    const agent = { ...reported };
    answeredBefore.set(agent.id, state.agents.get(agent.id)?.answeredAt ?? null);
    state.agents.set(agent.id, agent);
    noteSettled(state, agent);
    if (!isOnCall(state, agent.id)) noteDoing(state.stats, agent.id, doingOf(agent.status), event.at);
  }
  index.agentsReported(state, event.agents);
  for (const [agentId, before] of answeredBefore) {
    index.agentChanged(state, agentId);
    touchIfBack(state, agentId, before, event.at);
  }
  for (const [agentId, answeredAt] of Object.entries(event.answered)) {
    const agent = state.agents.get(agentId);
    if (agent?.centerId !== event.centerId) continue;
    const before = agent.answeredAt;
    agent.answeredAt = answeredAt;
    if (before === null) index.agentChanged(state, agentId);
    touchIfBack(state, agentId, before, event.at);
  }
  if (!wasUp) index.lookForDeserted();
  if (!wasUp) for (const agent of state.agents.values()) if (agent.centerId === center.id) index.agentChanged(state, agent.id);
}

/** A workstation that had been silent for too long answers again: the agent may have what waits. */
function touchIfBack({ index }: RoutingState, agentId: string, answeredBefore: number | null, at: number): void {
  const wasSilent = answeredBefore === null || at - answeredBefore >= index.settings.roundTripLimitMs;
  const entry = index.agents.get(agentId);
  if (wasSilent && entry && isFreeAtAll(entry)) index.touchedAgents.add(agentId);
}

/** Whether an agent has accepted a call and is not done with it: time that counts as occupied. */
function isOnCall(state: RoutingState, agentId: string): boolean {
  for (const callId of state.callsOf.get(agentId) ?? []) {
    const kind = state.calls.get(callId)?.state.kind;
    if (kind === 'connecting' || kind === 'connected' || kind === 'wrapup') return true;
  }
  return false;
}

export function centerSilent(state: RoutingState, event: Of<'center-silent'>): void {
  const center = knownCenter(state, event);
  if (center.link.kind !== 'never') center.link = { kind: 'silent', heardAt: center.link.heardAt };
  for (const agent of state.agents.values()) if (agent.centerId === center.id) state.index.agentChanged(state, agent.id);
}

function knownCenter(state: RoutingState, event: Of<'center-reported' | 'center-silent'>): Center {
  const center = state.centers.get(event.centerId);
  if (!center) throw new Error(`Event ${event.kind} names an unknown center: ${event.centerId}`);
  return center;
}
