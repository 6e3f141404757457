'use client';

import { useRemainingSeconds, useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

interface CountdownRingProps {
  from: number;
  until: number;
  /** What the time is for, for screen readers: "Time to answer". */
  label: string;
  className?: string;
}

/** A ring that empties, with the seconds that are left inside it. Amber in the last five. */
export function CountdownRing({ from, until, label, className }: CountdownRingProps) {
  const seconds = useRemainingSeconds(until);
  // Two hundred steps: finer than the eye follows, and no render without a change.
  const left = useTicking((now) => Math.round(Math.min(1, Math.max(0, (until - now) / (until - from))) * 200) / 200);
  const hue = seconds <= 5 ? 'stroke-not-ready' : 'stroke-accent';
  return (
    <div role="timer" aria-label={label} className={cn('relative grid size-16 place-items-center', className)}>
      <svg viewBox="0 0 60 60" aria-hidden="true" className="-rotate-90 absolute inset-0 size-full">
        <circle cx="30" cy="30" r={RADIUS} fill="none" strokeWidth="4" className="stroke-line" />
        <circle
          cx="30"
          cy="30"
          r={RADIUS}
          fill="none"
          strokeWidth="4"
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - left)}
          className={hue}
        />
      </svg>
      <span className="figures font-semibold text-lg">{seconds}</span>
    </div>
  );
}
