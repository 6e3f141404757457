import { asTree } from '../../protocol/disposition.ts';
import type { QueueInput } from '../../protocol/queue.ts';
import type { Queue } from './model.ts';

/** A queue as people set it, in the core's terms: people set seconds, the core reckons in milliseconds. */
export function queueFrom(id: string, input: QueueInput & { closed?: boolean }): Queue {
  const {
    steps,
    offerTimeoutSeconds,
    preferredSeconds,
    serviceLevelSeconds,
    wrapupSeconds,
    wrapupExtensionSeconds,
    maxWaitSeconds,
    textIdleMinutes,
    ...same
  } = input;
  return {
    ...same,
    id,
    steps: steps.map(({ afterSeconds, change }) => ({ afterMs: afterSeconds * 1000, change })),
    offerTimeoutMs: offerTimeoutSeconds * 1000,
    preferredMs: preferredSeconds * 1000,
    serviceLevelMs: serviceLevelSeconds * 1000,
    wrapupMs: wrapupSeconds * 1000,
    wrapupExtensionMs: wrapupExtensionSeconds * 1000,
    maxWaitMs: maxWaitSeconds === null ? null : maxWaitSeconds * 1000,
    textIdleMs: textIdleMinutes === null ? null : textIdleMinutes * 60_000,
  };
}

/** The reverse. Queues in an old log have a list of dispositions, and nothing about how wrap-up ends or about texts. */
export function queueInputOf(queue: Queue): QueueInput {
  const {
    id: _,
    closed: __,
    steps,
    offerTimeoutMs,
    preferredMs,
    serviceLevelMs,
    wrapupMs,
    wrapupExtensionMs,
    maxWaitMs,
    textIdleMs,
    ...same
  } = queue;
  return {
    ...same,
    wrapupEnds: same.wrapupEnds ?? 'done',
    dispositions: asTree(same.dispositions),
    steps: steps.map(({ afterMs, change }) => ({ afterSeconds: afterMs / 1000, change })),
    offerTimeoutSeconds: offerTimeoutMs / 1000,
    preferredSeconds: preferredMs / 1000,
    serviceLevelSeconds: serviceLevelMs / 1000,
    wrapupSeconds: wrapupMs / 1000,
    wrapupExtensionSeconds: wrapupExtensionMs / 1000,
    maxWaitSeconds: maxWaitMs === null ? null : maxWaitMs / 1000,
    callbacksPerSlot: same.callbacksPerSlot ?? 0,
    takesTexts: same.takesTexts ?? false,
    textIdleMinutes: (textIdleMs ?? null) === null ? null : (textIdleMs ?? 0) / 60_000,
  };
}
