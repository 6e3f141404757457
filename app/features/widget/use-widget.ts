'use client';

import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { CallKey, StartCall } from '../../../server/protocol/widget.ts';
import { ServerClock } from '../../lib/clock.ts';
import type { CallAudio } from '../../lib/media/call-audio.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import type { BegunCall } from './begin-call.ts';
import { forgetCallKey, keptCallKey } from './call-key.ts';
import { sendFarewell } from './farewell.ts';
import { fetchLaterViews } from './later-views.ts';
import { type Goal, INITIAL, type Instead, widgetMachine } from './widget-machine.ts';

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

  const start = (request: StartCall) => {
    dispatch({ type: 'submitted', request });
    void begin({ kind: 'start', request });
  };
  const returnToCall = () => {
    if (state.kind !== 'offer-return') return;
    dispatch({ type: 'return-chosen' });
    void begin({ kind: 'return', key: state.key });
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
    if (state.kind === 'offer-return') {
      sendFarewell(state.key);
      forgetCallKey();
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
    session.current?.hangUp();
  };
  /** @throws what it was refused with, or why there is no microphone */
  const switchTo = async (what: 'text' | 'voice' | 'talk') => {
    if (what === 'text') await session.current?.ask('text');
    else await session.current?.talk(what);
  };
  /** @throws what it was refused with */
  const wantRingBack = async () => session.current?.ring('ring-me-back');
  /** @throws what it was refused with, or why there is no microphone */
  const comeBack = async () => session.current?.comeBack();
  const retrySound = () => void session.current?.retrySound().catch(() => undefined);
  const callAgain = () => {
    attempt.current?.abort();
    dispatch({ type: 'call-again' });
  };

  useEffect(() => {
    const kept = keptCallKey();
    if (kept === null) return;
    const { byText, ...key } = kept;
    dispatch({ type: 'key-found', key, byText });
    if (byText) void begin({ kind: 'return', key, byText });
  }, [begin]);

  useEffect(() => {
    const leave = () => {
      attempt.current?.abort();
      // The page that comes next goes on with it.
      if (session.current?.farewell() === 'kept') return;
      // A page that is kept and shown again must not pretend that the call still goes on.
      dispatch({ type: 'hung-up', at: clock.now() });
      dispatch({ type: 'given-up' });
    };
    // Kept by the browser and shown again, it has let go of a conversation that is still there.
    const back = ({ persisted }: PageTransitionEvent) => persisted && keptCallKey() !== null && window.location.reload();
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
    retrySound,
    switchTo,
    wantRingBack,
    comeBack,
    callAgain,
  };
}
