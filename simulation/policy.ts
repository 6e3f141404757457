import { DEFAULT_SETTINGS, type Queue, type Settings } from '../server/routing/core/model.ts';
import { queueFrom } from '../server/routing/core/queue-input.ts';
import type { Case } from './case.ts';

// Nobody in here falls silent, so that nobody needs to say that they are there.
const NO_HEARTBEATS = { roundTripLimitMs: Number.MAX_SAFE_INTEGER, linkSilenceMs: Number.MAX_SAFE_INTEGER };

/** The core's limits, as the case's policy has them. */
export function settingsOf({ policy: { agingSeconds, passedBySeconds } }: Case): Settings {
  return {
    ...DEFAULT_SETTINGS,
    ...NO_HEARTBEATS,
    ...(agingSeconds === undefined ? {} : { agingMs: agingSeconds * 1000 }),
    ...(passedBySeconds === undefined ? {} : { passedByMs: passedBySeconds * 1000 }),
  };
}

/** The queues, as the case's policy has them. */
export function queuesOf({ queues, policy: { strategy, offersAtOnce } }: Case): Queue[] {
  return queues.map(({ id, ...queue }) =>
    queueFrom(id, { ...queue, strategy: strategy ?? queue.strategy, offersAtOnce: offersAtOnce ?? queue.offersAtOnce }),
  );
}
