import type { BoardScope } from '../../server/protocol/board.ts';
import { CENTERS, centerIds, queueId } from '../routing/fleet.ts';

/** What supervisors look at: most of them their own center or queue, some everything, and screens on walls. */

function shares(dashboards: number) {
  const whole = Math.round(dashboards * 0.1);
  const walls = Math.round(dashboards * 0.1);
  const ofQueue = Math.round(dashboards * 0.3);
  return { whole, walls, ofQueue, ofCenter: dashboards - whole - walls - ofQueue };
}

/** Of the dashboard of a number, of so many. */
export function scopeOf(nth: number, dashboards: number): BoardScope {
  const { whole, walls, ofQueue } = shares(dashboards);
  if (nth < whole) return { sections: ['queues', 'agents', 'calls'], centerIds: null, queueId: null };
  if (nth < whole + walls) return { sections: ['queues'], centerIds: null, queueId: null };
  const center = [centerIds[nth % CENTERS] ?? ''];
  if (nth < whole + walls + ofQueue) return { sections: ['queues', 'agents', 'calls'], centerIds: center, queueId: queueId(nth) };
  return { sections: ['queues', 'agents', 'calls'], centerIds: center, queueId: null };
}

export function scopeWords(dashboards: number): string {
  const { whole, walls, ofQueue, ofCenter } = shares(dashboards);
  return `${whole} of everything, ${walls} wallboards, ${ofQueue} of a queue in a center, ${ofCenter} of a center`;
}
