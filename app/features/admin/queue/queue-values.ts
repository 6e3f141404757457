import type { Queue, QueueInput } from '../../../../server/protocol/queue.ts';

/** What a new queue begins with. Dispositions and what callers are told are in the language of who adds it: the editor puts them in. */
export const newQueue: QueueInput = {
  name: '',
  priority: 1,
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
  dispositions: [],
  hours: null,
  callbacksPerSlot: 0,
  takesTexts: false,
  textIdleMinutes: null,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: { kind: 'message', text: '' },
  whenFull: { kind: 'message', text: '' },
  whenTooLong: { kind: 'message', text: '' },
};

export const valuesOf = ({ id: _, ...values }: Queue): QueueInput => values;
