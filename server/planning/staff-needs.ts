import type { StaffNeed, StaffTarget } from '../protocol/planning.ts';
import { erlangServiceLevel, type Line, lineFigures, patientAnswers } from './erlang.ts';

/** The calls of an interval, taken as Poisson arrivals at an even rate. */
export interface Demand {
  calls: number;
  intervalSeconds: number;
  /** Talk, hold and wrap-up. */
  ahtSeconds: number;
}

export interface NeedOptions {
  target: StaffTarget;
  /** Share of the paid time in which agents can't take calls, 0 to below 1. */
  shrinkage: number;
  /** Mean patience of callers (Erlang A); null: they wait for ever (Erlang C). */
  patienceSeconds: number | null;
}

const NOBODY: StaffNeed = { agents: 0, rostered: 0, serviceLevel: 1, asaSeconds: 0, occupancy: 0, abandoned: 0 };
/** Within which the service level is told where the target names no time. */
const USUAL_SECONDS = 20;

/**
 * The fewest agents who meet a target, in equilibrium. Every target gets easier with each agent more, so the number is found
 * by halving.
 */
export function agentsNeeded(
  { calls, intervalSeconds, ahtSeconds }: Demand,
  { target, shrinkage, patienceSeconds }: NeedOptions,
): StaffNeed {
  if (calls <= 0 || ahtSeconds <= 0) return NOBODY;
  const line = { arrivalRate: calls / intervalSeconds, meanServiceSeconds: ahtSeconds };
  const within = target.kind === 'service-level' ? target.withinSeconds : USUAL_SECONDS;
  const figures = (agents: number) => figuresWith({ ...line, agents }, patienceSeconds, within);
  // Without patience, fewer would let the line grow for ever.
  const least = patienceSeconds === null ? Math.floor(line.arrivalRate * ahtSeconds) + 1 : 1;
  const agents = fewest(least, (count) => meets(figures(count), target));
  return { agents, rostered: Math.ceil(agents / (1 - shrinkage) - 1e-9), ...figures(agents) };
}

function figuresWith(line: Line, patienceSeconds: number | null, within: number): Omit<StaffNeed, 'agents' | 'rostered'> {
  if (patienceSeconds === null) {
    const { meanWait, occupancy } = lineFigures(line);
    return { serviceLevel: erlangServiceLevel(line, within), asaSeconds: meanWait, occupancy, abandoned: 0 };
  }
  const patient = { ...line, meanPatienceSeconds: patienceSeconds };
  const { occupancy, abandoned } = lineFigures(patient);
  const answers = patientAnswers(patient, within);
  return { serviceLevel: answers.within, asaSeconds: answers.asa, occupancy, abandoned };
}

function meets(
  { serviceLevel, asaSeconds, occupancy }: Pick<StaffNeed, 'serviceLevel' | 'asaSeconds' | 'occupancy'>,
  target: StaffTarget,
): boolean {
  switch (target.kind) {
    case 'service-level':
      return serviceLevel >= target.share;
    case 'asa':
      return asaSeconds <= target.seconds;
    case 'occupancy':
      return occupancy <= target.most;
  }
}

/** The least number from `from` on that is enough. */
function fewest(from: number, enough: (count: number) => boolean): number {
  if (enough(from)) return from;
  let [short, step] = [from, 1];
  while (!enough(short + step)) {
    short += step;
    step *= 2;
  }
  let high = short + step;
  while (high - short > 1) {
    const middle = Math.floor((short + high) / 2);
    if (enough(middle)) high = middle;
    else short = middle;
  }
  return high;
}
