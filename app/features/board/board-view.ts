import type { Board, BoardAgent, BoardCall, BoardQueue } from '../../../server/protocol/board.ts';
import { matches } from '../../lib/matches.ts';
import type { BoardView } from './board-address.ts';

/** The figures over the tables. Times are moments; the screen counts from them. */
export interface BoardFigures {
  waiting: number;
  longestSince: number | null;
  serviceLevel: number | null;
  /** null: the queues in sight have different ones. */
  serviceLevelSeconds: number | null;
  abandoned: number;
  abandonment: number | null;
  available: number;
  onCall: number;
}

export type QueueRow = BoardQueue;

export interface AgentRow extends BoardAgent {
  centerName: string;
  /** Whom they talk to, or are offered. */
  callerName: string | null;
  queueName: string | null;
  skillText: string;
}

export interface CallRow extends BoardCall {
  centerName: string | null;
}

/** Waiting belongs to queues, agents to centers: each filter narrows the figures that it can speak of. */
export function figuresOf(board: Board, view: Pick<BoardView, 'center' | 'queue'>): BoardFigures {
  const queue = board.queues.find((one) => one.id === view.queue);
  const agents = board.agents.filter((agent) => agent.centerId === view.center);
  const seconds = new Set((queue === undefined ? board.queues : [queue]).map((one) => one.serviceLevelSeconds));
  const [onlySeconds] = seconds;
  return {
    waiting: queue?.waiting ?? board.totals.waiting,
    longestSince: queue === undefined ? board.totals.oldestEnqueuedAt : queue.oldestEnqueuedAt,
    serviceLevel: queue === undefined ? board.totals.serviceLevel : queue.serviceLevel,
    serviceLevelSeconds: seconds.size === 1 && onlySeconds !== undefined ? onlySeconds : null,
    abandoned: queue?.abandoned ?? board.totals.abandoned,
    abandonment: queue === undefined ? board.totals.abandonment : shareOf(queue.abandoned, queue.answered + queue.abandoned),
    available: view.center !== null ? count(agents, 'available') : (queue?.availableAgents ?? board.totals.available),
    onCall: view.center !== null ? count(agents, 'on-call') : (queue?.talking ?? board.totals.onCall),
  };
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const count = (agents: readonly BoardAgent[], kind: BoardAgent['status']['kind']) =>
  agents.filter((agent) => agent.status.kind === kind).length;

export function queueRows(board: Board, view: BoardView): QueueRow[] {
  return board.queues.filter((queue) => (view.queue === null || queue.id === view.queue) && matches(view.find, [queue.name])).sort(byName);
}

/** A queue does not narrow the agents: the board does not say who serves it, only how many. */
export function agentRows(board: Board, view: BoardView): AgentRow[] {
  const centers = centerNames(board);
  return board.agents
    .filter((agent) => view.center === null || agent.centerId === view.center)
    .map((agent): AgentRow => {
      return {
        ...agent,
        centerName: centers.get(agent.centerId) ?? agent.centerId,
        callerName: agent.caller?.name ?? null,
        queueName: agent.caller?.queueName ?? null,
        skillText: [...agent.skills]
          .sort((a, b) => b.level - a.level || a.name.localeCompare(b.name))
          .map((skill) => `${skill.name} ${skill.level}`)
          .join(', '),
      };
    })
    .filter((row) => matches(view.find, [row.name, row.centerName, row.skillText, row.callerName, row.queueName]))
    .sort(byName);
}

/** Callers who wait stand in one queue for all centers: a center's filter leaves them in sight. */
export function callRows(board: Board, view: BoardView): CallRow[] {
  const centers = centerNames(board);
  return board.calls
    .filter((call) => view.center === null || call.centerId === null || call.centerId === view.center)
    .filter((call) => view.queue === null || call.queueId === view.queue)
    .map((call): CallRow => ({ ...call, centerName: call.centerId === null ? null : (centers.get(call.centerId) ?? call.centerId) }))
    .filter((row) => matches(view.find, [row.callerName, row.queueName, row.agentName, row.centerName]))
    .sort((a, b) => a.enqueuedAt - b.enqueuedAt || compareText(a.id, b.id));
}

const centerNames = (board: Board) => new Map(board.centers.map((center) => [center.id, center.name]));
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: { name: string; id: string }, b: { name: string; id: string }) =>
  a.name.localeCompare(b.name) || compareText(a.id, b.id);

/** Rows that say the same as before stay the same objects, so that only what changed is drawn again. */
export function keepSame<T extends { id: string }>(before: readonly T[], now: readonly T[]): readonly T[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const kept = now.map((row) => {
    const old = known.get(row.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
  return kept.length === before.length && kept.every((row, index) => row === before[index]) ? before : kept;
}
