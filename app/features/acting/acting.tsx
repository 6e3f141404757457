'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { SupervisedQueue, SupervisionRights } from '../../../server/protocol/supervision.ts';
import { api } from '../../lib/api.ts';
import { ActDialog } from './act-dialog.tsx';

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

interface Acting {
  /** The centers whose work this person may act on. */
  centers: readonly Named[];
  queues: readonly SupervisedQueue[];
  ask: (asked: Asked) => void;
  /** Queues are looked at again. */
  reload: () => void;
}

const NOTHING: Acting = { centers: [], queues: [], ask: () => undefined, reload: () => undefined };
const ActingContext = createContext<Acting>(NOTHING);
export const useActing = () => useContext(ActingContext);

/** Others close and open queues as well. */
const EVERY_MS = 5000;

/** Around what supervisors act on: what they may, and the dialog of what they do. Until that is known, no act is offered. */
export function ActingProvider({ children }: { children: ReactNode }) {
  const [centers, setCenters] = useState<readonly Named[]>([]);
  const [queues, setQueues] = useState<readonly SupervisedQueue[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [count, setCount] = useState(0);
  const reload = useCallback(() => setCount((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const look = () => {
      // What is known stays: rights change seldom, and the server looks at them with each act.
      api<SupervisionRights>('/api/supervision/rights', { signal }).then(
        (rights) => setCenters(rights.centers),
        () => undefined,
      );
      api<{ queues: SupervisedQueue[] }>('/api/supervision/queues', { signal }).then(
        (answer) => setQueues(answer.queues),
        () => undefined,
      );
    };
    look();
    const timer = setInterval(() => !document.hidden && look(), EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [count]);

  const acting = useMemo(() => ({ centers, queues, ask: setAsked, reload }), [centers, queues, reload]);
  return (
    <ActingContext.Provider value={acting}>
      {children}
      <ActDialog asked={asked} onClose={() => setAsked(null)} />
    </ActingContext.Provider>
  );
}
