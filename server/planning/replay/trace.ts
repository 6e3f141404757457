import type { PastCall, RoutingHistory } from '../../data/history.ts';
import { apply } from '../../routing/core/apply.ts';
import type { NewCall, RoutingEvent } from '../../routing/core/events.ts';
import { type Agent, reservationsOf } from '../../routing/core/model.ts';
import type { RoutingState } from '../../routing/core/state.ts';
import { doingOf } from '../../routing/core/stats.ts';
import type { Configure } from './policy.ts';

/** A stored stretch of time, ms: with its beginning, without its end. */
export interface Period {
  from: number;
  to: number;
}

/** A call of a stored period, with what is known of how it would go under another policy. Times in milliseconds. */
export interface TracedCall extends NewCall {
  id: string;
  at: number;
  /** Came before the period, and was still waiting: it is served, and not counted. */
  before: boolean;
  past: PastCall | null;
}

/** What an agent was from a moment on, apart from the calls that they were given. */
export interface StaffChange {
  at: number;
  agent: Agent;
  /** Ready for calls, or at work on one. */
  ready: boolean;
}

/** Everything of a stored period that a policy does not decide. */
export interface Trace extends Period {
  configured: { at: number; set: Configure }[];
  calls: TracedCall[];
  staff: StaffChange[];
  /** Agents who were on a call when the period began, and until when. */
  busyUntil: { agentId: string; until: number }[];
  /** When which agent was on a call in fact: from accepting to the end of wrap-up. */
  worked: { agentId: string; from: number; to: number }[];
}

/** Reads a stored period. */
export async function traceOf(history: Pick<RoutingHistory, 'startBefore' | 'events' | 'calls'>, { from, to }: Period): Promise<Trace> {
  const { state, seq } = await history.startBefore(from);
  const reader = new TraceReader(state, { from, to });
  for await (const { event } of history.events(seq, to)) reader.take(event);
  const trace = reader.end();
  const earliest = Math.min(from, ...trace.calls.map((call) => call.at));
  const past = new Map((await history.calls(earliest, to)).map((call) => [call.id, call]));
  for (const call of trace.calls) {
    call.past = past.get(call.id) ?? null;
    if (call.before) call.at = from;
  }
  return trace;
}

class TraceReader {
  readonly #state: RoutingState;
  readonly #trace: Trace;
  readonly #known = new Map<string, { what: string; agent: Agent }>();
  /** Who has accepted which call, and when. */
  readonly #accepted = new Map<string, { agentId: string; at: number }>();
  #begun = false;
  #lastAt = 0;

  constructor(state: RoutingState, { from, to }: Period) {
    this.#state = state;
    this.#trace = { from, to, configured: [], calls: [], staff: [], busyUntil: [], worked: [] };
  }

  take(event: RoutingEvent): void {
    this.#lastAt = event.at;
    if (!this.#begun && event.at >= this.#trace.from) this.#begin();
    apply(this.#state, event);
    if (!this.#begun) return;
    switch (event.kind) {
      case 'configured': {
        const { queues, skills, centers } = event;
        this.#trace.configured.push({ at: event.at, set: { kind: 'configure', queues, skills, centers } });
        return;
      }
      case 'call-queued': {
        const { callId, queueId, caller, keyHash, requirement, roundTrips, preferredAgentId, at, sent } = event;
        // Whom agents ask in comes of how they talk, which another policy does not tell; a caller who is sent on calls anew.
        if (sent && sent.role !== 'main') return;
        const brought = { queueId, caller, keyHash, requirement, roundTrips, preferredAgentId };
        this.#trace.calls.push({ id: callId, at, before: false, past: null, ...brought });
        return;
      }
      case 'call-accepted':
        this.#accepted.set(event.callId, { agentId: event.agentId, at: event.at });
        return;
      case 'call-requeued':
      case 'call-completed':
      case 'call-abandoned':
      case 'call-failed':
        this.#done(event.callId, event.at);
        return;
      case 'center-reported':
        if (event.report === 'snapshot') this.#noteStaff(event.at);
        else for (const { id } of event.agents) this.#noteAgent(event.at, id);
        return;
      case 'center-silent':
      case 'server-started':
        this.#noteStaff(event.at);
        return;
      default:
        return;
    }
  }

  end(): Trace {
    if (!this.#begun) this.#begin();
    // Nothing is known of what comes after the log, least of all that everybody stayed as they were.
    this.#trace.to = Math.max(this.#trace.from, Math.min(this.#trace.to, this.#lastAt + 1));
    for (const callId of [...this.#accepted.keys()]) this.#done(callId, this.#trace.to);
    return this.#trace;
  }

  /** The period begins: what is there at this moment is where it starts from. */
  #begin(): void {
    this.#begun = true;
    const { from } = this.#trace;
    const { queues, skills, centers, calls } = this.#state;
    const set: Configure = {
      kind: 'configure',
      queues: [...queues.values()],
      skills: [...skills].map(([id, name]) => ({ id, name })),
      centers: [...centers.values()].map(({ id, name, limits }) => ({ id, name, limits })),
    };
    this.#trace.configured.push({ at: from, set });
    this.#noteStaff(from);
    for (const call of calls.values()) {
      if (call.state.kind === 'queued' || call.state.kind === 'offered') {
        if (call.role !== 'main') continue;
        const { id, queueId, caller, keyHash, requirement, roundTrips, enqueuedAt } = call;
        const brought = { queueId, caller, keyHash, requirement, roundTrips, preferredAgentId: call.preferred?.agentId ?? null };
        this.#trace.calls.push({ id, at: enqueuedAt, before: true, past: null, ...brought });
      } else {
        for (const { agentId } of reservationsOf(call)) this.#accepted.set(call.id, { agentId, at: from });
      }
    }
  }

  #done(callId: string, at: number): void {
    const accepted = this.#accepted.get(callId);
    if (!accepted) return;
    this.#accepted.delete(callId);
    this.#trace.worked.push({ agentId: accepted.agentId, from: accepted.at, to: at });
    if (accepted.at === this.#trace.from) this.#trace.busyUntil.push({ agentId: accepted.agentId, until: at });
  }

  /** What has changed in anybody, apart from the calls that they are on. */
  #noteStaff(at: number): void {
    for (const id of new Set([...this.#known.keys(), ...this.#state.agents.keys()])) this.#noteAgent(at, id);
  }

  #noteAgent(at: number, id: string): void {
    const known = this.#known.get(id);
    const reported = this.#state.agents.get(id);
    const agent: Agent | undefined = reported ?? (known && { ...known.agent, status: { kind: 'offline', since: at } });
    if (!agent) return;
    const { centerId, skills, excludedQueues = [], capacity, status, reachable } = agent;
    const ready = this.#state.centers.get(centerId)?.link.kind === 'up' && reachable && doingOf(status) === 'idle';
    const what = JSON.stringify([ready, centerId, skills, excludedQueues, capacity, ready ? null : status.kind]);
    if (known?.what === what) return;
    this.#known.set(id, { what, agent });
    this.#trace.staff.push({ at, agent, ready });
  }
}
