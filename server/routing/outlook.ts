import type { QueueId } from '../protocol/common.ts';
import type { TopicOutlook } from '../protocol/widget.ts';
import { calmWait } from './calm-wait.ts';
import { callsBack } from './core/callers.ts';
import { isQueueOpen } from './core/entrance.ts';
import { estimateFor } from './core/estimate.ts';
import { openAt } from './core/hours.ts';
import type { RoutingState } from './core/state.ts';

/** What somebody who called a queue now would meet; null when there is no such queue. What is not known is not told. */
export function outlookOf(state: RoutingState, queueId: QueueId, now: number): TopicOutlook | null {
  const queue = state.queues.get(queueId);
  if (!queue) return null;
  const open = isQueueOpen(queue, now);
  const pool = state.index.poolFor(state, { queueId, requirement: null, onlyCenter: null, channel: 'voice' }, 0);
  const staffed = (pool?.atWork ?? 0) > 0;
  // Of a queue without anybody at work the figures of before say nothing.
  const wait = open && staffed ? estimateFor(state, queueId, now) : null;
  return {
    open,
    opensAt: open || queue.closed === true || queue.hours === null ? null : openAt(queue.hours, now).until,
    timeZone: queue.hours?.timeZone ?? null,
    estimatedWaitMs: wait === 0 ? 0 : calmWait(wait, null),
    staffed,
    takesTexts: queue.takesTexts === true,
    callsBack: callsBack(queue),
  };
}
