'use client';

import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { type CallLine, callLine } from './call-line.ts';
import type { AudioSituation, Work } from './view-model.ts';

const INK: Record<CallLine['hue'], string> = {
  available: 'text-available',
  'on-call': 'text-on-call',
  'not-ready': 'text-not-ready',
  missed: 'text-missed',
};

/** The state of the connection in words; it counts down while the caller is awaited. */
export function CallLineText({ call, audio }: { call: Pick<Work<'call'>, 'phase' | 'conversation'>; audio: AudioSituation }) {
  const say = useWords();
  const words = useTicking((now) => say(callLine(call, audio, now).words));
  const hue = useTicking((now) => callLine(call, audio, now).hue);
  const counts = call.phase.kind === 'connected' && call.phase.callerAwayUntil !== null;
  return (
    // A count that is read out every second helps nobody.
    <p role="status" aria-live={counts ? 'off' : 'polite'} className={cn('figures font-medium', INK[hue])}>
      {words}
    </p>
  );
}
