'use client';

import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { SupervisedQueue, SupervisionRights } from '../../../server/protocol/supervision.ts';
import { api } from '../../lib/api.ts';
import { ActDialog } from './act-dialog.tsx';
import { ActingContext, type Asked, type Named } from './acting-context.ts';

/** What the board does not say: rights, and queues that it does not show. */
const EVERY_MS = 15_000;

/** Around what supervisors act on: what they may, and the dialog of what they do. Until that is known, no act is offered. */
export function ActingProvider({ children }: { children: ReactNode }) {
  const [centers, setCenters] = useState<readonly Named[]>([]);
  const [queues, setQueues] = useState<readonly SupervisedQueue[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [count, setCount] = useState(0);
  const [tries, setTries] = useState(0);
  const reload = useCallback(() => setCount((before) => before + 1), []);

  // Rights change seldom, and the server looks at them with each act. Without them nothing is offered: they are asked for again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` is what they are fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    api<SupervisionRights>('/api/supervision/rights', { signal: abort.signal }).then(
      (rights) => setCenters(rights.centers),
      () => {
        if (!abort.signal.aborted) again = setTimeout(() => setTries((before) => before + 1), EVERY_MS);
      },
    );
    return () => {
      clearTimeout(again);
      abort.abort();
    };
  }, [tries]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is what it is fetched again for.
  useEffect(() => {
    const abort = new AbortController();
    const look = () =>
      api<{ queues: SupervisedQueue[] }>('/api/supervision/queues', { signal: abort.signal }).then(
        (answer) => setQueues(answer.queues),
        // What is known stays until there is an answer.
        () => undefined,
      );
    void look();
    const timer = setInterval(() => !document.hidden && void look(), EVERY_MS);
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
