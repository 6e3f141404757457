'use client';

import { useEffect, useRef, useCallback as useStable, useState } from 'react';
import type { CallbackJoined, CallbackView, Slots } from '../../../server/protocol/callbacks.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { api } from '../../lib/api.ts';
import { backgroundTimers } from '../../lib/background-timers.ts';
import type { ServerClock } from '../../lib/clock.ts';

export type CallbackAnswer = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'here'; view: CallbackView };

const TRY_AGAIN_MS = 1_000;
/** A timer of a browser holds no longer times. */
const LONGEST_MS = 60 * 60_000;

const ask = <T>(what: string, body: object) => api<T>(`/api/callbacks/${what}`, { method: 'POST', body });

/** The callback of a link: what stands there, and what can be done with it. At its time it is joined by itself. */
export function useCallback(token: string, { clock, onJoined }: { clock: ServerClock; onJoined: (key: CallKey) => void }) {
  const [answer, setAnswer] = useState<CallbackAnswer>({ kind: 'loading' });
  const [joining, setJoining] = useState(false);
  const told = useRef(onJoined);
  told.current = onJoined;

  const show = useStable(
    (view: CallbackView) => {
      clock.observe(view.now);
      setAnswer({ kind: 'here', view });
    },
    [clock],
  );
  const look = useStable(
    () => ask<CallbackView>('look', { token }).then(show, (error: unknown) => setAnswer({ kind: 'failed', error })),
    [token, show],
  );
  useEffect(() => void look(), [look]);

  const join = useStable(async () => {
    setJoining(true);
    try {
      told.current((await ask<CallbackJoined>('join', { token })).key);
    } finally {
      setJoining(false);
    }
  }, [token]);

  const slotAt = answer.kind === 'here' && answer.view.state.kind === 'booked' ? answer.view.state.slotAt : null;
  useEffect(() => {
    if (slotAt === null) return;
    let stop = () => {};
    const wait = (ms: number) => {
      stop = backgroundTimers.after(Math.min(ms, LONGEST_MS), () => {
        const left = slotAt - clock.now();
        // The server's clock decides: it may be a moment behind what is known of it here.
        if (left > 0) wait(left);
        else join().catch(() => wait(TRY_AGAIN_MS));
      });
    };
    wait(Math.max(0, slotAt - clock.now()));
    return () => stop();
  }, [slotAt, clock, join]);

  return {
    answer,
    joining,
    look,
    join,
    fetchSlots: useStable(() => ask<Slots>('slots', { token }), [token]),
    move: async (to: number) => show(await ask<CallbackView>('move', { token, slotAt: to })),
    cancel: async () => show(await ask<CallbackView>('cancel', { token })),
  };
}
