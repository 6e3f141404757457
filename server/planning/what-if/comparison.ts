import type { DayFigures, FIGURES, WhatIfResult } from '../../protocol/planning.ts';
import { figuresOf, lengthWithin, type Outcome, storedOutcome, workOf } from '../replay/figures.ts';
import { type Policy, SAME_POLICY } from '../replay/policy.ts';
import { runPeriod } from '../replay/simulate.ts';
import type { Trace } from '../replay/trace.ts';
import { estimate } from '../statistics.ts';

/** An interval of the day. */
export interface Interval {
  at: number;
  to: number;
  minute: number;
}

export interface Comparing {
  trace: Trace;
  /** The same day with other staff. */
  changed: Trace;
  policy: Policy;
  intervals: readonly Interval[];
  runs: number;
  /** After each run of both; false: that will do. */
  onRun: (done: number) => boolean;
}

export type Comparison = Pick<WhatIfResult, 'runs' | 'calls' | 'real' | 'before' | 'after' | 'difference' | 'intervals'>;

interface Told {
  day: DayFigures;
  intervals: DayFigures[];
}

/**
 * The day as it was, replayed as it was, and replayed with the changes. Both replays of a pair are dealt the same chances, so
 * that what differs between them is the changes' doing.
 * @throws TraceError, PolicyError
 */
export function compareDays({ trace, changed, policy, intervals, runs, onRun }: Comparing): Comparison {
  const real = told(trace, storedOutcome(trace), intervals);
  const pairs: { before: Told; after: Told }[] = [];
  for (let seed = 1; seed <= runs; seed += 1) {
    const before = told(trace, runPeriod(trace, SAME_POLICY, seed), intervals);
    const after = told(changed, runPeriod(changed, policy, seed), intervals);
    pairs.push({ before, after });
    if (!onRun(pairs.length)) break;
  }
  const came = trace.calls.filter((call) => !call.before);
  const difference = (key: (typeof FIGURES)[number]) => {
    const values = pairs.flatMap(({ before: { day: one }, after: { day: other } }) =>
      one[key] === null || other[key] === null ? [] : [other[key] - one[key]],
    );
    if (values.length === 0) return null;
    const { mean, halfWidth } = estimate(values);
    return { mean, halfWidth };
  };
  const mean = (side: 'before' | 'after') => meanFigures(pairs.map((pair) => pair[side].day));
  const meanOfInterval = (side: 'before' | 'after', nth: number) => meanFigures(pairs.flatMap((pair) => pair[side].intervals[nth] ?? []));
  return {
    runs: pairs.length,
    calls: came.length,
    real: real.day,
    before: mean('before'),
    after: mean('after'),
    difference: {
      serviceLevel: difference('serviceLevel'),
      asa: difference('asa'),
      abandonment: difference('abandonment'),
      occupancy: difference('occupancy'),
      estimateError50: difference('estimateError50'),
      estimateError90: difference('estimateError90'),
    },
    intervals: intervals.map(({ at, to, minute }, nth) => ({
      at,
      minute,
      calls: came.filter((call) => call.at >= at && call.at < to).length,
      real: real.intervals[nth] ?? meanFigures([]),
      before: meanOfInterval('before', nth),
      after: meanOfInterval('after', nth),
    })),
  };
}

/** Calls count in the interval in which they came, work and presence in which they fell. */
function told(trace: Trace, { calls, worked, thresholds }: Outcome, intervals: readonly Interval[]): Told {
  const { busy, staffed } = workOf(trace, worked);
  const inTime = (queueId: string) => thresholds.get(queueId) ?? 0;
  const figures = (from: number, to: number): DayFigures => {
    const there = lengthWithin(staffed, from, to);
    const own = calls.filter(({ enqueuedAt }) => enqueuedAt >= from && enqueuedAt < to);
    return figuresOf(own, inTime, there === 0 ? null : lengthWithin(busy, from, to) / there);
  };
  return { day: figures(trace.from, trace.to), intervals: intervals.map(({ at, to }) => figures(at, to)) };
}

/** Of each figure, over those that have it. */
function meanFigures(all: readonly DayFigures[]): DayFigures {
  const mean = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return {
    answered: mean(all.map(({ answered }) => answered)) ?? 0,
    abandoned: mean(all.map(({ abandoned }) => abandoned)) ?? 0,
    serviceLevel: mean(all.map(({ serviceLevel }) => serviceLevel)),
    asa: mean(all.map(({ asa }) => asa)),
    abandonment: mean(all.map(({ abandonment }) => abandonment)),
    occupancy: mean(all.map(({ occupancy }) => occupancy)),
    estimateError50: mean(all.map(({ estimateError50 }) => estimateError50)),
    estimateError90: mean(all.map(({ estimateError90 }) => estimateError90)),
  };
}
