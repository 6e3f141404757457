import type { CallId, Channel, QueueId } from '../../protocol/common.ts';
import { NO_LIMITS } from '../../protocol/queue.ts';
import { centerRefusal } from './center-rules.ts';
import { lineOf, waitingIn } from './channels.ts';
import type { Call } from './model.ts';
import type { Pool } from './pool.ts';
import type { Wanting } from './routing-index.ts';
import type { RoutingState } from './state.ts';
import type { QueueStats } from './stats.ts';
import { waitingCalls } from './waiting.ts';

/** How many intervals the expectation from staffing counts for, against those that were seen. */
const EXPECTED_COUNTS = 10;

/**
 * How long each waiting call will still wait for its first offer, ms from now; null while nothing is known.
 *
 * place in line × mean time between two calls leaving the line. That time is what was seen since the line formed (the last
 * 20 at most), drawn towards what staffing leads to expect: mean handle time ÷ agents at work who could serve the call.
 * It is the queue-length predictor of Ibrahim and Whitt, "Real-time delay estimation in overloaded multiserver queues with
 * abandonments", with the rate measured, so that callers who give up count as well.
 */
export function estimatedWaits(state: RoutingState, now: number): Map<CallId, number | null> {
  const ahead = new Map<string, number>();
  const waits = new Map<CallId, number | null>();
  if (state.index.waiting === 0 && state.calls.size === 0) return waits;
  for (const call of waitingCalls(state, now, state.index.settings)) {
    const place = (ahead.get(lineOf(call)) ?? 0) + 1;
    ahead.set(lineOf(call), place);
    waits.set(call.id, estimate(state, call, place));
  }
  return waits;
}

/** What somebody who entered a queue now would wait, ms; 0 when an agent is free for them, null while nothing is known. */
export function estimateFor(
  state: RoutingState,
  queueId: QueueId,
  now: number,
  requirement: Call['requirement'] = null,
  channel: Channel = 'voice',
): number | null {
  const call = { queueId, requirement, onlyCenter: null, widened: 0, channel };
  const pool = state.index.poolFor(state, call, 0);
  if (pool && isSomebodyFree(state, pool, now)) return 0;
  return estimate(state, call, waitingIn(state, queueId, channel) + 1);
}

/** In a center that takes these calls at this moment. */
function isSomebodyFree(state: RoutingState, pool: Pool, now: number): boolean {
  for (const centerId of pool.free.keys()) {
    const center = state.centers.get(centerId);
    if (center && centerRefusal(state, center, pool.isForeignTo(centerId), now) === null) return true;
  }
  return false;
}

function estimate(state: RoutingState, call: Wanting & Pick<Call, 'widened'>, place: number): number | null {
  const stats = state.stats.queues[lineOf(call)];
  const pool = state.index.poolFor(state, call, call.widened);
  if (!stats || !pool) return null;
  const expected = expectedIntervalMs(state, pool, stats);
  const seen = seenIntervals(stats);
  if (expected === null) return seen.count === 0 ? null : place * (seen.totalMs / seen.count);
  return (place * (seen.totalMs + EXPECTED_COUNTS * expected)) / (seen.count + EXPECTED_COUNTS);
}

function expectedIntervalMs(state: RoutingState, pool: Pool, { handled, handledMs }: QueueStats): number | null {
  const atOnce = pool.atWork * (pool.need.channel === 'voice' ? 1 : textsAtOnce(state, pool));
  return handled === 0 || atOnce === 0 ? null : handledMs / handled / atOnce;
}

/** How many text conversations one agent of the centers that may have them has at once, on average. */
function textsAtOnce(state: RoutingState, { need }: Pool): number {
  const centers = [...state.centers.values()].filter(({ id }) => need.centers === null || need.centers.includes(id));
  const total = centers.reduce((sum, { limits }) => sum + (limits.textCapacity ?? NO_LIMITS.textCapacity), 0);
  return centers.length === 0 ? 0 : total / centers.length;
}

function seenIntervals({ leftAt }: QueueStats): { count: number; totalMs: number } {
  const count = Math.max(0, leftAt.length - 1);
  return { count, totalMs: count === 0 ? 0 : (leftAt[count] ?? 0) - (leftAt[0] ?? 0) };
}
