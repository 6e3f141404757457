import type { Board, BoardAgent, BoardCall, BoardQueue, BoardTrend, DayFigures } from './board.ts';
import { SHORT_ABANDON_SECONDS } from './formulas.ts';

/** Rows of a board and boards, for tests. */

export const boardAgent = (id: string, centerId: string, over: Partial<BoardAgent> = {}): BoardAgent => ({
  id,
  name: id,
  centerId,
  status: { kind: 'available', since: 0 },
  reachable: true,
  texts: 0,
  skills: [],
  caller: null,
  team: '',
  day: { busyMs: 0, readyMs: 0, handled: 0, missedOffers: 0 },
  ...over,
});

export const noFigures: DayFigures = {
  offered: 0,
  answered: 0,
  inTime: 0,
  abandoned: 0,
  abandonedWithin: SHORT_ABANDON_SECONDS.map(() => 0),
  elsewhere: 0,
  elsewhereWithin: SHORT_ABANDON_SECONDS.map(() => 0),
  serviceLevel: null,
  asaMs: null,
  ahtMs: null,
  handled: 0,
  missedOffers: 0,
  mos: null,
  qualitySamples: 0,
};

/** Two quarters of an hour in which nothing happened. */
export const boardTrend = (over: Partial<BoardTrend> = {}): BoardTrend => ({
  ...{ from: 0, slotMs: 900_000, waiting: [0, 0], offered: [0, 0], answered: [0, 0], inTime: [0, 0] },
  ...{ answerWaitMs: [0, 0], abandoned: [0, 0], abandonedWithin: [[], []], elsewhere: [[], []] },
  ...over,
});

export const boardQueue = (id: string, over: Partial<BoardQueue> = {}): BoardQueue => ({
  id,
  name: id,
  waiting: 0,
  oldestEnqueuedAt: null,
  ringing: 0,
  talking: 0,
  availableAgents: 0,
  estimatedWaitMs: null,
  skills: [],
  ...noFigures,
  texts: null,
  trend: boardTrend(),
  serviceLevelSeconds: 20,
  closed: false,
  estimateError: null,
  ...over,
});

export const boardCall = (id: string, over: Partial<BoardCall> = {}): BoardCall => ({
  id,
  callerName: id,
  queueId: 'sales',
  queueName: 'Sales',
  state: 'queued',
  role: 'main',
  channel: 'voice',
  since: 0,
  enqueuedAt: 0,
  position: 1,
  estimatedWaitMs: null,
  agentId: null,
  agentName: null,
  centerId: null,
  away: null,
  takenOver: false,
  decidedAt: null,
  ...over,
});

export function boardOf(
  tables: Partial<Pick<Board, 'queues' | 'agents' | 'calls' | 'centers'>>,
  totals: Partial<Board['totals']> = {},
): Board {
  const { queues = [], agents = [], calls = [], centers = [] } = tables;
  return {
    now: 1000,
    queues,
    agents,
    calls,
    centers,
    queueNames: queues.map(({ id, name }) => ({ id, name })),
    totals: {
      waiting: 0,
      oldestEnqueuedAt: null,
      ...noFigures,
      abandonment: null,
      available: 0,
      onCall: 0,
      over: 0,
      ...totals,
    },
  };
}
