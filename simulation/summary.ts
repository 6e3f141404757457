import { type Estimate, estimate } from '../server/planning/statistics.ts';
import type { Case } from './case.ts';
import type { RunResult } from './engine.ts';
import { PER_UNIT, type Unit, usualUnit } from './measure.ts';

/** What came out of a case, beside what was to come out. */
export interface Summary {
  name: string;
  about: string;
  runs: number;
  warmUpSeconds: number;
  seconds: number;
  /** Calls of all runs, warm-ups included. */
  calls: RunResult['calls'];
  /** Seconds and shares; a measure that told nothing in any run is not there. */
  figures: Record<string, Estimate>;
  rows: Row[];
  /** Of a case that was run again, as a figure did not hold: its rows of the first time. */
  first: Row[] | null;
}

/** A published figure and the simulated one, in the published one's unit. */
export interface Row {
  measure: string;
  unit: Unit;
  published: number;
  plusMinus: number;
  exact: number | null;
  simulated: number | null;
  halfWidth: number | null;
  /** Null: nothing to tell, as with one run only. */
  holds: boolean | null;
}

/** @param first what came out the first time, of a case that was run again */
export function summarize(one: Case, results: readonly RunResult[], first: Summary | null = null): Summary {
  const figures: Record<string, Estimate> = {};
  for (const measure of Object.keys(results[0]?.figures ?? {})) {
    const values = results.map((result) => result.figures[measure] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    if (values.length > 0) figures[measure] = estimate(values);
  }
  const calls = { arrived: 0, answered: 0, abandoned: 0, turnedAway: 0, failed: 0, waiting: 0 };
  for (const result of results) for (const key of Object.keys(calls) as (keyof typeof calls)[]) calls[key] += result.calls[key];
  const { name, about, runs, warmUpSeconds, seconds } = one;
  return {
    name,
    about,
    runs,
    warmUpSeconds,
    seconds,
    calls,
    figures,
    rows: one.expected.map((expected) => rowOf(expected, figures)),
    first: first?.rows ?? null,
  };
}

function rowOf(
  { measure, published, plusMinus, exact, unit = usualUnit(measure) }: Case['expected'][number],
  figures: Summary['figures'],
): Row {
  const figure = figures[measure];
  const simulated = figure ? figure.mean * PER_UNIT[unit] : null;
  const halfWidth = figure?.halfWidth == null ? null : figure.halfWidth * PER_UNIT[unit];
  const row = { measure, unit, published, plusMinus, exact: exact ?? null, simulated, halfWidth };
  return { ...row, holds: simulated === null || halfWidth === null ? null : agrees(row, simulated, halfWidth) };
}

/**
 * Whether the published figure lies in the 95 % interval of the simulated one. A figure that was itself simulated is
 * uncertain too: then it is the difference of the two that has an interval, and nothing is to lie in it.
 */
export function agrees(
  { published, plusMinus, exact }: Pick<Row, 'published' | 'plusMinus' | 'exact'>,
  simulated: number,
  halfWidth: number,
): boolean {
  const [figure, uncertainty] = exact === null ? [published, plusMinus] : [exact, 0];
  return Math.abs(simulated - figure) <= Math.hypot(halfWidth, uncertainty);
}

/** Whether a figure of the case does not hold, be it by chance. */
export const fails = ({ rows }: Summary): boolean => rows.some(({ holds }) => holds === false);
