import { openDatabase } from '../data/database.ts';
import { openRoutingStore, type RoutingStore } from '../data/routing-store.ts';
import { RoutingService } from '../routing/service.ts';
import { randomFrom } from './random.ts';
import { SHIFT_QUEUES, Shift } from './shift.ts';

/**
 * One life of a routing server, in a process of its own: it goes on where the last one was killed, tells its parent what it
 * has acknowledged, and kills itself at a batch that was chosen beforehand.
 */

/** What the parent says, once. */
export interface LifePlan {
  url: string;
  name: string;
  seed: number;
  /** Which batch it does not survive, counted from the start; null: it lives until the database is gone. */
  deathAt: { batch: number; moment: 'before' | 'during' | 'after'; delayMs: number } | null;
}

/** What it tells its parent. */
export type LifeSign =
  | { kind: 'ready' }
  | { kind: 'offered'; reservations: { id: string; callId: string; agentId: string; token: number }[] }
  | { kind: 'accepted'; reservationId: string; callId: string; agentId: string }
  | { kind: 'failed'; message: string };

const say = (sign: LifeSign) => process.send?.(sign);
const die = () => process.kill(process.pid, 'SIGKILL');

process.once('message', (plan: LifePlan) => {
  live(plan).catch((error: unknown) => fail(error));
});
// Without its parent nobody would end it.
process.once('disconnect', () => process.exit(1));
say({ kind: 'ready' });

async function live({ url, name, seed, deathAt }: LifePlan): Promise<never> {
  const database = await openDatabase({ url, folder: '' });
  const service = await RoutingService.open({
    store: mortal(await openRoutingStore(database.prisma), deathAt),
    now: Date.now,
    log: { error: () => {}, warn: () => {} },
    onFatal: fail,
  });
  service.onEvents(async (events) => {
    for (const event of events) {
      if (event.kind === 'call-offered') {
        const { callId } = event;
        say({ kind: 'offered', reservations: event.reservations.map(({ id, agentId, token }) => ({ id, callId, agentId, token })) });
      } else if (event.kind === 'call-accepted') {
        say({ kind: 'accepted', reservationId: event.reservationId, callId: event.callId, agentId: event.agentId });
      }
    }
  });
  await service.submit(SHIFT_QUEUES);
  await service.start();
  const shift = new Shift(service, randomFrom(seed), name);
  await shift.begin();
  while (true) await shift.act();
}

/** A store that is killed with its process before, while or just after a batch is stored: before anybody is told of it. */
function mortal(store: RoutingStore, deathAt: LifePlan['deathAt']): RoutingStore {
  let batches = 0;
  return {
    ...store,
    async append(events) {
      batches += 1;
      const moment = batches === deathAt?.batch ? deathAt.moment : null;
      if (moment === 'before') die();
      const stored = store.append(events);
      if (moment === 'during') setTimeout(die, deathAt?.delayMs);
      await stored;
      if (moment !== null) die();
    },
  };
}

function fail(error: unknown): void {
  process.send?.(
    { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies LifeSign,
    () => process.exit(1),
  );
}
