import type { Queue, QueueInput } from '../../../../server/protocol/queue.ts';

/** What a new queue begins with. */
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
  dispositions: [
    { name: 'Resolved', children: [] },
    { name: 'Needs follow-up', children: [] },
  ],
  hours: null,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: { kind: 'message', text: 'We are closed now. Please call again during our opening hours.' },
  whenFull: { kind: 'message', text: 'All our lines are busy. Please call again in a while.' },
  whenTooLong: { kind: 'message', text: 'We could not take your call in time, and we are sorry. Please call again later.' },
};

export const valuesOf = ({ id: _, ...values }: Queue): QueueInput => values;
