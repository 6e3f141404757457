/** Measures of a day, as pure functions over ended calls. Times in milliseconds. */

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

export interface Measures {
  answered: number;
  abandoned: number;
  /** answered within the threshold ÷ (answered + abandoned), 0..1; null before the first such call. */
  serviceLevel: number | null;
  /** Mean time from enqueueing to the answer, ms. */
  asaMs: number | null;
  /** Mean talk and wrap-up time of completed calls, ms. */
  ahtMs: number | null;
  /** abandoned ÷ (answered + abandoned), 0..1. */
  abandonment: number | null;
}

/** A call that talks counts as answered from its first second: it was, and the service level must not lag behind. */
export function measure(calls: readonly EndedCall[], thresholdMs: (call: EndedCall) => number): Measures {
  const talked = calls.filter((call) => call.outcome === 'answered');
  const answered = talked.filter((call) => call.waited);
  const abandoned = calls.filter((call) => call.outcome === 'abandoned').length;
  const decided = answered.length + abandoned;
  const waits = answered.flatMap((call) => (call.acceptedAt === null ? [] : [call.acceptedAt - call.enqueuedAt]));
  const inTime = answered.filter((call) => call.acceptedAt !== null && call.acceptedAt - call.enqueuedAt <= thresholdMs(call)).length;
  const handled = talked.flatMap((call) =>
    call.completedAt === null || call.acceptedAt === null ? [] : [call.completedAt - call.acceptedAt],
  );
  return {
    answered: answered.length,
    abandoned,
    serviceLevel: decided === 0 ? null : inTime / decided,
    asaMs: mean(waits),
    ahtMs: mean(handled),
    abandonment: decided === 0 ? null : abandoned / decided,
  };
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

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
