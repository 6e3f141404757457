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

/**
 * Of answered calls, ms; null without data. `medianMs`, `p90Ms`: |estimate at entry − real wait|. `lateMs`: the median of the real wait
 * less the estimate: above 0 half of the callers waited longer than told, by so much or more. Nearest ranks.
 */
export function estimateError(calls: readonly EndedCall[]): { medianMs: number; p90Ms: number; lateMs: number } | null {
  const late = calls
    .flatMap(({ outcome, waited, estimatedWaitMs, acceptedAt, enqueuedAt }) =>
      outcome !== 'answered' || !waited || estimatedWaitMs === null || acceptedAt === null
        ? []
        : [acceptedAt - enqueuedAt - estimatedWaitMs],
    )
    .sort((a, b) => a - b);
  const errors = late.map(Math.abs).sort((a, b) => a - b);
  const [medianMs, p90Ms, lateMs] = [nearestRank(errors, 0.5), nearestRank(errors, 0.9), nearestRank(late, 0.5)];
  return medianMs === undefined || p90Ms === undefined || lateMs === undefined ? null : { medianMs, p90Ms, lateMs };
}

const nearestRank = (sorted: readonly number[], share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
