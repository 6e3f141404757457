import { type AgentId, type AgentStatus, type CenterId, exhausted } from '../../protocol/common.ts';

/** What is remembered of work that is over: plain data, folded from events like everything else. Times in milliseconds. */
export interface Stats {
  agents: Record<AgentId, AgentWorkStats>;
  /** By line: see `lineOf` in channels.ts. */
  queues: Record<string, QueueStats>;
  /** Calls of each center's own queues of the last `OWN_CALLS_MS`. */
  centers: Record<CenterId, OwnCall[]>;
}

export interface AgentWorkStats {
  /** Talk and wrap-up of completed calls. */
  handledMs: number;
  handled: number;
  /**
   * Share of ready time spent on calls, 0..1, of late: weighted by e^(−age ÷ `OCCUPANCY_MS`), as of `at`.
   * Time in which the agent is neither available nor on a call does not count.
   */
  occupancy: number;
  at: number;
  doing: 'idle' | 'busy' | 'away';
}

export interface QueueStats {
  handledMs: number;
  handled: number;
  /** When calls left the line lately, while there was one without a break; oldest first. */
  leftAt: number[];
}

/** A call of a center's own queues, answered or abandoned. */
export interface OwnCall {
  at: number;
  inTime: boolean;
}

export const emptyStats = (): Stats => ({ agents: {}, queues: {}, centers: {} });

/** How far back occupancy looks, ms. */
export const OCCUPANCY_MS = 3_600_000;
/** How far back a center's own service level looks, ms. */
export const OWN_CALLS_MS = 1_800_000;
/** What an agent without calls is expected to take for one, ms, and how many calls of their own that counts as. */
const USUAL_HANDLE_MS = 180_000;
const USUAL_CALLS = 3;
const LEFT_KEPT = 20;
const HANDLED_KEPT = 50;
const OWN_CALLS_KEPT = 500;

/** An agent's occupancy at a moment, from what they have been doing since it was last worked out. */
export function occupancyAt({ occupancy, at, doing }: AgentWorkStats, now: number): number {
  const kept = Math.exp(-Math.max(0, now - at) / OCCUPANCY_MS);
  switch (doing) {
    case 'idle':
      return occupancy * kept;
    case 'busy':
      return 1 - (1 - occupancy) * kept;
    case 'away':
      return occupancy;
    default:
      return exhausted(doing);
  }
}

/** Mean handle time, ms, drawn towards the usual one while there are few calls to tell from. */
export const expectedHandleMs = (work: AgentWorkStats | undefined): number =>
  ((work?.handledMs ?? 0) + USUAL_CALLS * USUAL_HANDLE_MS) / ((work?.handled ?? 0) + USUAL_CALLS);

/** From now on an agent is doing this. */
export function noteDoing(stats: Stats, agentId: AgentId, doing: AgentWorkStats['doing'], at: number): void {
  const work = stats.agents[agentId];
  if (!work) {
    // Before the first call there is nothing to remember.
    if (doing === 'busy') stats.agents[agentId] = { handledMs: 0, handled: 0, occupancy: 0, at, doing };
    return;
  }
  if (work.doing === doing) return;
  work.occupancy = occupancyAt(work, at);
  work.at = at;
  work.doing = doing;
}

/** What an agent without a call is doing, as their center reports it. */
export const doingOf = (status: AgentStatus | undefined): 'idle' | 'away' =>
  status === undefined || status.kind === 'offline' || status.kind === 'not-ready' || status.kind === 'missed' ? 'away' : 'idle';

/**
 * A call has been completed: from acceptance to the end of wrap-up. @param agentId null: it tells nothing of how fast its agent is,
 * who has had others at the same time
 */
export function noteHandled(stats: Stats, agentId: AgentId | null, line: string, handleMs: number): void {
  count(queueStats(stats, line), handleMs);
  const work = agentId === null ? undefined : stats.agents[agentId];
  if (work) count(work, handleMs);
}

/** Of the last `HANDLED_KEPT` calls or so: the older one is, the less it counts, as a restart remembers the last ones only. */
function count(work: { handled: number; handledMs: number }, handleMs: number): void {
  const kept = work.handled < HANDLED_KEPT ? 1 : (HANDLED_KEPT - 1) / work.handled;
  work.handledMs = work.handledMs * kept + handleMs;
  work.handled = work.handled * kept + 1;
}

/**
 * A call has left the line of its queue. @param left `waiting`: how many still stand in it; `counts`: whether it tells how
 * fast the line moves
 */
export function noteLeft(stats: Stats, line: string, left: { at: number; waiting: number; counts: boolean }): void {
  const known = stats.queues[line];
  // An empty line says nothing about how fast a full one moves.
  if (left.waiting === 0) {
    if (known) known.leftAt.length = 0;
  } else if (left.counts) {
    const queue = queueStats(stats, line);
    queue.leftAt.push(left.at);
    if (queue.leftAt.length > LEFT_KEPT) queue.leftAt.shift();
  }
}

export function noteOwnCall(stats: Stats, centerId: CenterId, call: OwnCall): void {
  stats.centers[centerId] ??= [];
  const calls = stats.centers[centerId];
  calls.push(call);
  const since = call.at - OWN_CALLS_MS;
  let old = Math.max(0, calls.length - OWN_CALLS_KEPT);
  while (old < calls.length && (calls[old]?.at ?? 0) < since) old += 1;
  if (old > 0) calls.splice(0, old);
}

/** Service level of a center's own calls of late, 0..1; null without any. */
export function ownServiceLevel(stats: Stats, centerId: CenterId, now: number): number | null {
  let all = 0;
  let inTime = 0;
  for (const call of stats.centers[centerId] ?? []) {
    if (call.at < now - OWN_CALLS_MS) continue;
    all += 1;
    if (call.inTime) inTime += 1;
  }
  return all === 0 ? null : inTime / all;
}

function queueStats(stats: Stats, line: string): QueueStats {
  stats.queues[line] ??= { handledMs: 0, handled: 0, leftAt: [] };
  return stats.queues[line];
}
