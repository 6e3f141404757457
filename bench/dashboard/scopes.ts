import type { BoardScope } from '../../server/protocol/board.ts';
import { CENTERS, centerIds, queueId } from '../routing/fleet.ts';

/** What 200 supervisors look at: most of them their own center or queue, some everything, and screens on walls. */

export const DASHBOARDS = 200;
const WHOLE = 20;
const WALLS = 20;
const OF_A_QUEUE = 60;

export function scopeOf(nth: number): BoardScope {
  if (nth < WHOLE) return { sections: ['queues', 'agents', 'calls'], centerIds: null, queueId: null };
  if (nth < WHOLE + WALLS) return { sections: ['queues'], centerIds: null, queueId: null };
  const center = [centerIds[nth % CENTERS] ?? ''];
  if (nth < WHOLE + WALLS + OF_A_QUEUE) return { sections: ['queues', 'agents', 'calls'], centerIds: center, queueId: queueId(nth) };
  return { sections: ['queues', 'agents', 'calls'], centerIds: center, queueId: null };
}

export const SCOPES = `${WHOLE} of everything, ${WALLS} wallboards, ${OF_A_QUEUE} of a queue in a center, ${DASHBOARDS - WHOLE - WALLS - OF_A_QUEUE} of a center`;
