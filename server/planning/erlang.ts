/**
 * Exact figures of queues in equilibrium with Poisson arrivals and exponential service times: for planning, and for checking
 * simulations.
 *
 * Sources: A. K. Erlang's loss and delay formulas as in L. Kleinrock, "Queueing Systems I", ch. 3; with patience C. Palm
 * (1957), as in O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call Center with Impatient Customers" (2002).
 * All are birth-and-death processes: the chance of n calls in the system is that of n − 1 times the rate up over the rate down.
 */
export interface Line {
  /** Calls per second. */
  arrivalRate: number;
  meanServiceSeconds: number;
  agents: number;
  /** Calls that may wait; absent: any number. */
  places?: number;
  /** Absent: callers wait for ever. */
  meanPatienceSeconds?: number;
}

export interface LineFigures {
  /** Share of admitted calls that find all agents busy. */
  waited: number;
  /** Share of all calls that find no place. */
  blocked: number;
  /** Share of admitted calls that leave before an agent. */
  abandoned: number;
  /** Over admitted calls, also those that abandon; seconds. */
  meanWait: number;
  meanQueue: number;
  /** Share of the agents' time on calls. */
  occupancy: number;
}

/** @throws RangeError when the line would grow for ever */
export function lineFigures({ arrivalRate, meanServiceSeconds, agents, places, meanPatienceSeconds }: Line): LineFigures {
  const load = arrivalRate * meanServiceSeconds;
  if (places === undefined && meanPatienceSeconds === undefined && load >= agents)
    throw new RangeError(`${agents} agents cannot serve ${load} Erlang`);
  const leaving = meanPatienceSeconds === undefined ? 0 : 1 / meanPatienceSeconds;
  const last = agents + (places ?? Number.POSITIVE_INFINITY);
  // Weights relative to the empty system may overflow: they are kept relative to the state before, and scaled as they go.
  let weight = 1;
  let total = 1;
  let waiting = 0;
  let busy = 0;
  let allBusy = agents === 0 ? 1 : 0;
  let full = last === 0 ? 1 : 0;
  for (let calls = 1; calls <= last; calls += 1) {
    const served = Math.min(calls, agents);
    const queue = calls - served;
    weight *= arrivalRate / (served / meanServiceSeconds + queue * leaving);
    total += weight;
    waiting += queue * weight;
    busy += served * weight;
    if (calls >= agents) allBusy += weight;
    if (calls === last) full = weight;
    if (calls === agents && last === Number.POSITIVE_INFINITY && leaving === 0) {
      // From here on each weight is the one before times the same ratio. Close to 1 it would take for ever to add them up.
      const ratio = load / agents;
      const tail = (weight * ratio) / (1 - ratio);
      total += tail;
      busy += agents * tail;
      allBusy += tail;
      waiting = tail / (1 - ratio);
      break;
    }
    if (queue > 0 && weight < total * 1e-18) break;
    if (total > 1e200) {
      weight /= 1e200;
      total /= 1e200;
      waiting /= 1e200;
      busy /= 1e200;
      allBusy /= 1e200;
    }
  }
  const blocked = full / total;
  const admitted = arrivalRate * (1 - blocked);
  return {
    waited: (allBusy - full) / (total - full),
    blocked,
    abandoned: ((waiting / total) * leaving) / admitted,
    meanWait: waiting / total / admitted,
    meanQueue: waiting / total,
    occupancy: busy / total / agents,
  };
}

/** Share of calls answered within so many seconds, without patience and places: Erlang C's service level. */
export function erlangServiceLevel(line: Line, withinSeconds: number): number {
  return 1 - lineFigures(line).waited * Math.exp(-withinSeconds * spareRate(line));
}

/**
 * Of a line with patience: the share of all calls that are answered within so many seconds, and the mean wait of those that
 * are answered, seconds. A caller who would never give up waits x with density λ π(n−1) exp(λ (1 − e^(−θx)) / θ − nμx), and
 * is still there with chance e^(−θx) (F. Baccelli and G. Hebuterne, "On queues with impatient customers", 1981; S. Zeltyn
 * and A. Mandelbaum, "Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue", 2005).
 */
export function patientAnswers(line: Line & { meanPatienceSeconds: number }, withinSeconds: number): { within: number; asa: number } {
  const { arrivalRate, meanServiceSeconds, agents, meanPatienceSeconds } = line;
  const { waited, abandoned } = lineFigures(line);
  const rate = agents / meanServiceSeconds;
  const leaving = 1 / meanPatienceSeconds;
  const start = Math.log(arrivalRate) + logChanceOfOneFree(line);
  const exponent = (x: number) => (arrivalRate * -Math.expm1(-leaving * x)) / leaving - (rate + leaving) * x;
  const answeredAt = (x: number) => Math.exp(start + exponent(x));
  // The exponent rises to one peak and falls from there on: beyond where it is 45 lower nothing is left.
  const peak = Math.max(0, Math.log(arrivalRate / (rate + leaving)) * meanPatienceSeconds);
  const longest = whereBelow(exponent, peak, 45);
  const within = 1 - waited + integral(answeredAt, 0, Math.min(withinSeconds, longest));
  const answered = 1 - abandoned;
  return { within: Math.min(within, answered), asa: integral((x) => x * answeredAt(x), 0, longest) / answered };
}

/** Right of its peak, where a function that only falls from there on is lower than there by so much. */
function whereBelow(f: (x: number) => number, peak: number, by: number): number {
  const least = f(peak) - by;
  let width = 1;
  while (f(peak + width) > least) width *= 2;
  let [low, high] = [0, width];
  for (let nth = 0; nth < 20; nth += 1) {
    const middle = (low + high) / 2;
    if (f(peak + middle) > least) low = middle;
    else high = middle;
  }
  return peak + high;
}

/** In logarithms, since with far too few agents it is less than a number can hold. */
function logChanceOfOneFree({ arrivalRate, meanServiceSeconds, agents, meanPatienceSeconds = Number.POSITIVE_INFINITY }: Line): number {
  let log = 0;
  let oneFree = 0;
  let largest = 0;
  let sum = 1;
  for (let calls = 1; ; calls += 1) {
    const served = Math.min(calls, agents);
    log += Math.log(arrivalRate / (served / meanServiceSeconds + (calls - served) / meanPatienceSeconds));
    if (calls === agents - 1) oneFree = log;
    if (log > largest) {
      sum = sum * Math.exp(largest - log) + 1;
      largest = log;
    } else sum += Math.exp(log - largest);
    if (calls > agents && log < largest - 42) break;
  }
  return oneFree - largest - Math.log(sum);
}

/** By Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 600;
  const width = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let nth = 1; nth < steps; nth += 1) sum += (nth % 2 === 1 ? 4 : 2) * f(from + nth * width);
  return (sum * width) / 3;
}

/** The wait, in seconds, that this share of calls does not exceed, without patience and places. */
export function erlangWaitPercentile(line: Line, share: number): number {
  return Math.max(0, Math.log(lineFigures(line).waited / (1 - share)) / spareRate(line));
}

/**
 * Several groups of agents, each with calls of its own that no other group can serve, and places for waiting that all share.
 * Each group alone is reversible, so that cutting all of them off where the places are full leaves the product of their
 * chances (Kleinrock 3.12; F. P. Kelly, "Reversibility and Stochastic Networks", 1.6).
 * @param line one group; its `places` are those of all together
 */
export function separateGroups(line: Line & { places: number }, groups: number): Pick<LineFigures, 'blocked' | 'meanWait' | 'meanQueue'> {
  const { arrivalRate, meanServiceSeconds, agents, places } = line;
  const load = arrivalRate * meanServiceSeconds;
  // By calls that wait: the weight of a group with all agents busy, and with any number of them busy.
  let weight = 1;
  let some = 0;
  for (let busy = 0; busy < agents; busy += 1) {
    some += weight;
    weight *= load / (busy + 1);
  }
  const full = Array.from({ length: places + 1 }, (_, waiting) => weight * (load / agents) ** waiting);
  const any = full.map((value, waiting) => (waiting === 0 ? value + some : value));
  const others = Array.from({ length: groups - 1 }, () => any).reduce(convolved, [1, ...new Array<number>(places).fill(0)]);
  const all = convolved(others, any);
  const total = all.reduce((sum, value) => sum + value, 0);
  const blocked = (convolved(others, full)[places] ?? 0) / total;
  const meanQueue = all.reduce((sum, value, waiting) => sum + value * waiting, 0) / total;
  return { blocked, meanQueue, meanWait: meanQueue / (groups * arrivalRate * (1 - blocked)) };
}

/**
 * Two groups of agents of different speeds with one line, where an arrival takes any free agent by chance: reversible,
 * with a product of weights (H. Gumbel, "Waiting Lines with Heterogeneous Servers", 1960). Whoever is idle longest in place
 * of chance gives the same figures (I. Adan and G. Weiss, "A Loss System with Skill-Based Servers under Assign to Longest
 * Idle Server Policy", 2012).
 */
export function twoSpeeds(arrivalRate: number, fast: Speed, slow: Speed): { waited: number; occupancy: [number, number] } {
  const agents = fast.agents + slow.agents;
  const spare = 1 - arrivalRate / (fast.agents / fast.meanServiceSeconds + slow.agents / slow.meanServiceSeconds);
  const busy: [number, number] = [0, 0];
  let [total, full] = [0, 0];
  // The weight of (i, j) busy: ways to choose them, times λ^(i+j) for the ways to get there, over the rates down.
  let first = 1;
  for (let i = 0; i <= fast.agents; i += 1) {
    let weight = first;
    for (let j = 0; j <= slow.agents; j += 1) {
      const whole = i + j === agents ? weight / spare : weight;
      total += whole;
      busy[0] += whole * i;
      busy[1] += whole * j;
      full = whole;
      weight *= (arrivalRate * slow.meanServiceSeconds * (slow.agents - j)) / ((j + 1) * (agents - i - j));
    }
    first *= (arrivalRate * fast.meanServiceSeconds * (fast.agents - i)) / ((i + 1) * (agents - i));
  }
  return { waited: full / total, occupancy: [busy[0] / total / fast.agents, busy[1] / total / slow.agents] };
}
export interface Speed {
  agents: number;
  meanServiceSeconds: number;
}

const convolved = (a: readonly number[], b: readonly number[]) =>
  a.map((_, sum) => a.slice(0, sum + 1).reduce((total, value, index) => total + value * (b[sum - index] ?? 0), 0));

/** By how much all agents together are faster than the arrivals, calls per second. */
const spareRate = ({ agents, meanServiceSeconds, arrivalRate }: Line) => agents / meanServiceSeconds - arrivalRate;
