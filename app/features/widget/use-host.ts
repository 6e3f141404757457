'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { Known } from '../../../packages/widget/src/frame-messages.ts';
import type { TextLog } from '../../lib/texts/text-log.ts';
import { unread } from '../../lib/texts/text-log.ts';
import { doingOf, stageOf } from './call-stage.ts';
import { NOTHING_KNOWN } from './host-known.ts';
import { type HostHandlers, tellHost, useHostMessages } from './host-page.ts';
import { isCallActive, type WidgetState } from './widget-machine.ts';

/** The page around: is told how the call goes and what is written to the caller, and says what it knows and wants. */
export function useHost(
  origin: string | null,
  state: WidgetState,
  log: TextLog,
  {
    onKept,
    ...handlers
  }: Pick<HostHandlers, 'onShown' | 'onHangUp' | 'onPlaceCall'> & {
    /** What the page around keeps of a call, whatever it is. */
    onKept: (mark: unknown) => void;
  },
): { known: RefObject<Known> } {
  const known = useRef(NOTHING_KNOWN);
  const active = isCallActive(state);
  const stage = stageOf(state);
  const doing = doingOf(state);
  const news = unread(log);
  useEffect(() => tellHost(origin, { tandem: 'call', active, doing, unread: news, stage }), [origin, active, doing, news, stage]);

  const told = useRef(0);
  useEffect(() => {
    for (const { seq, from, text, name } of log.texts) {
      if (seq <= told.current) continue;
      told.current = seq;
      if (from !== log.you && seq > log.readUpTo) tellHost(origin, { tandem: 'message', text, from: name });
    }
    if (log.texts.length === 0) told.current = 0;
  }, [origin, log]);

  useHostMessages(origin, {
    ...handlers,
    onKnown: (now, kept) => {
      known.current = now;
      onKept(kept);
    },
  });
  return { known };
}
