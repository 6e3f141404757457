'use client';

import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { type AudioSituation, type CallLine, callLine, type Work } from './view-model.ts';

const INK: Record<CallLine['hue'], string> = {
  available: 'text-available',
  'on-call': 'text-on-call',
  'not-ready': 'text-not-ready',
  missed: 'text-missed',
};

/** The state of the connection in words; it counts down while the caller is awaited. */
export function CallLineText({ phase, audio }: { phase: Work<'call'>['phase']; audio: AudioSituation }) {
  const words = useTicking((now) => callLine(phase, audio, now).words);
  const hue = useTicking((now) => callLine(phase, audio, now).hue);
  const counts = phase.kind === 'connected' && phase.callerAwayUntil !== null;
  return (
    // A count that is read out every second helps nobody.
    <p role="status" aria-live={counts ? 'off' : 'polite'} className={cn('figures font-medium', INK[hue])}>
      {words}
    </p>
  );
}
