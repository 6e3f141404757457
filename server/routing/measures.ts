/** A call that came to its end, and how well its wait was foretold. Times in milliseconds. */

export interface EndedCall {
  id: string;
  /** Left out: by voice. */
  channel?: 'text';
  queueId: string;
  enqueuedAt: number;
  /** What was estimated at entry; null when nothing was known. */
  estimatedWaitMs: number | null;
  /** When the agent who went on to talk accepted; null when nobody did. */
  acceptedAt: number | null;
  connectedAt: number | null;
  endedAt: number;
  /** End of wrap-up; null while it lasts. */
  completedAt: number | null;
  /** `elsewhere`: left the line for a message or a callback. `other`: failed or canceled by rule; counts neither as answered nor as abandoned. */
  outcome: 'answered' | 'abandoned' | 'elsewhere' | 'other';
  /** Whether a caller waited for it. Of a consult and a conference only the handle time counts. */
  waited: boolean;
}

/** How much later than foretold an answered call was accepted, ms: below 0 sooner; null: not answered, or nothing was foretold. */
export function lateMsOf({ outcome, waited, estimatedWaitMs, acceptedAt, enqueuedAt }: EndedCall): number | null {
  return outcome !== 'answered' || !waited || estimatedWaitMs === null || acceptedAt === null
    ? null
    : acceptedAt - enqueuedAt - estimatedWaitMs;
}

/** Of answered calls, as `estimateErrorOf`. */
export function estimateError(calls: readonly EndedCall[]): EstimateError | null {
  const late = new Map<number, number>();
  for (const call of calls) {
    const ms = lateMsOf(call);
    if (ms !== null) late.set(ms, (late.get(ms) ?? 0) + 1);
  }
  return estimateErrorOf(late);
}

export interface EstimateError {
  medianMs: number;
  p90Ms: number;
  lateMs: number;
}

/**
 * ms; null without data. `medianMs`, `p90Ms`: |estimate at entry − real wait|. `lateMs`: the median of the real wait less the estimate:
 * above 0 half of the callers waited longer than told, by so much or more. Nearest ranks.
 * @param late how often an answer was so much later than foretold, by ms
 */
export function estimateErrorOf(late: ReadonlyMap<number, number>): EstimateError | null {
  const errors = new Map<number, number>();
  for (const [ms, calls] of late) errors.set(Math.abs(ms), (errors.get(Math.abs(ms)) ?? 0) + calls);
  const [medianMs, p90Ms, lateMs] = [nearestRank(errors, 0.5), nearestRank(errors, 0.9), nearestRank(late, 0.5)];
  return medianMs === null || p90Ms === null || lateMs === null ? null : { medianMs, p90Ms, lateMs };
}

function nearestRank(seen: ReadonlyMap<number, number>, share: number): number | null {
  const sorted = [...seen].sort(([a], [b]) => a - b);
  const rank = Math.max(1, Math.ceil(sorted.reduce((sum, [, times]) => sum + times, 0) * share));
  let passed = 0;
  for (const [value, times] of sorted) {
    passed += times;
    if (passed >= rank) return value;
  }
  return null;
}
