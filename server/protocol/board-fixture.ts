import type { Board, BoardAgent, BoardCall, BoardQueue } from './board.ts';

/** Rows of a board and boards, for tests. */

export const boardAgent = (id: string, centerId: string, over: Partial<BoardAgent> = {}): BoardAgent => ({
  id,
  name: id,
  centerId,
  status: { kind: 'available', since: 0 },
  reachable: true,
  skills: [],
  caller: null,
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
  offered: 0,
  answered: 0,
  abandoned: 0,
  serviceLevel: null,
  serviceLevelSeconds: 20,
  asaMs: null,
  ahtMs: null,
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
  since: 0,
  enqueuedAt: 0,
  position: 1,
  estimatedWaitMs: null,
  agentId: null,
  agentName: null,
  centerId: null,
  away: null,
  decision: null,
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
      answered: 0,
      abandoned: 0,
      abandonment: null,
      serviceLevel: null,
      available: 0,
      onCall: 0,
      over: 0,
      ...totals,
    },
  };
}
