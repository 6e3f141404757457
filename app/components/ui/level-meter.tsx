'use client';

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';

interface LevelMeterProps {
  /** Whose voice: "you", "caller". */
  label: string;
  /** Where the name stands beside it already. */
  hideLabel?: boolean;
  /** The level now, 0 to 1. Asked on every frame; it must be cheap. */
  read: () => number;
  className?: string;
}

/** How loud somebody is. Drawn past React: a level that changes sixty times a second must not render a tree. */
export function LevelMeter({ label, hideLabel = false, read, className }: LevelMeterProps) {
  const t = useTranslations('common');
  const meter = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const latest = useRef(read);
  latest.current = read;

  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const draw = () => {
      const level = Math.min(1, Math.max(0, latest.current()));
      // Up at once, down slowly, as a meter does.
      shown = Math.max(level, shown * 0.88);
      const percent = Math.round(shown * 100);
      if (bar.current !== null) bar.current.style.clipPath = `inset(0 ${100 - percent}% 0 0)`;
      meter.current?.setAttribute('aria-valuenow', String(percent));
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);

  return (
    <div className={cn('flex items-center gap-2 text-muted text-xs', className)}>
      {!hideLabel && <span>{label}</span>}
      <div
        ref={meter}
        role="meter"
        aria-label={t('level', { label })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        className="relative h-3 w-20 overflow-hidden [mask-image:repeating-linear-gradient(90deg,#000_0_3px,transparent_3px_5px)]"
      >
        <div className="absolute inset-0 bg-line" />
        <div ref={bar} className="absolute inset-0 bg-available [clip-path:inset(0_100%_0_0)]" />
      </div>
    </div>
  );
}
