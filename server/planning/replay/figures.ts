import { abandonment, averageSpeedOfAnswer, DEFAULT_SWITCHES, serviceLevel } from '../../protocol/formulas.ts';
import { type EndedCall, estimateError } from '../../routing/measures.ts';
import { addCall, noCounts } from '../../routing/queue-day.ts';
import type { Trace } from './trace.ts';

/** What is compared. Times in seconds, shares 0..1; null: there was nothing to tell from. */
export interface Figures {
  answered: number;
  abandoned: number;
  /** Answered in time ÷ (answered + abandoned). */
  serviceLevel: number | null;
  /** Mean time from entering the queue to the answer. */
  asa: number | null;
  /** Abandoned ÷ (answered + abandoned). */
  abandonment: number | null;
  /** Time on calls, wrap-up included ÷ time ready for calls or on them. */
  occupancy: number | null;
  /** |Estimated wait at entry − real wait| of answered calls: the median, and what 9 of 10 stay within. */
  estimateError50: number | null;
  estimateError90: number | null;
}

/** A stretch of time of one agent's. */
export interface Stretch {
  agentId: string;
  from: number;
  to: number;
}

export function figuresOf(calls: readonly EndedCall[], thresholdMs: (queueId: string) => number, occupancy: number | null): Figures {
  const counts = noCounts();
  for (const call of calls) addCall(counts, call, thresholdMs(call.queueId));
  const asaMs = averageSpeedOfAnswer(counts);
  const error = estimateError(calls);
  return {
    answered: counts.answered,
    abandoned: counts.abandoned,
    serviceLevel: serviceLevel(counts, DEFAULT_SWITCHES),
    asa: asaMs === null ? null : asaMs / 1000,
    abandonment: abandonment(counts, DEFAULT_SWITCHES),
    occupancy,
    estimateError50: error && error.medianMs / 1000,
    estimateError90: error && error.p90Ms / 1000,
  };
}

/** Time worked ÷ time ready or worked. */
export function occupancyOf(trace: Pick<Trace, 'staff' | 'from' | 'to'>, worked: readonly Stretch[]): number | null {
  const { busy, staffed } = workOf(trace, worked);
  const there = lengthWithin(staffed, trace.from, trace.to);
  return there === 0 ? null : lengthWithin(busy, trace.from, trace.to) / there;
}

/** When agents worked, and when they were ready or worked. Who has become not ready on a call is at work until its end. */
export function workOf(
  { staff, from, to }: Pick<Trace, 'staff' | 'from' | 'to'>,
  worked: readonly Stretch[],
): { busy: Time[]; staffed: Time[] } {
  const byAgent = Map.groupBy(worked, ({ agentId }) => agentId);
  const changes = Map.groupBy(staff, ({ agent }) => agent.id);
  const busy: Time[] = [];
  const staffed: Time[] = [];
  for (const agentId of new Set([...byAgent.keys(), ...changes.keys()])) {
    const own = joined((byAgent.get(agentId) ?? []).map((one) => ({ from: one.from, to: Math.min(one.to, to) })));
    const ready: Time[] = [];
    let since: number | null = null;
    for (const change of changes.get(agentId) ?? []) {
      if (since !== null && !change.ready) ready.push({ from: since, to: change.at });
      since = change.ready ? (since ?? Math.max(change.at, from)) : null;
    }
    if (since !== null) ready.push({ from: since, to });
    busy.push(...own);
    staffed.push(...joined([...own, ...ready]));
  }
  return { busy, staffed };
}

type Time = Pick<Stretch, 'from' | 'to'>;

/** How much of these lies within a time, ms. */
export const lengthWithin = (times: readonly Time[], from: number, to: number): number =>
  times.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);

/** The same time, with what overlaps as one. */
function joined(stretches: readonly Time[]): Time[] {
  const all: Time[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else all.push({ ...next });
  }
  return all;
}

/** What became of the calls of a period: those that came in it and were answered or given up, and who worked when. */
export interface Outcome {
  calls: EndedCall[];
  worked: Stretch[];
  /** By queue, as it was set last: the wait in ms within which an answer is in time. */
  thresholds: ReadonlyMap<string, number>;
}

export function figuresOfOutcome(trace: Trace, { calls, worked, thresholds }: Outcome): Figures {
  return figuresOf(calls, (queueId) => thresholds.get(queueId) ?? 0, occupancyOf(trace, worked));
}

/** The period as it was. */
export function storedFigures(trace: Trace): Figures {
  return figuresOfOutcome(trace, storedOutcome(trace));
}

export function storedOutcome({ configured, calls, worked, to }: Pick<Trace, 'configured' | 'calls' | 'worked' | 'to'>): Outcome {
  const ended = calls.flatMap(({ id, queueId, at, before, past }): EndedCall[] => {
    if (before || !past) return [];
    const within = (time: number | null) => (time !== null && time < to ? time : null);
    const connectedAt = within(past.connectedAt);
    const answered = connectedAt !== null;
    const abandoned = past.state === 'abandoned' && within(past.endedAt) !== null;
    if (!answered && !abandoned) return [];
    const endedAt = past.endedAt ?? to;
    const times = { acceptedAt: past.answeredAt, connectedAt, endedAt, completedAt: within(past.completedAt) };
    return [
      {
        id,
        queueId,
        enqueuedAt: at,
        estimatedWaitMs: past.estimatedWaitMs ?? null,
        waited: true,
        ...times,
        outcome: answered ? 'answered' : 'abandoned',
      },
    ];
  });
  const queues = configured.flatMap(({ set }) => set.queues);
  return { calls: ended, worked, thresholds: new Map(queues.map(({ id, serviceLevelMs }) => [id, serviceLevelMs])) };
}

/** The mean of several runs; null where one has nothing to tell. */
export function meanOf(runs: readonly Figures[]): Figures {
  const mean = (key: keyof Figures): number | null => {
    const values = runs.map((run) => run[key]);
    return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  };
  return {
    answered: mean('answered') ?? 0,
    abandoned: mean('abandoned') ?? 0,
    serviceLevel: mean('serviceLevel'),
    asa: mean('asa'),
    abandonment: mean('abandonment'),
    occupancy: mean('occupancy'),
    estimateError50: mean('estimateError50'),
    estimateError90: mean('estimateError90'),
  };
}
