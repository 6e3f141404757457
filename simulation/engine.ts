import { Random } from '../server/planning/random.ts';
import { Timeline } from '../server/planning/timeline.ts';
import type { Acting, Reply, RoutingCommand } from '../server/routing/core/commands.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { execute } from '../server/routing/core/execute.ts';
import type { Queue, Reservation, Settings } from '../server/routing/core/model.ts';
import { nextDueAt } from '../server/routing/core/next-due.ts';
import { emptyState, type RoutingState } from '../server/routing/core/state.ts';
import { CallerStream, type SimulatedCaller } from './callers.ts';
import type { Case } from './case.ts';
import { queuesOf, settingsOf } from './policy.ts';
import type { ReadyCase } from './read-case.ts';
import { RunFigures } from './run-figures.ts';
import { Staff } from './staff.ts';

/** What came out of one run. */
export interface RunResult {
  /** Seconds and shares; see measure.ts. NaN where there is nothing to tell. */
  figures: Record<string, number>;
  /** Calls of the whole run, warm-up included: those that arrived are the sum of the others. */
  calls: { arrived: number; answered: number; abandoned: number; turnedAway: number; failed: number; waiting: number };
  commands: number;
}

/** A call on its way, as the world outside the core knows it. */
interface CallInHand extends Omit<SimulatedCaller, 'atMs' | 'queueId'> {
  id: string;
  queueId: string;
  enqueuedAt: number;
  estimatedMs: number | null;
  /** Whether it is in line: in a queue, and nobody has accepted it. */
  waiting: boolean;
  /** When it was first offered to anybody; null: not yet. */
  offeredAt: number | null;
  acceptedAt: number;
  reservations: Map<string, Reservation>;
}

const CALLER = { name: 'Simulated', email: null, customerId: null, page: null, question: null };

/** Runs a case once through the real core, with a simulated clock. The same case, seed and run give the same result. */
export function simulate(ready: ReadyCase, seed: number, run: number): RunResult {
  return new Engine(ready, seed, run).run();
}

class Engine {
  readonly #case: Case;
  readonly #settings: Settings;
  readonly #state: RoutingState;
  readonly #staff: Staff;
  readonly #figures: RunFigures;
  readonly #time: Timeline;
  readonly #calls = new Map<string, CallInHand>();
  readonly #queues: Map<string, Queue>;
  readonly #answers: Random;
  readonly #beginsAt: number;
  readonly #total = { arrived: 0, answered: 0, abandoned: 0, turnedAway: 0, failed: 0 };
  #commands = 0;

  constructor({ one, listed }: ReadyCase, seed: number, run: number) {
    this.#case = one;
    this.#settings = settingsOf(one);
    this.#beginsAt = Date.parse(one.startsAt);
    this.#time = new Timeline(this.#beginsAt);
    this.#state = emptyState(this.#settings);
    this.#staff = new Staff(one, this.#time.now);
    this.#figures = new RunFigures(one, this.#time.now);
    this.#answers = new Random(seed, run, 0);
    const queues = queuesOf(one);
    this.#queues = new Map(queues.map((queue) => [queue.id, queue]));
    this.#do({ kind: 'configure', queues, skills: one.skills.map((id) => ({ id, name: id })), centers: this.#staff.centers });
    for (const report of this.#staff.snapshots(this.#time.now)) this.#do(report);
    one.arrivals.forEach((stream, nth) => {
      this.#expectNext(new CallerStream(stream, listed[nth] ?? null, [seed, run, nth + 1]));
    });
    this.#time.after(one.warmUpSeconds * 1000, () => this.#figures.begin(this.#time.now));
  }

  run(): RunResult {
    const end = this.#beginsAt + (this.#case.warmUpSeconds + this.#case.seconds) * 1000;
    for (;;) {
      const due = nextDueAt(this.#state) ?? Number.POSITIVE_INFINITY;
      if (Math.min(this.#time.nextAt, due) > end) break;
      if (due <= this.#time.nextAt) this.#tickAt(due);
      else this.#time.happen();
    }
    return {
      figures: this.#figures.at(end),
      calls: { ...this.#total, waiting: [...this.#calls.values()].filter(({ waiting }) => waiting).length },
      commands: this.#commands,
    };
  }

  #tickAt(at: number): void {
    this.#time.passTo(at);
    this.#do({ kind: 'tick' });
    const due = nextDueAt(this.#state);
    if (due !== null && due <= this.#time.now) throw new Error(`The core asks for a tick at ${due}, and has just had one`);
  }

  /** Asks the core, and lets the world go on from what it decided. */
  #do(command: RoutingCommand): Reply {
    this.#commands += 1;
    const { events, reply } = execute(this.#state, command, this.#time.now, this.#settings);
    for (const event of events) this.#follow(event);
    return reply;
  }

  #expectNext(stream: CallerStream): void {
    const caller = stream.next();
    if (caller === null) return;
    this.#time.after(this.#beginsAt + caller.atMs - this.#time.now, () => {
      this.#callIn(caller);
      this.#expectNext(stream);
    });
  }

  #callIn({ atMs: _, ...caller }: SimulatedCaller): void {
    this.#total.arrived += 1;
    const id = `c${this.#total.arrived}`;
    const { queueId, requirement, roundTrips, patienceMs } = caller;
    const call: CallInHand = {
      ...caller,
      id,
      enqueuedAt: this.#time.now,
      estimatedMs: null,
      waiting: false,
      offeredAt: null,
      acceptedAt: 0,
      reservations: new Map(),
    };
    this.#calls.set(id, call);
    this.#figures.count(queueId, (tally) => tally.arrived());
    const known = { queueId, caller: CALLER, keyHash: '', requirement, roundTrips, preferredAgentId: null };
    const reply = this.#do({ kind: 'start-call', callId: id, ...known });
    if (!reply.ok) throw new Error(`A call to ${queueId} was refused: ${reply.error.message}`);
    if (Number.isFinite(patienceMs) && call.waiting)
      this.#time.after(patienceMs, () => {
        if (call.waiting) this.#do({ kind: 'caller-left', callId: id });
      });
  }

  #follow(event: RoutingEvent): void {
    const call = 'callId' in event ? this.#calls.get(event.callId) : undefined;
    if (!call) return;
    switch (event.kind) {
      case 'call-queued':
        call.estimatedMs = event.estimatedWaitMs;
        return this.#stand(call, true);
      case 'call-moved':
        this.#stand(call, false);
        call.queueId = event.queueId;
        return this.#stand(call, true);
      case 'call-offered':
        call.offeredAt ??= this.#time.now;
        for (const reservation of event.reservations) this.#ring(call, reservation);
        return;
      case 'call-accepted':
        return this.#answered(call, event);
      case 'call-connected':
        return this.#talk(call, this.#reservation(call, event.agentId));
      case 'call-ended':
        return this.#writeUp(call, this.#reservation(call, event.agentId));
      case 'call-completed':
        this.#figures.count(call.queueId, (tally) => tally.handled(this.#time.now - call.acceptedAt));
        this.#figures.busy(this.#staff.group(event.agentId).name, this.#time.now, -1);
        this.#calls.delete(call.id);
        return;
      case 'offer-ended':
      case 'call-requeued':
        return this.#letGo(call, event.agentId, event.cause === 'not-answered');
      case 'call-abandoned':
        this.#total.abandoned += 1;
        this.#figures.count(call.queueId, (tally) => tally.abandoned(this.#time.now - call.enqueuedAt, this.#hasWaited(call)));
        return this.#gone(call, event.agentIds);
      case 'call-canceled':
        this.#total.turnedAway += 1;
        this.#figures.count(call.queueId, (tally) => tally.turnedAway());
        return this.#gone(call, []);
      case 'call-failed':
        this.#total.failed += 1;
        return this.#gone(call, event.agentIds);
      default:
        return;
    }
  }

  /** An offer on its way to an agent, and their answer on its way back. */
  #ring(call: CallInHand, reservation: Reservation): void {
    const { answer, linkDelayMs } = this.#staff.group(reservation.agentId);
    call.reservations.set(reservation.agentId, reservation);
    this.#time.after(answer(this.#answers.uniform()) + 2 * linkDelayMs, () => this.#do({ kind: 'accept', ...acting(reservation) }));
  }

  #answered(call: CallInHand, { agentId, rescinded }: Extract<RoutingEvent, { kind: 'call-accepted' }>): void {
    const waitMs = this.#time.now - call.enqueuedAt;
    const inTime = waitMs <= (this.#queues.get(call.queueId)?.serviceLevelMs ?? 0);
    this.#total.answered += 1;
    this.#figures.count(call.queueId, (tally) => tally.answered(waitMs, this.#hasWaited(call), inTime, call.estimatedMs));
    this.#figures.busy(this.#staff.group(agentId).name, this.#time.now, 1);
    this.#stand(call, false);
    call.acceptedAt = this.#time.now;
    for (const other of rescinded) this.#letGo(call, other.agentId, false);
    this.#time.after(0, () => this.#do({ kind: 'audio', callId: call.id, caller: true, agent: true, bothWays: true }));
  }

  #talk(call: CallInHand, reservation: Reservation): void {
    const { service, linkDelayMs } = this.#staff.group(reservation.agentId);
    const ms = service?.(call.serviceShare) ?? call.serviceMs;
    this.#time.after(ms + linkDelayMs, () => this.#do({ kind: 'agent-hang-up', ...acting(reservation) }));
  }

  #writeUp(call: CallInHand, reservation: Reservation): void {
    const { agentId, token: settledToken } = reservation;
    const { linkDelayMs } = this.#staff.group(agentId);
    this.#time.after(call.wrapupMs ?? this.#queues.get(call.queueId)?.wrapupMs ?? 0, () => {
      this.#do({ kind: 'complete', ...acting(reservation), disposition: null });
      const status = { kind: 'available', since: this.#time.now - linkDelayMs } as const;
      this.#do(this.#staff.report({ agentId, settledToken, status }, this.#time.now));
    });
  }

  /** An offer is over without a call: its center learns so, and says that it is done with it. */
  #letGo(call: CallInHand, agentId: string, missed: boolean): void {
    const { token: settledToken } = this.#reservation(call, agentId);
    const { linkDelayMs, missedMs } = this.#staff.group(agentId);
    this.#time.after(2 * linkDelayMs, () => {
      const status = missed ? ({ kind: 'missed', since: this.#time.now } as const) : undefined;
      this.#do(this.#staff.report({ agentId, settledToken, status }, this.#time.now));
      if (!missed) return;
      this.#time.after(missedMs, () => {
        this.#do(this.#staff.report({ agentId, settledToken, status: { kind: 'available', since: this.#time.now } }, this.#time.now));
      });
    });
  }

  #gone(call: CallInHand, agentIds: readonly string[]): void {
    this.#stand(call, false);
    this.#calls.delete(call.id);
    for (const agentId of agentIds) this.#letGo(call, agentId, false);
  }

  /** Takes the call into the line of its queue, or out of it. */
  #stand(call: CallInHand, waiting: boolean): void {
    if (call.waiting === waiting) return;
    call.waiting = waiting;
    this.#figures.count(call.queueId, (tally) => tally.line(this.#time.now, waiting ? 1 : -1));
  }

  /** Whether there was nobody at once. */
  #hasWaited(call: CallInHand): boolean {
    return call.offeredAt === null || call.offeredAt > call.enqueuedAt;
  }

  #reservation(call: CallInHand, agentId: string): Reservation {
    const reservation = call.reservations.get(agentId);
    if (!reservation) throw new Error(`Call ${call.id} was never offered to ${agentId}`);
    return reservation;
  }
}

const acting = ({ id: reservationId, token, agentId, centerId }: Reservation): Acting => ({ reservationId, token, agentId, centerId });
