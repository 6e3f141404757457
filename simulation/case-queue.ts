import { z } from 'zod';
import { QueueId } from '../server/protocol/common.ts';
import { QueueInput } from '../server/protocol/queue.ts';

const GONE = { kind: 'message', text: 'We can’t take your call now.' } as const;

/** What a case need not say of a queue. No wrap-up, no limits, open always: what queueing formulas speak of. */
const PLAIN: Omit<QueueInput, 'name'> = {
  priority: 0,
  requirement: { all: [] },
  centers: null,
  steps: [],
  strategy: 'longest-idle',
  offersAtOnce: 1,
  offerTimeoutSeconds: 20,
  preferredSeconds: 0,
  serviceLevelSeconds: 20,
  wrapupSeconds: 0,
  wrapupExtensionSeconds: 0,
  wrapupEnds: 'done',
  dispositions: [{ name: 'Done', children: [] }],
  hours: null,
  callbacksPerSlot: 0,
  takesTexts: false,
  textIdleMinutes: null,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: GONE,
  whenFull: GONE,
  whenTooLong: GONE,
};

/** A queue as administrators set it, with an id; refused where they would be. */
export const CaseQueue = z.looseObject({ id: QueueId }).transform(({ id, ...said }, context): QueueInput & { id: string } => {
  for (const key of Object.keys(said))
    if (key !== 'name' && !(key in PLAIN)) context.addIssue({ code: 'custom', path: [key], message: 'is nothing that a queue has' });
  const parsed = QueueInput.safeParse({ ...PLAIN, name: id, ...said });
  if (parsed.success) return { id, ...parsed.data };
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});
export type CaseQueue = z.infer<typeof CaseQueue>;
