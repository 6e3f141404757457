import type { RoutingCommand } from '../../server/routing/core/commands.ts';
import type { RoutingEvent } from '../../server/routing/core/events.ts';
import { execute } from '../../server/routing/core/execute.ts';
import { DEFAULT_SETTINGS, type Reservation } from '../../server/routing/core/model.ts';
import { emptyState, type RoutingState } from '../../server/routing/core/state.ts';
import { between, oneOf, randomFrom } from '../../server/testing/random.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { CONFIGURE, centerIds, Fleet, handling } from './fleet.ts';

/** Decisions in memory: the real core on this thread alone, with a clock that is set by hand. */

/** So long before a workstation would count as unreachable. */
const BEAT_EVERY_MS = 4000;
export const WAITING = 5000;

/** How much is measured; tests ask for less of it. */
export interface DecisionSize {
  /** Decisions of one batch. */
  batch: number;
  warmUps: number;
  batches: number;
  /** Calls that wait where agents meet them. */
  waiting: number;
}
const WHOLE: DecisionSize = { batch: 200, warmUps: 15, batches: 60, waiting: WAITING };

export interface Decisions {
  agents: number;
  /** Of one decision, µs. */
  perDecision: Distribution;
  /** Decisions a second of time spent deciding, over each batch of 200. */
  perSecond: Distribution;
  /** Of a whole call, µs: start, offer, accept, audio both ways, hang up, complete, the agent available again. */
  perCycle: Distribution;
}

/** Calls come, and half of the agents are idle. */
export function callsMeetIdleAgents(count: number, size = WHOLE): Decisions {
  const bench = new Bench(count, 0.5, size);
  return bench.run(count, () => {
    const calls = Array.from({ length: size.batch }, () => bench.fleet.call(between(bench.random, 0, 99)));
    return calls.map((command) => [command]);
  });
}

/** 5,000 calls wait, and agents become available one after the other. */
export function agentsMeetWaitingCalls(count: number, size = WHOLE): Decisions {
  const bench = new Bench(count, 0, size);
  for (let nth = 0; nth < size.waiting; nth += 1) bench.do(bench.fleet.call(nth));
  return bench.run(count, () => {
    const whom = new Set<string>();
    while (whom.size < size.batch) whom.add(oneOf(bench.random, bench.fleet.agents)?.id ?? '');
    // As many wait before each batch.
    while (bench.state.index.waiting < size.waiting) bench.do(bench.fleet.call(between(bench.random, 0, 99)));
    return [...whom].map((agentId) => bench.fleet.available([{ agentId, token: bench.state.lastToken.get(agentId) ?? 0 }], bench.now));
  });
}

class Bench {
  readonly state: RoutingState = emptyState(DEFAULT_SETTINGS);
  readonly random = randomFrom(1);
  readonly fleet: Fleet;
  readonly #idle: number;
  readonly #size: DecisionSize;
  now = 1_800_000_000_000;
  #beatAt = this.now;

  constructor(agents: number, idle: number, size: DecisionSize) {
    this.#idle = idle;
    this.#size = size;
    this.fleet = new Fleet(agents, idle, this.now);
    this.do(CONFIGURE);
    for (const command of this.fleet.snapshots(this.now)) this.do(command);
  }

  do(command: RoutingCommand): RoutingEvent[] {
    const { events, reply } = execute(this.state, command, this.now, DEFAULT_SETTINGS);
    if (!reply.ok) throw new Error(`${command.kind} was refused: ${reply.error.message}`);
    return events;
  }

  /** @param next the commands of a batch; each group of them is to bring about one decision */
  run(agents: number, next: () => RoutingCommand[][]): Decisions {
    const perDecision: number[] = [];
    const perSecond: number[] = [];
    const perCycle: number[] = [];
    const { warmUps, batches } = this.#size;
    for (let nth = 0; nth < warmUps + batches; nth += 1) {
      this.#beat();
      const groups = next();
      const { times, offers } = this.#decide(groups);
      const handledMs = this.#handle(offers);
      if (nth < warmUps) continue;
      perDecision.push(...times);
      const spent = times.reduce((sum, time) => sum + time, 0);
      perSecond.push((times.length / spent) * 1e6);
      perCycle.push((spent + handledMs * 1000) / times.length);
    }
    return { agents, perDecision: distributionOf(perDecision), perSecond: distributionOf(perSecond), perCycle: distributionOf(perCycle) };
  }

  /** Only what leads to an offer counts. Times in µs. */
  #decide(groups: RoutingCommand[][]): { times: number[]; offers: { callId: string; reservation: Reservation }[] } {
    const times: number[] = [];
    const offers: { callId: string; reservation: Reservation }[] = [];
    for (const group of groups) {
      this.now += 1;
      const started = process.hrtime.bigint();
      const events = group.flatMap((command) => this.do(command));
      const took = Number(process.hrtime.bigint() - started) / 1000;
      const made = events.flatMap((event) =>
        event.kind === 'call-offered' ? event.reservations.map((reservation) => ({ callId: event.callId, reservation })) : [],
      );
      if (made.length > 0) times.push(took);
      offers.push(...made);
    }
    return { times, offers };
  }

  /** Everybody talks and is done. Where agents were idle before they are again, else they go on to other calls. @returns ms */
  #handle(offers: { callId: string; reservation: Reservation }[]): number {
    const commands = offers.flatMap(({ callId, reservation }) => handling(callId, reservation));
    const free = offers.map(({ reservation: { agentId, token } }) => ({ agentId, token }));
    const started = performance.now();
    for (const command of commands) this.do(command);
    for (const one of free) {
      const [report] = this.#idle > 0 ? this.fleet.available([one], this.now) : this.fleet.occupied([one], this.now);
      if (report) this.do(report);
    }
    return performance.now() - started;
  }

  #beat(): void {
    if (this.now - this.#beatAt < BEAT_EVERY_MS) return;
    this.#beatAt = this.now;
    for (const center of centerIds) this.do(this.fleet.beat(center, this.now));
  }
}

/** Exponent b of time = a · agents^b, by least squares over the logarithms. */
export function growthExponent(points: readonly { agents: number; time: number }[]): number {
  const xs = points.map(({ agents }) => Math.log(agents));
  const ys = points.map(({ time }) => Math.log(time));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const above = xs.reduce((sum, x, index) => sum + (x - meanX) * ((ys[index] ?? 0) - meanY), 0);
  return above / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
}
