import type { QueueInput } from '../../protocol/queue.ts';

/** A queue for anybody, with nothing unusual set. */
export const usualQueue: QueueInput = {
  name: 'Usual',
  priority: 0,
  requirement: { all: [] },
  centers: null,
  steps: [],
  strategy: 'longest-idle',
  offersAtOnce: 1,
  offerTimeoutSeconds: 20,
  preferredSeconds: 0,
  serviceLevelSeconds: 20,
  wrapupSeconds: 60,
  wrapupExtensionSeconds: 30,
  wrapupEnds: 'done',
  dispositions: [{ name: 'Resolved', children: [] }],
  hours: null,
  callbacksPerSlot: 0,
  takesTexts: false,
  textIdleMinutes: null,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: { kind: 'message', text: 'We are closed.' },
  whenFull: { kind: 'message', text: 'All lines are busy.' },
  whenTooLong: { kind: 'message', text: 'It took too long.' },
};
