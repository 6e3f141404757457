import type { Board, BoardAgent, BoardCall, BoardQueue, BoardTrend } from '../../../server/protocol/board.ts';
import { abandonment, countedAbandons, SHORT_ABANDON_SECONDS, serviceLevel } from '../../../server/protocol/formulas.ts';
import { matches } from '../../lib/matches.ts';
import type { BoardView } from './board-address.ts';
import { sumOfTrends } from './trend-view.ts';

/** The figures over the tables. Times are moments; the screen counts from them. */
export interface BoardFigures {
  waiting: number;
  longestSince: number | null;
  estimatedWaitMs: number | null;
  serviceLevel: number | null;
  /** null: the queues in sight have different ones. */
  serviceLevelSeconds: number | null;
  abandoned: number;
  /** Who left the line for a message or a callback. */
  elsewhere: number;
  abandonment: number | null;
  asaMs: number | null;
  ahtMs: number | null;
  missedOffers: number;
  mos: number | null;
  trend: BoardTrend;
  available: number;
  onCall: number;
}

export type QueueRow = BoardQueue;

export interface AgentRow extends BoardAgent {
  centerName: string;
  /** Whom they talk to, or are offered. */
  callerName: string | null;
  callerVerified: boolean;
  queueName: string | null;
  skillText: string;
  /** Midnight in their center. */
  dayStart: number;
}

export interface CallRow extends BoardCall {
  centerName: string | null;
}

/** Waiting belongs to queues, agents to centers and teams: each filter narrows the figures that it can speak of. */
export function figuresOf(board: Board, view: BoardView): BoardFigures {
  const queues = board.queues.filter((queue) => inQueues(view, queue));
  const narrowed = view.queue !== null || view.skill !== null;
  const [first] = queues;
  const agents = board.agents.filter((agent) => isInSight(agent, view));
  const seconds = new Set(queues.map((one) => one.serviceLevelSeconds));
  const counts = sumOf(queues);
  const oldest = queues.flatMap((queue) => queue.oldestEnqueuedAt ?? []);
  const estimates = queues.flatMap((queue) => queue.estimatedWaitMs ?? []);
  const ofAgents = view.center !== null || view.team !== null;
  return {
    waiting: counts.waiting,
    longestSince: oldest.length === 0 ? null : Math.min(...oldest),
    estimatedWaitMs: estimates.length === 0 ? null : Math.max(...estimates),
    serviceLevel: serviceLevel(counts, view.switches),
    serviceLevelSeconds: seconds.size === 1 && first !== undefined ? first.serviceLevelSeconds : null,
    abandoned: countedAbandons(counts, view.switches),
    elsewhere: counts.elsewhere,
    abandonment: abandonment(counts, view.switches),
    asaMs: mean(queues.map((queue) => [queue.asaMs, queue.answered])),
    ahtMs: mean(queues.map((queue) => [queue.ahtMs, queue.handled])),
    missedOffers: counts.missedOffers,
    mos: mean(queues.map((queue) => [queue.mos, queue.qualitySamples])),
    trend: sumOfTrends(queues.map(({ trend }) => trend)),
    available: ofAgents
      ? count(agents, 'available')
      : narrowed
        ? Math.max(0, ...queues.map((one) => one.availableAgents))
        : board.totals.available,
    onCall: ofAgents ? count(agents, 'on-call') : narrowed ? counts.talking : board.totals.onCall,
  };
}

export interface TextsToday {
  offered: number;
  answered: number;
  abandoned: number;
  serviceLevel: number | null;
  asaMs: number | null;
  ahtMs: number | null;
}

/** Text conversations of the queues in sight, since midnight; null: there was none. */
export function textsToday(board: Pick<Board, 'queues'>, view: Pick<BoardView, 'queue' | 'skill' | 'switches'>): TextsToday | null {
  const all = board.queues.filter((row) => inQueues(view, row)).flatMap(({ texts }) => texts ?? []);
  if (all.length === 0) return null;
  const sum = (key: 'offered' | 'answered' | 'inTime' | 'abandoned' | 'elsewhere') => all.reduce((total, one) => total + one[key], 0);
  const within = (key: 'abandonedWithin' | 'elsewhereWithin') =>
    SHORT_ABANDON_SECONDS.map((_, nth) => all.reduce((total, one) => total + (one[key][nth] ?? 0), 0));
  const counts = {
    ...{ answered: sum('answered'), inTime: sum('inTime'), abandoned: sum('abandoned'), elsewhere: sum('elsewhere') },
    ...{ abandonedWithin: within('abandonedWithin'), elsewhereWithin: within('elsewhereWithin') },
  };
  return {
    offered: sum('offered'),
    answered: counts.answered,
    abandoned: countedAbandons(counts, view.switches),
    serviceLevel: serviceLevel(counts, view.switches),
    asaMs: mean(all.map(({ asaMs, answered }) => [asaMs, answered])),
    ahtMs: mean(all.map(({ ahtMs, handled }) => [ahtMs, handled])),
  };
}

const inQueues = ({ queue, skill }: Pick<BoardView, 'queue' | 'skill'>, row: BoardQueue) =>
  (queue === null || row.id === queue) && (skill === null || row.skills.includes(skill));

/** Whether an agent is of the center, the team and the skill that are looked at. */
export const isInSight = (agent: BoardAgent, { center, team, skill }: Pick<BoardView, 'center' | 'team' | 'skill'>): boolean =>
  (center === null || agent.centerId === center) &&
  (team === null || agent.team === team) &&
  (skill === null || agent.skills.some(({ name }) => name === skill));

function sumOf(queues: readonly BoardQueue[]) {
  const sum = (key: 'waiting' | 'talking' | 'answered' | 'inTime' | 'abandoned' | 'elsewhere' | 'missedOffers') =>
    queues.reduce((total, queue) => total + queue[key], 0);
  const within = (key: 'abandonedWithin' | 'elsewhereWithin') =>
    SHORT_ABANDON_SECONDS.map((_, nth) => queues.reduce((total, queue) => total + (queue[key][nth] ?? 0), 0));
  return {
    waiting: sum('waiting'),
    talking: sum('talking'),
    answered: sum('answered'),
    inTime: sum('inTime'),
    abandoned: sum('abandoned'),
    missedOffers: sum('missedOffers'),
    abandonedWithin: within('abandonedWithin'),
    elsewhere: sum('elsewhere'),
    elsewhereWithin: within('elsewhereWithin'),
  };
}

/** Of several means, each of so many. */
function mean(parts: readonly (readonly [value: number | null, of: number])[]): number | null {
  const known = parts.flatMap(([value, of]) => (value === null ? [] : [{ value, of }]));
  const all = known.reduce((total, { of }) => total + of, 0);
  return all === 0 ? null : known.reduce((total, { value, of }) => total + value * of, 0) / all;
}

const count = (agents: readonly BoardAgent[], kind: BoardAgent['status']['kind']) =>
  agents.filter((agent) => agent.status.kind === kind).length;

export function queueRows(board: Board, view: BoardView): QueueRow[] {
  return board.queues.filter((queue) => inQueues(view, queue) && matches(view.find, [queue.name])).sort(byName);
}

/** Names of all skills and teams that agents in sight of the server's answer have. */
export function choicesOn(board: Board): { skills: string[]; teams: string[] } {
  const names = (all: Iterable<string>) => [...new Set(all)].filter((name) => name !== '').sort((a, b) => a.localeCompare(b));
  return {
    skills: names([
      ...board.agents.flatMap((agent) => agent.skills.map(({ name }) => name)),
      ...board.queues.flatMap((queue) => queue.skills),
    ]),
    teams: names(board.agents.map((agent) => agent.team)),
  };
}

/** A queue does not narrow the agents: the board does not say who serves it, only how many. */
export function agentRows(board: Board, view: BoardView): AgentRow[] {
  const centers = centerNames(board);
  const midnights = new Map(board.centers.map((center) => [center.id, center.dayStart]));
  return board.agents
    .filter((agent) => isInSight(agent, view))
    .map((agent): AgentRow => {
      return {
        ...agent,
        centerName: centers.get(agent.centerId) ?? agent.centerId,
        callerName: agent.caller?.name ?? null,
        callerVerified: agent.caller?.verified ?? false,
        queueName: agent.caller?.queueName ?? null,
        dayStart: midnights.get(agent.centerId) ?? 0,
        skillText: [...agent.skills]
          .sort((a, b) => b.level - a.level || a.name.localeCompare(b.name))
          .map((skill) => `${skill.name} ${skill.level}`)
          .join(', '),
      };
    })
    .filter((row) => matches(view.find, [row.name, row.centerName, row.team, row.skillText, row.callerName, row.queueName]))
    .sort(byName);
}

/** Callers who wait stand in one queue for all centers: a center's filter leaves them in sight. */
export function callRows(board: Board, view: BoardView): CallRow[] {
  const centers = centerNames(board);
  const asking = new Set(board.queues.flatMap((queue) => (view.skill !== null && queue.skills.includes(view.skill) ? [queue.id] : [])));
  const team = new Set(board.agents.flatMap((agent) => (agent.team === view.team ? [agent.id] : [])));
  return board.calls
    .filter((call) => view.center === null || call.centerId === null || call.centerId === view.center)
    .filter((call) => view.queue === null || call.queueId === view.queue)
    .filter((call) => view.skill === null || asking.has(call.queueId))
    .filter((call) => view.team === null || call.agentId === null || team.has(call.agentId))
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
