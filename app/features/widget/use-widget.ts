'use client';

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { CallKey, StartCall } from '../../../server/protocol/widget.ts';
import { ServerClock } from '../../lib/clock.ts';
import type { CallAudio } from '../../lib/media/call-audio.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import type { BegunCall } from './begin-call.ts';
import { forgetCall, type KeptCall, keptCall, keptIn } from './call-key.ts';
import type { Wish } from './call-session.ts';
import { sendFarewell } from './farewell.ts';
import { handToHost } from './host-page.ts';
import { fetchLaterViews } from './later-views.ts';
import { type Goal, INITIAL, type Instead, returnOf, widgetMachine } from './widget-machine.ts';

const loadBeginCall = () => import('./begin-call.ts');

/** Fetches what a call needs while the caller still writes. Fails silently: pressing "Start call" asks again. */
export const preloadCall = () => {
  fetchLaterViews();
  loadBeginCall()
    .then(({ preloadCallAudio }) => preloadCallAudio())
    .catch(() => undefined);
};

const NOT_LOADED = {
  code: 'unavailable',
  message: 'The call could not be prepared. Check the connection, then press “Start call” again.',
} as const;

/** The widget's state, and what its buttons do. */
export function useWidget() {
  const [state, dispatch] = useReducer(widgetMachine, INITIAL);
  const [sound, setSound] = useState<CallAudio | null>(null);
  const [chat, setChat] = useState<TextChat | null>(null);
  const [clock] = useState(() => new ServerClock());
  const session = useRef<BegunCall | null>(null);
  const attempt = useRef<AbortController | null>(null);

  const begin = useCallback(
    async (goal: Goal) => {
      attempt.current?.abort();
      const abort = new AbortController();
      attempt.current = abort;
      const { signal } = abort;
      try {
        const { beginCall } = await loadBeginCall();
        if (signal.aborted) return;
        const tell: typeof dispatch = (event) => {
          if (!signal.aborted) dispatch(event);
        };
        const begun = await beginCall({ goal, clock, tell, onSound: setSound, onChat: setChat, signal });
        if (signal.aborted) begun?.hangUp();
        else session.current = begun;
      } catch {
        if (!signal.aborted) dispatch({ type: 'refused', error: NOT_LOADED });
      }
    },
    [clock],
  );

  const start = (request: StartCall, identifies = false) => {
    dispatch({ type: 'submitted', request, identifies });
    void begin({ kind: 'start', request, identifies });
  };
  const returnToCall = () => {
    if (state.kind !== 'offer-return') return;
    dispatch({ type: 'return-chosen' });
    void begin(returnOf(state));
  };
  /** To a call that was begun elsewhere: a callback, at its time. */
  const returnTo = (key: CallKey) => {
    dispatch({ type: 'key-found', key });
    dispatch({ type: 'return-chosen' });
    void begin({ kind: 'return', key });
  };
  const retryMicrophone = () => {
    if (state.kind !== 'no-microphone') return;
    dispatch({ type: 'microphone-retried' });
    void begin(state.goal);
  };
  const giveUp = () => {
    const left =
      state.kind === 'offer-return' ? state.key : state.kind === 'joining' && state.goal.kind === 'return' ? state.goal.key : null;
    if (left !== null) {
      sendFarewell(left);
      forgetCall(handToHost);
    }
    attempt.current?.abort();
    session.current?.hangUp();
    dispatch({ type: 'given-up' });
  };
  const hangUp = () => {
    dispatch({ type: 'hung-up', at: clock.now() });
    session.current?.hangUp();
  };
  const leaveLine = (wants: Instead) => {
    dispatch({ type: 'left-line', wants });
    session.current?.hangUp(wants);
  };
  /** @throws what it was refused with, or why there is no microphone */
  const switchTo = async (what: Wish) => session.current?.switchTo(what);
  /** @throws what it was refused with */
  const wantRingBack = async () => session.current?.ring('ring-me-back');
  /** @throws what it was refused with, or why there is no microphone */
  const comeBack = async () => session.current?.comeBack();
  /** @throws while there is no connection */
  const fetchAnnouncements = useCallback(async () => {
    if (session.current === null) throw new Error('The call has not begun');
    return session.current.announcements();
  }, []);
  const retrySound = () => void session.current?.retrySound().catch(() => undefined);
  const callAgain = () => {
    attempt.current?.abort();
    dispatch({ type: 'call-again' });
  };

  const goBack = useCallback(
    (kept: KeptCall | null) => {
      // Whoever has begun something else meanwhile has left that one.
      if (kept === null || attempt.current !== null) return;
      const { byText, muted, ...key } = kept;
      const byItself = { kind: 'return', key, byText, muted, byItself: true } as const;
      dispatch({ type: 'key-found', key, byItself });
      void begin(byItself);
    },
    [begin],
  );
  const storageClosed = useRef(false);
  useEffect(() => {
    const kept = keptCall();
    storageClosed.current = kept === 'closed';
    if (kept !== 'closed') goBack(kept);
  }, [goBack]);
  /** The page around is believed only where the frame can keep nothing itself. */
  const hostKept = (mark: unknown) => {
    if (storageClosed.current) goBack(keptIn(mark));
  };

  useEffect(() => {
    let left = false;
    const leave = () => {
      attempt.current?.abort();
      // The page that comes next goes on with it.
      left = session.current?.farewell() === 'kept';
      if (left) return;
      // A page that is kept and shown again must not pretend that the call still goes on.
      dispatch({ type: 'hung-up', at: clock.now() });
      dispatch({ type: 'given-up' });
    };
    // Kept by the browser and shown again, it has let go of a conversation that is still there.
    const back = ({ persisted }: PageTransitionEvent) => {
      const kept = keptCall();
      if (persisted && (left || (kept !== null && kept !== 'closed'))) window.location.reload();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', back);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', back);
    };
  }, [clock]);

  return {
    state,
    sound,
    chat,
    clock,
    start,
    returnToCall,
    retryMicrophone,
    giveUp,
    hangUp,
    leaveLine,
    returnTo,
    hostKept,
    retrySound,
    switchTo,
    wantRingBack,
    comeBack,
    callAgain,
    fetchAnnouncements,
  };
}
