import { Random } from '../random.ts';
import type { Trace, TracedCall } from './trace.ts';

/** How one call goes, whoever takes it and whenever. Times in milliseconds. */
export interface CallCourse {
  /** From entering the queue until the caller gives up; infinity: never. */
  patienceMs: number;
  /** From the offer to accepting it, from there to the end of the talk, and from there to the end of wrap-up. */
  ringMs: number;
  talkMs: number;
  wrapupMs: number;
}

type Handling = Omit<CallCourse, 'patienceMs'>;

export class TraceError extends Error {}

/**
 * Tells of each call how it goes: as it went, where it is known. A call that was never answered takes as long as one of the
 * others of its queue, drawn at random. A caller who gave up gives up after the same time. Of the others it is known that
 * they were willing to wait at least as long as they did; how much longer is drawn from the exponential distribution whose
 * mean is all waiting of the period ÷ callers who gave up, which forgets what was waited already.
 * @throws TraceError when no call of the period was answered: nothing tells then how long calls take
 */
export function coursesOf({ calls, to }: Trace, seed: number): Map<string, CallCourse> {
  const known: Handling[] = [];
  const byQueue = new Map<string, Handling[]>();
  for (const call of calls) {
    const handling = handlingOf(call);
    if (!handling) continue;
    known.push(handling);
    const others = byQueue.get(call.queueId);
    if (others) others.push(handling);
    else byQueue.set(call.queueId, [handling]);
  }
  if (known.length === 0) throw new TraceError('No call of this period was answered to its end: nothing tells how long calls take');
  const gaveUp = calls.filter(hasGivenUp).length;
  const meanPatienceMs = gaveUp === 0 ? Number.POSITIVE_INFINITY : calls.reduce((sum, call) => sum + waitOf(call, to), 0) / gaveUp;
  const courses = new Map<string, CallCourse>();
  for (const [nth, call] of calls.entries()) {
    const random = new Random(seed, nth);
    const [more, which] = [random.uniform(), random.uniform()];
    const others = byQueue.get(call.queueId) ?? known;
    const handling = handlingOf(call) ?? others[Math.floor(which * others.length)] ?? known[0];
    if (!handling) continue;
    const waited = waitOf(call, to);
    const patienceMs = hasGivenUp(call) ? waited : waited + -Math.log(more) * meanPatienceMs;
    courses.set(call.id, { ...handling, patienceMs });
  }
  return courses;
}

const hasGivenUp = ({ past }: TracedCall) => past?.state === 'abandoned' && past.answeredAt === null;

/** How long the caller waited in the period for an answer or in vain. */
function waitOf({ at, past }: TracedCall, to: number): number {
  return Math.max(0, Math.min(past?.answeredAt ?? past?.endedAt ?? to, to) - at);
}

function handlingOf({ past }: TracedCall): Handling | null {
  if (!past?.connectedAt || !past.answeredAt || !past.endedAt || !past.completedAt) return null;
  const { offeredAt, answeredAt, endedAt, completedAt } = past;
  // The first offer may have gone to somebody who let it go by: nobody takes longer than an offer stands.
  const ringMs = offeredAt === null ? 0 : Math.min(answeredAt - offeredAt, LONGEST_RING_MS);
  return { ringMs, talkMs: endedAt - answeredAt, wrapupMs: completedAt - endedAt };
}

const LONGEST_RING_MS = 15_000;
