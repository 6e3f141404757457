import type { RoutingCommand } from '../../routing/core/commands.ts';
import type { RoutingEvent } from '../../routing/core/events.ts';
import { execute } from '../../routing/core/execute.ts';
import type { Reservation, Settings } from '../../routing/core/model.ts';
import { nextDueAt } from '../../routing/core/next-due.ts';
import { emptyState, type RoutingState } from '../../routing/core/state.ts';
import { emptyStats } from '../../routing/core/stats.ts';
import type { EndedCall } from '../../routing/measures.ts';
import { Timeline } from '../timeline.ts';
import { type Figures, figuresOfOutcome, type Outcome, type Stretch } from './figures.ts';
import { type CallCourse, coursesOf } from './known-calls.ts';
import { configureWith, type Policy, settingsWith } from './policy.ts';
import { TracedStaff } from './staff.ts';
import type { Trace, TracedCall } from './trace.ts';

/** Runs a stored period under a policy: the same callers, agents and lengths of calls, other decisions. */
export function simulatePeriod(trace: Trace, policy: Policy, seed: number): Figures {
  return figuresOfOutcome(trace, runPeriod(trace, policy, seed));
}

/** The same, with all that came of it. @throws PolicyError, TraceError */
export function runPeriod(trace: Trace, policy: Policy, seed: number): Outcome {
  return new PeriodRun(trace, policy, seed).run();
}

class PeriodRun {
  readonly #trace: Trace;
  readonly #policy: Policy;
  readonly #settings: Settings;
  readonly #state: RoutingState;
  readonly #time: Timeline;
  readonly #staff: TracedStaff;
  readonly #courses: Map<string, CallCourse>;
  readonly #calls = new Map<string, EndedCall & { before: boolean }>();
  readonly #worked: Stretch[] = [];

  constructor(trace: Trace, policy: Policy, seed: number) {
    this.#trace = trace;
    this.#policy = policy;
    // Nobody in here falls silent other than by a report that says so.
    const never = Number.MAX_SAFE_INTEGER;
    this.#settings = { ...settingsWith(policy), roundTripLimitMs: never, linkSilenceMs: never };
    this.#state = emptyState(this.#settings);
    this.#time = new Timeline(trace.from);
    this.#courses = coursesOf(trace, seed);
    this.#staff = new TracedStaff(trace);
  }

  run(): Outcome {
    const { configured, calls, staff, busyUntil, from, to } = this.#trace;
    this.#do({ kind: 'restarted', stats: emptyStats() });
    for (const { at, set } of configured)
      this.#at(at, () => this.#do(configureWith(at === from ? this.#policy : lenient(this.#policy, set), set)));
    this.#at(from, () => {
      for (const report of this.#staff.snapshots(from)) this.#do(report);
    });
    for (const { agentId, until } of busyUntil) this.#at(until, () => this.#tell(this.#staff.finished(agentId, null, this.#time.now)));
    for (const change of staff) if (change.at > from) this.#at(change.at, () => this.#tell(...this.#staff.changed(change, this.#time.now)));
    for (const call of calls) this.#at(call.at, () => this.#callIn(call));
    for (;;) {
      const due = nextDueAt(this.#state) ?? Number.POSITIVE_INFINITY;
      if (Math.min(due, this.#time.nextAt) >= to) break;
      if (due < this.#time.nextAt) {
        this.#time.passTo(due);
        this.#do({ kind: 'tick' });
        const next = nextDueAt(this.#state);
        if (next !== null && next <= this.#time.now) throw new Error(`The core asks for a tick at ${next}, and has just had one`);
      } else this.#time.happen();
    }
    return this.#outcome();
  }

  #at(at: number, happen: () => void): void {
    this.#time.after(at - this.#time.now, happen);
  }

  #tell(...reports: (RoutingCommand | null)[]): void {
    for (const report of reports) if (report) this.#do(report);
  }

  #do(command: RoutingCommand): void {
    const { events, reply } = execute(this.#state, command, this.#time.now, this.#settings);
    // Somebody else may have been quicker; anything else refused would be a fault in here.
    if (!reply.ok && command.kind !== 'accept') throw new Error(`${command.kind} was refused: ${reply.error.message}`);
    for (const event of events) this.#follow(event);
  }

  #callIn({ id, queueId, caller, keyHash, requirement, roundTrips, preferredAgentId, before }: TracedCall): void {
    const course = this.#courses.get(id);
    if (!course || !this.#state.queues.has(queueId)) return;
    const times = { acceptedAt: null, connectedAt: null, endedAt: 0, completedAt: null, estimatedWaitMs: null };
    this.#calls.set(id, { id, queueId, enqueuedAt: this.#time.now, before, outcome: 'other', waited: true, ...times });
    this.#do({ kind: 'start-call', callId: id, queueId, caller, keyHash, requirement, roundTrips, preferredAgentId });
    if (Number.isFinite(course.patienceMs))
      this.#time.after(course.patienceMs, () => {
        const kind = this.#state.calls.get(id)?.state.kind;
        if (kind === 'queued' || kind === 'offered') this.#do({ kind: 'caller-left', callId: id });
      });
  }

  #follow(event: RoutingEvent): void {
    const call = 'callId' in event ? this.#calls.get(event.callId) : undefined;
    const course = call && this.#courses.get(call.id);
    if (!call || !course) return;
    const { now } = this.#time;
    // What follows is asked of the core after it has done with this command.
    const soon = (happen: () => void, ms = 0) => this.#time.after(ms, happen);
    switch (event.kind) {
      case 'call-queued':
        call.estimatedWaitMs = event.estimatedWaitMs;
        return;
      case 'call-moved':
        call.queueId = event.queueId;
        return;
      case 'call-offered':
        for (const reservation of event.reservations) soon(() => this.#do({ kind: 'accept', ...acting(reservation) }), course.ringMs);
        return;
      case 'call-accepted': {
        call.acceptedAt = call.connectedAt = now;
        call.outcome = 'answered';
        this.#staff.accepted(event.agentId);
        soon(() => this.#do({ kind: 'audio', callId: call.id, caller: true, agent: true, bothWays: true }));
        for (const { agentId } of event.rescinded) soon(() => this.#release(agentId));
        return;
      }
      case 'call-connected':
        return soon(() => this.#hangUp(call.id), course.talkMs);
      case 'call-ended':
        call.endedAt = now;
        return soon(() => this.#complete(call.id, event.agentId), course.wrapupMs);
      case 'call-completed':
        call.completedAt = now;
        this.#worked.push({ agentId: event.agentId, from: call.acceptedAt ?? now, to: now });
        return;
      case 'offer-ended':
      case 'call-requeued':
        return soon(() => this.#release(event.agentId));
      case 'call-abandoned':
        call.outcome = 'abandoned';
        call.endedAt = call.completedAt = now;
        for (const agentId of event.agentIds) soon(() => this.#release(agentId));
        return;
      default:
        return;
    }
  }

  #hangUp(callId: string): void {
    const state = this.#state.calls.get(callId)?.state;
    if (state?.kind === 'connected') this.#do({ kind: 'agent-hang-up', ...acting(state.reservation) });
  }

  #complete(callId: string, agentId: string): void {
    const state = this.#state.calls.get(callId)?.state;
    if (state?.kind !== 'wrapup') return;
    this.#do({ kind: 'complete', disposition: null, ...acting(state.reservation) });
    this.#tell(this.#staff.finished(agentId, this.#state.lastToken.get(agentId) ?? 0, this.#time.now));
  }

  /** An offer is over: the agent's center has taken note of it. */
  #release(agentId: string): void {
    this.#tell(this.#staff.settled(agentId, this.#state, this.#time.now));
  }

  #outcome(): Outcome {
    const { from, to } = this.#trace;
    for (const [agentId, calls] of this.#state.callsOf) {
      for (const callId of calls) {
        const acceptedAt = this.#calls.get(callId)?.acceptedAt ?? null;
        if (acceptedAt !== null) this.#worked.push({ agentId, from: acceptedAt, to });
      }
    }
    const before = this.#trace.busyUntil.map(({ agentId, until }) => ({ agentId, from, to: until }));
    const counted = [...this.#calls.values()].filter((call) => !call.before && call.outcome !== 'other');
    const thresholds = new Map([...this.#state.queues.values()].map(({ id, serviceLevelMs }) => [id, serviceLevelMs]));
    return { calls: counted, worked: [...this.#worked, ...before], thresholds };
  }
}

/** A setting that came later need not have all that the policy speaks of. */
function lenient(policy: Policy, set: Trace['configured'][number]['set']): Policy {
  const known = (name: string) => set.queues.some((queue) => queue.id === name || queue.name === name);
  return {
    ...policy,
    queues: Object.fromEntries(Object.entries(policy.queues).filter(([name]) => known(name))),
    centers: Object.fromEntries(Object.entries(policy.centers).filter(([id]) => set.centers.some((center) => center.id === id))),
  };
}

const acting = ({ id, token, agentId, centerId }: Reservation) => ({ reservationId: id, token, agentId, centerId });
