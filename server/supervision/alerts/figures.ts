import type { AlertMeasure, AlertScope } from '../../protocol/alerts.ts';
import type { Board, BoardAgent } from '../../protocol/board.ts';
import { exhausted } from '../../protocol/common.ts';

/** A live measure as the board has it, in the unit of its rules; null while there is none. Pure. */
export function figureOf(board: Board, measure: AlertMeasure, scope: AlertScope): number | null {
  const queue = scope.kind === 'queue' ? board.queues.find(({ id }) => id === scope.id) : undefined;
  const center = scope.kind === 'center' ? board.centers.find(({ id }) => id === scope.id) : undefined;
  // What is gone has no figures.
  if ((scope.kind === 'queue' && !queue) || (scope.kind === 'center' && !center)) return null;
  const line = queue ?? board.totals;
  const agents = (is: (agent: BoardAgent) => boolean) =>
    board.agents.filter((agent) => (center === undefined || agent.centerId === center.id) && is(agent)).length;
  switch (measure) {
    case 'waiting':
      return line.waiting;
    case 'longest-wait':
      return line.oldestEnqueuedAt === null ? 0 : seconds(Math.max(0, board.now - line.oldestEnqueuedAt));
    case 'estimated-wait':
      return seconds(queue?.estimatedWaitMs);
    case 'service-level':
      return percent(line.serviceLevel);
    case 'abandonment':
      return percent(queue ? shareOf(queue.abandoned, queue.answered) : board.totals.abandonment);
    case 'speed-of-answer':
      return seconds(line.asaMs);
    case 'handle-time':
      return seconds(line.ahtMs);
    case 'missed-offers':
      return line.missedOffers;
    case 'line-quality':
      return line.mos;
    case 'occupancy':
      return percent(center?.occupancy ?? null);
    case 'available-agents':
      return queue?.availableAgents ?? center?.available ?? board.totals.available;
    case 'signed-in-agents':
      return agents(({ status }) => status.kind !== 'offline');
    case 'missed-agents':
      return agents(({ status }) => status.kind === 'missed');
    case 'data-age':
      return center?.heardAt === null || center === undefined ? null : seconds(Math.max(0, board.now - center.heardAt));
    default:
      return exhausted(measure);
  }
}

const seconds = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : ms / 1000);
const percent = (share: number | null) => (share === null ? null : share * 100);
const shareOf = (part: number, rest: number) => (part + rest === 0 ? null : part / (part + rest));
