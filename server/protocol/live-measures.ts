import type { Board, BoardAgent, BoardCenter, BoardQueue } from './board.ts';
import type { AgentStatus } from './common.ts';
import { abandonment, DEFAULT_SWITCHES, occupancy, serviceLevel, timeUntil } from './formulas.ts';

/**
 * Every measure that the board shows, as it stands at a moment: in which unit people type it, and of what there is such a figure.
 * Alerts watch these and no others; a test wants each figure of the board in this list.
 */

/** `score`: a mean opinion score. */
export type LiveUnit = 'calls' | 'seconds' | 'percent' | 'agents' | 'offers' | 'centers' | 'score';

/** How it is read off a board, as the board has it: times in milliseconds, shares 0..1. null: there is none now. */
interface Reading {
  unit: LiveUnit;
  all?: (board: Board) => number | null;
  center?: (center: BoardCenter, board: Board) => number | null;
  queue?: (queue: BoardQueue, board: Board) => number | null;
  agent?: (agent: BoardAgent, board: Board) => number | null;
}
export const LIVE_SCOPES = ['all', 'center', 'queue', 'agent'] as const;
export type LiveScope = (typeof LIVE_SCOPES)[number];

type Status = AgentStatus['kind'];
const inCenter = ({ id }: BoardCenter, { agents }: Board) => agents.filter(({ centerId }) => centerId === id);
const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
const longest = (figures: readonly (number | null)[]) => {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : Math.max(...known);
};

/** Agents of whom something holds. */
const agentsWho = (is: (agent: BoardAgent) => boolean) => ({
  unit: 'agents' as const,
  all: ({ agents }: Board) => agents.filter(is).length,
  center: (center: BoardCenter, board: Board) => inCenter(center, board).filter(is).length,
});
/** How long an agent has been at this; of several, who has been longest. */
const timeAt = (kind: Status) => {
  const of = ({ status }: BoardAgent, now: number) => (status.kind === kind ? Math.max(0, now - status.since) : null);
  return {
    unit: 'seconds' as const,
    all: ({ agents, now }: Board) => longest(agents.map((agent) => of(agent, now))),
    center: (center: BoardCenter, board: Board) => longest(inCenter(center, board).map((agent) => of(agent, board.now))),
    agent: (agent: BoardAgent, { now }: Board) => of(agent, now),
  };
};
/** A figure of the day that totals and queues have under one name. */
const ofDay = <Name extends keyof Board['totals'] & keyof BoardQueue, Unit extends LiveUnit>(unit: Unit, name: Name) => ({
  unit,
  all: ({ totals }: Board) => totals[name] as number | null,
  queue: (queue: BoardQueue) => queue[name] as number | null,
});
const waitSince = (since: number | null, now: number) => (since === null ? 0 : Math.max(0, now - since));
const ageOf = ({ heardAt }: BoardCenter, { now }: Board) => (heardAt === null ? null : Math.max(0, now - heardAt));
const occupied = (agents: readonly BoardAgent[], { centers, now }: Board) => {
  const midnight = new Map(centers.map(({ id, dayStart }) => [id, dayStart]));
  return occupancy(agents.map(({ day, status, centerId }) => timeUntil(day, status, midnight.get(centerId) ?? 0, now)));
};

export const LIVE_MEASURES = {
  // Who waits and who talks, now.
  waiting: { unit: 'calls', all: ({ totals }) => totals.waiting, center: ({ waiting }) => waiting, queue: ({ waiting }) => waiting },
  'longest-wait': {
    unit: 'seconds',
    all: ({ totals, now }) => waitSince(totals.oldestEnqueuedAt, now),
    queue: ({ oldestEnqueuedAt }, { now }) => waitSince(oldestEnqueuedAt, now),
  },
  'estimated-wait': {
    unit: 'seconds',
    all: ({ queues }) => longest(queues.map(({ estimatedWaitMs }) => estimatedWaitMs)),
    queue: ({ estimatedWaitMs }) => estimatedWaitMs,
  },
  ringing: {
    unit: 'calls',
    all: ({ queues }) => sum(queues.map(({ ringing }) => ringing)),
    center: ({ ringing }) => ringing,
    queue: ({ ringing }) => ringing,
  },
  talking: { unit: 'calls', all: ({ totals }) => totals.onCall, center: ({ talking }) => talking, queue: ({ talking }) => talking },
  // Since midnight.
  'text-service-level': { unit: 'percent', queue: ({ texts }) => (texts === null ? null : serviceLevel(texts, DEFAULT_SWITCHES)) },
  'service-level': ofDay('percent', 'serviceLevel'),
  'speed-of-answer': ofDay('seconds', 'asaMs'),
  'handle-time': ofDay('seconds', 'ahtMs'),
  abandonment: {
    unit: 'percent',
    all: ({ totals }) => totals.abandonment,
    queue: (queue) => abandonment(queue, DEFAULT_SWITCHES),
  },
  offered: ofDay('calls', 'offered'),
  answered: ofDay('calls', 'answered'),
  'answered-in-time': ofDay('calls', 'inTime'),
  abandoned: ofDay('calls', 'abandoned'),
  'left-for-else': ofDay('calls', 'elsewhere'),
  handled: { ...ofDay('calls', 'handled'), agent: ({ day }) => day.handled },
  over: { unit: 'calls', all: ({ totals }) => totals.over },
  'missed-offers': {
    ...ofDay('offers', 'missedOffers'),
    center: (center, board) => sum(inCenter(center, board).map(({ day }) => day.missedOffers)),
    agent: ({ day }) => day.missedOffers,
  },
  'line-quality': ofDay('score', 'mos'),
  'estimate-error': { unit: 'seconds', queue: ({ estimateError }) => estimateError?.medianMs ?? null },
  'estimate-late': { unit: 'seconds', queue: ({ estimateError }) => (estimateError === null ? null : Math.max(0, estimateError.lateMs)) },
  'estimate-error-most': { unit: 'seconds', queue: ({ estimateError }) => estimateError?.p90Ms ?? null },
  occupancy: {
    unit: 'percent',
    all: (board) => occupied(board.agents, board),
    center: ({ occupancy: share }) => share,
    agent: (agent, board) => occupied([agent], board),
  },
  // Agents, now.
  'available-agents': {
    unit: 'agents',
    all: ({ totals }) => totals.available,
    center: ({ available }) => available,
    queue: ({ availableAgents }) => availableAgents,
  },
  'signed-in-agents': agentsWho(({ status }) => status.kind !== 'offline'),
  'agents-on-call': agentsWho(({ status }) => status.kind === 'on-call'),
  'agents-in-wrapup': agentsWho(({ status }) => status.kind === 'wrapup'),
  'agents-not-ready': agentsWho(({ status }) => status.kind === 'not-ready'),
  'missed-agents': agentsWho(({ status }) => status.kind === 'missed'),
  'unreachable-agents': agentsWho(({ status, reachable }) => status.kind !== 'offline' && !reachable),
  'time-available': timeAt('available'),
  'time-on-call': timeAt('on-call'),
  'time-in-wrapup': timeAt('wrapup'),
  'time-not-ready': timeAt('not-ready'),
  'time-missed': timeAt('missed'),
  // Centers, now.
  'data-age': { unit: 'seconds', all: (board) => longest(board.centers.map((center) => ageOf(center, board))), center: ageOf },
  'silent-centers': { unit: 'centers', all: ({ centers }) => centers.filter(({ link }) => link !== 'up').length },
} as const satisfies Record<string, Reading>;

export type LiveMeasure = keyof typeof LIVE_MEASURES;
export const MEASURE_NAMES = Object.keys(LIVE_MEASURES) as [LiveMeasure, ...LiveMeasure[]];
export const readingOf = (measure: LiveMeasure): Reading => LIVE_MEASURES[measure];
export const unitOf = (measure: LiveMeasure): LiveUnit => LIVE_MEASURES[measure].unit;
export const measureHas = (measure: LiveMeasure, scope: LiveScope): boolean => readingOf(measure)[scope] !== undefined;

const DAY_SECONDS = 86_400;
/** More calls or agents than any installation has. */
const MOST = 100_000;

/** What a figure in this unit can be at all. */
export function rangeOf(unit: LiveUnit): readonly [least: number, most: number] {
  switch (unit) {
    case 'percent':
      return [0, 100];
    case 'seconds':
      return [0, DAY_SECONDS];
    case 'score':
      return [1, 4.5];
    default:
      return [0, MOST];
  }
}
