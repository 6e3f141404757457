import { type EndReason, exhausted } from '../../protocol/common.ts';
import { waitingIn } from './channels.ts';
import type { WayOnCause } from './events.ts';
import { openAt } from './hours.ts';
import { giveUp, targetOf } from './leaving.ts';
import type { Call, Queue } from './model.ts';
import { emit, type Step } from './step.ts';

/** Whether a queue takes calls at this moment: no supervisor has closed it, and its hours are. */
export const isQueueOpen = (queue: Queue, now: number): boolean =>
  queue.closed !== true && (queue.hours === null || openAt(queue.hours, now).open);

/** A call that has just come into a queue goes on at once when that is closed. */
export function turnAwayIfClosed(step: Step, call: Call): void {
  const queue = step.state.queues.get(call.queueId);
  if (queue && !isQueueOpen(queue, step.now)) sendOn(step, call, 'queue-closed');
}

/** A call that waits in a queue which a supervisor has closed goes on; whom its hours find waiting is served. */
export function turnAwayIfShut(step: Step, call: Call): void {
  if (call.state.kind === 'queued' && step.state.queues.get(call.queueId)?.closed === true) sendOn(step, call, 'queue-closed');
}

/** After offers have been made: a call that would have to wait goes on when as many wait as the queue takes. */
export function turnAwayIfFull(step: Step, callId: string): void {
  const call = step.state.calls.get(callId);
  const queue = call && step.state.queues.get(call.queueId);
  if (call?.state.kind !== 'queued' || call.scheduled || !queue || queue.maxLength === null) return;
  if (waitingIn(step.state, queue.id, call.channel) > queue.maxLength) sendOn(step, call, 'queue-full');
}

const WAY_ON = { 'queue-closed': 'whenClosed', 'queue-full': 'whenFull', 'waited-too-long': 'whenTooLong' } as const;

/**
 * Sends a waiting call where its queue says. In another queue it keeps its enqueue time, and so its turn among equals;
 * a queue that it has been in already does not get it again.
 */
export function sendOn(step: Step, call: Call, cause: WayOnCause): void {
  // Nobody waits but the agent who asked, and they are told.
  if (call.role !== 'main') return giveUp(step, call, cause, { target: targetOf(call), end: 'nobody' });
  const queue = step.state.queues.get(call.queueId);
  const wayOn = queue?.[WAY_ON[cause]] ?? null;
  switch (wayOn?.kind) {
    case 'queue': {
      const target = step.state.queues.get(wayOn.queueId);
      const fits = call.channel === 'voice' || target?.takesTexts === true;
      if (target && fits && target.id !== call.queueId && !call.cameFrom.includes(target.id)) {
        emit(step, { kind: 'call-moved', callId: call.id, queueId: target.id, cause });
        step.entered.push(call.id);
        return turnAwayIfClosed(step, call);
      }
      return cancel(step, call, cause, null);
    }
    case undefined:
      return cancel(step, call, cause, null);
    case 'message':
    case 'leave-message':
    case 'callback':
      return cancel(step, call, cause, wayOn);
    default:
      return exhausted(wayOn);
  }
}

function cancel(step: Step, call: Call, reason: EndReason, wayOn: Queue['whenClosed'] | null): void {
  emit(step, { kind: 'call-canceled', callId: call.id, reason, wayOn });
}
