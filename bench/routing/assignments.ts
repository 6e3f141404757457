import type { Reservation } from '../../server/routing/core/model.ts';
import { between, randomFrom } from '../../server/testing/random.ts';
import { type Kind, openBenchDatabase, openService } from './databases.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { CONFIGURE, Fleet, handling } from './fleet.ts';

/** How many assignments a second are stored so that they survive, when there is always the next one to make. */

/** How much is measured; tests ask for less of it. */
export interface AssignmentSize {
  agents: number;
  /** Callers who come at the same time; each waits for the acknowledgement and is followed by another. */
  atOnce: number;
  assignments: number;
  repetitions: number;
}
const WHOLE: AssignmentSize = { agents: 15_000, atOnce: 512, assignments: 3000, repetitions: 8 };

export interface Assignments {
  kind: Kind;
  /** Calls that came and were offered, a second, over each repetition. */
  perSecond: Distribution;
  /** The same with all that follows: accept, audio, hang up, complete, the agent available again. */
  wholeCallsPerSecond: Distribution;
  batchEvents: Distribution;
  appendMs: Distribution;
}

export async function measureAssignments(kind: Kind, size = WHOLE, open = openBenchDatabase): Promise<Assignments> {
  const database = await open(kind);
  try {
    const { service, batches } = await openService(database);
    const fleet = new Fleet(size.agents, 0.5, Date.now());
    const random = randomFrom(3);
    await service.submit(CONFIGURE);
    await service.start();
    for (const snapshot of fleet.snapshots(Date.now())) await service.submit(snapshot);
    let offers: { callId: string; reservation: Reservation }[] = [];
    service.onEvents(async (events) => {
      for (const event of events)
        if (event.kind === 'call-offered') for (const reservation of event.reservations) offers.push({ callId: event.callId, reservation });
    });

    const assigned: number[] = [];
    const whole: number[] = [];
    const sizes: number[] = [];
    const times: number[] = [];
    for (let nth = 0; nth <= size.repetitions; nth += 1) {
      offers = [];
      for (const notes of Object.values(batches)) notes.length = 0;
      const started = performance.now();
      await inParallel(size.assignments, size.atOnce, () => service.submit(fleet.call(between(random, 0, 99))));
      const offered = performance.now();
      const [made, madeIn, appends] = [offers, [...batches.events], [...batches.ms]];
      let next = 0;
      await inParallel(made.length, size.atOnce, async () => {
        const { callId, reservation } = made[next++] ?? {};
        if (!callId || !reservation) return;
        for (const command of handling(callId, reservation)) await service.submit(command);
        for (const report of fleet.available([reservation], Date.now())) await service.submit(report);
      });
      const ended = performance.now();
      if (nth === 0) continue; // warms up
      assigned.push(made.length / ((offered - started) / 1000));
      whole.push(made.length / ((ended - started) / 1000));
      sizes.push(...madeIn);
      times.push(...appends);
      for (const center of fleet.agents.slice(0, 20)) await service.submit(fleet.beat(center.centerId, Date.now()));
    }
    await service.close();
    return {
      kind,
      perSecond: distributionOf(assigned),
      wholeCallsPerSecond: distributionOf(whole),
      batchEvents: distributionOf(sizes),
      appendMs: distributionOf(times),
    };
  } finally {
    await database.close();
  }
}

/** So many times, `atOnce` at any moment. */
async function inParallel(times: number, atOnce: number, act: () => Promise<unknown>): Promise<void> {
  let begun = 0;
  const worker = async () => {
    while (begun < times) {
      begun += 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
