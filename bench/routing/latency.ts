import { setTimeout as delay } from 'node:timers/promises';
import type { Reservation } from '../../server/routing/core/model.ts';
import type { RoutingService } from '../../server/routing/service.ts';
import { between, randomFrom } from '../../server/testing/random.ts';
import { type Kind, openBenchDatabase, openService } from './databases.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { CONFIGURE, centerIds, Fleet, handling } from './fleet.ts';

/** Time from an agent's becoming available to the offer's leaving, while calls come and others are handled. */

export const CALLS_PER_SECOND = 200;

/** How much is measured; tests ask for less of it. */
export interface LatencySize {
  agents: number;
  /** Waiting at the start: each agent who becomes available then finds a call. */
  backlog: number;
  warmUpMs: number;
  measuredMs: number;
  /** From accepting to the end of wrap-up here, in steps of a quarter. What matters is that all of it goes through the service. */
  handleMs: number;
}
const WHOLE: LatencySize = { agents: 15_000, backlog: 1000, warmUpMs: 4000, measuredMs: 20_000, handleMs: 400 };
/** A center says this often which of its workstations have answered. */
const BEAT_EVERY_MS = 2000;

export interface Latency {
  kind: Kind;
  agents: number;
  callsPerSecond: number;
  /** From the report that an agent is available, entering the service, to the offer leaving it, ms. */
  toOffer: Distribution;
  appendMs: Distribution;
  batchEvents: Distribution;
  /** How late the timers of this same process were, ms: what the machine itself adds. */
  timerLate: Distribution;
}

export async function measureLatency(kind: Kind, size = WHOLE, open = openBenchDatabase): Promise<Latency> {
  const database = await open(kind);
  try {
    const { service, batches } = await openService(database);
    const traffic = new Traffic(service, size);
    await traffic.prepare();
    const ended = traffic.run(size.warmUpMs + size.measuredMs);
    await delay(size.warmUpMs);
    traffic.measuring = true;
    for (const notes of Object.values(batches)) notes.length = 0;
    await ended;
    await service.close();
    return {
      kind,
      agents: size.agents,
      callsPerSecond: CALLS_PER_SECOND,
      toOffer: distributionOf(traffic.toOffer),
      appendMs: distributionOf(batches.ms),
      batchEvents: distributionOf(batches.events),
      timerLate: distributionOf(traffic.timerLate),
    };
  } finally {
    await database.close();
  }
}

class Traffic {
  readonly toOffer: number[] = [];
  readonly timerLate: number[] = [];
  measuring = false;
  readonly #service: RoutingService;
  readonly #random = randomFrom(7);
  readonly #fleet: Fleet;
  readonly #size: LatencySize;
  /** When the report was handed over in which an agent became available. */
  readonly #availableAt = new Map<string, number>();
  #nextAgent = 0;

  constructor(service: RoutingService, size: LatencySize) {
    this.#service = service;
    this.#size = size;
    this.#fleet = new Fleet(size.agents, 0, Date.now());
    service.onEvents(async (events) => {
      const now = performance.now();
      for (const event of events) {
        if (event.kind !== 'call-offered') continue;
        for (const reservation of event.reservations) this.#offered(event.callId, reservation, now);
      }
    });
  }

  async prepare(): Promise<void> {
    await this.#service.submit(CONFIGURE);
    await this.#service.start();
    for (const snapshot of this.#fleet.snapshots(Date.now())) await this.#service.submit(snapshot);
    await Promise.all(Array.from({ length: this.#size.backlog }, (_, nth) => this.#service.submit(this.#fleet.call(nth))));
  }

  /** Calls come, and agents become available, each at random and as often. */
  async run(ms: number): Promise<void> {
    const end = performance.now() + ms;
    const beats = centerIds.map((center, nth) => this.#beat(center, (nth * BEAT_EVERY_MS) / centerIds.length, end));
    const calls = this.#atRandom(end, () => this.#submit(this.#fleet.call(between(this.#random, 0, 99))));
    const agents = this.#atRandom(end, () => this.#becomeAvailable());
    await Promise.all([...beats, calls, agents]);
  }

  #becomeAvailable(): void {
    // Each has long finished the call before, by the time that it is their turn again.
    const agent = this.#fleet.agents[this.#nextAgent % this.#size.agents];
    this.#nextAgent += 1;
    if (!agent) return;
    const token = this.#service.state.lastToken.get(agent.id) ?? 0;
    this.#availableAt.set(agent.id, performance.now());
    for (const report of this.#fleet.available([{ agentId: agent.id, token }], Date.now())) this.#submit(report);
  }

  #offered(callId: string, reservation: Reservation, now: number): void {
    const since = this.#availableAt.get(reservation.agentId);
    this.#availableAt.delete(reservation.agentId);
    // Whoever found no call at once was waiting for one: that is another measure.
    const waited = (this.#service.state.calls.get(callId)?.enqueuedAt ?? 0) < Date.now() - 100;
    if (this.measuring && since !== undefined && waited) this.toOffer.push(now - since);
    void this.#handle(callId, reservation);
  }

  async #handle(callId: string, reservation: Reservation): Promise<void> {
    for (const command of handling(callId, reservation)) {
      await delay(this.#size.handleMs / 4);
      this.#submit(command);
    }
    for (const report of this.#fleet.occupied([{ agentId: reservation.agentId, token: reservation.token }], Date.now()))
      this.#submit(report);
  }

  async #beat(center: string, first: number, end: number): Promise<void> {
    await delay(first);
    while (performance.now() < end) {
      this.#submit(this.#fleet.beat(center, Date.now()));
      await delay(BEAT_EVERY_MS);
    }
  }

  /** Does something about `CALLS_PER_SECOND` times a second, at times that know nothing of each other. */
  async #atRandom(end: number, act: () => void): Promise<void> {
    let due = performance.now();
    while (due < end) {
      due += (-Math.log(1 - this.#random()) * 1000) / CALLS_PER_SECOND;
      const wait = due - performance.now();
      if (wait > 0) {
        await delay(wait);
        if (this.measuring) this.timerLate.push(performance.now() - due);
      }
      act();
    }
  }

  #submit(command: Parameters<RoutingService['submit']>[0]): void {
    this.#service.submit(command).then(
      (reply) => {
        if (!reply.ok) console.error(`${command.kind} was refused: ${reply.error.message}`);
      },
      () => {}, // said by the service
    );
  }
}
