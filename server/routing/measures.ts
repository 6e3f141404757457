/** A call that came to its end, and how well its wait was foretold. Times in milliseconds. */

export interface EndedCall {
  id: string;
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
  /** `other`: failed or canceled by rule; counts neither as answered nor as abandoned. */
  outcome: 'answered' | 'abandoned' | 'other';
  /** Whether a caller waited for it. Of a consult and a conference only the handle time counts. */
  waited: boolean;
}

/** |estimate at entry − real wait| of answered calls: the median and the 90th percentile (nearest rank), ms; null without data. */
export function estimateError(calls: readonly EndedCall[]): { medianMs: number; p90Ms: number } | null {
  const errors = calls
    .flatMap(({ outcome, waited, estimatedWaitMs, acceptedAt, enqueuedAt }) =>
      outcome !== 'answered' || !waited || estimatedWaitMs === null || acceptedAt === null
        ? []
        : [Math.abs(acceptedAt - enqueuedAt - estimatedWaitMs)],
    )
    .sort((a, b) => a - b);
  const medianMs = nearestRank(errors, 0.5);
  const p90Ms = nearestRank(errors, 0.9);
  return medianMs === undefined || p90Ms === undefined ? null : { medianMs, p90Ms };
}

const nearestRank = (sorted: readonly number[], share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
