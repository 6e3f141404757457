import { createContext, useContext } from 'react';
import type { SupervisedQueue } from '../../../server/protocol/supervision.ts';

export interface Named {
  id: string;
  name: string;
}

/** What a supervisor is about to do; each is asked for in a dialog of its own. */
export type Asked =
  | { act: 'status' | 'skills' | 'queues' | 'message-agent'; agent: Named }
  | { act: 'message-center'; center: Named }
  | { act: 'move'; call: Named & { queueId: string } }
  | { act: 'close'; queue: Named };

export interface Acting {
  /** The centers whose work this person may act on. */
  centers: readonly Named[];
  queues: readonly SupervisedQueue[];
  ask: (asked: Asked) => void;
  /** Queues are looked at again. */
  reload: () => void;
}

const NOTHING: Acting = { centers: [], queues: [], ask: () => undefined, reload: () => undefined };
export const ActingContext = createContext<Acting>(NOTHING);
export const useActing = () => useContext(ActingContext);
