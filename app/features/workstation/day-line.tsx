'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { DaySegment, MyDay } from '../../../server/protocol/desk.ts';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { type Strip, timeline } from './day-timeline.ts';
import { useStatusWords } from './status-words.ts';
import { useZoneTime } from './use-zone-time.ts';

/** The hues of the statuses; those that are not work have a pattern too, so that color is not all there is. */
export const STRIP_LOOK: Record<DaySegment['kind'], string> = {
  available: 'bg-available',
  'on-call': 'bg-on-call',
  wrapup: 'bg-wrapup',
  'not-ready': 'bg-not-ready strip-lines',
  missed: 'bg-missed strip-dots',
  offline: 'bg-line',
};
/** On-call stands tall, the rest lower: the line reads without its colors. */
export const STRIP_HEIGHT: Record<DaySegment['kind'], string> = {
  available: 'h-2.5',
  'on-call': 'h-4',
  wrapup: 'h-3.5',
  'not-ready': 'h-2',
  missed: 'h-3',
  offline: 'h-0.5',
};

const MINUTE = 60_000;

/** A narrow line has room for two times. */
const ends = <T,>(all: readonly T[]): T[] => all.filter((_, index) => index === 0 || index === all.length - 1);

interface DayLineProps {
  day: MyDay;
  tall?: boolean;
}

/**
 * The day as a line: what was done from when to when. Arrow keys go along it, and what is under the pointer or the focus is said
 * below. For screen readers each part is a line of the list in the dialog; here it is a slider over the parts.
 */
export function DayLine({ day, tall = false }: DayLineProps) {
  const t = useTranslations('workstation-desk.day');
  const { segmentWord } = useStatusWords();
  const { duration } = useFormats();
  const time = useZoneTime(day.timeZone);
  const now = useTicking((moment) => Math.floor(moment / (MINUTE / 2)) * (MINUTE / 2));
  const line = timeline(day.segments, Math.max(now, day.now), day.timeZone);
  const [told, setTold] = useState<number | null>(null);
  if (line === null) return <p className="text-muted text-sm">{t('not-begun')}</p>;
  const { strips, marks } = line;
  const last = strips.length - 1;
  const words = (strip: Strip) =>
    t('strip', { status: segmentWord(strip), from: time(strip.from), to: time(strip.to), length: duration(strip.to - strip.from) });
  const shown = told === null ? undefined : strips[Math.min(told, last)];
  const go = (step: number) => setTold((at) => Math.min(last, Math.max(0, (at ?? last) + step)));

  return (
    <div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('line')}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={Math.min(told ?? last, last)}
        aria-valuetext={words(shown ?? (strips[last] as Strip))}
        onFocus={() => setTold((at) => at ?? last)}
        onBlur={() => setTold(null)}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -strips.length, End: strips.length }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          go(step);
        }}
        className={cn('relative flex items-end border-line border-b', tall ? 'h-8' : 'h-5')}
      >
        {strips.map((strip, index) => (
          <span
            key={strip.from}
            onPointerEnter={() => setTold(index)}
            onPointerLeave={() => setTold(null)}
            className="absolute inset-y-0 flex min-w-0.5 items-end"
            style={{ left: `${strip.left}%`, width: `${strip.width}%` }}
          >
            <span
              className={cn(
                'w-full',
                STRIP_LOOK[strip.kind],
                STRIP_HEIGHT[strip.kind],
                tall && 'scale-y-150 origin-bottom',
                told !== null && told !== index && 'opacity-50',
              )}
            />
          </span>
        ))}
      </div>
      <div aria-hidden className="figures relative h-4 text-2xs text-muted">
        {(tall ? marks : ends(marks)).map((mark, index) => (
          <span
            key={mark.at}
            className={cn('absolute', index === 0 ? '' : mark.left > 97 ? '-translate-x-full' : '-translate-x-1/2')}
            style={{ left: `${mark.left}%` }}
          >
            {time(mark.at)}
          </span>
        ))}
      </div>
      {/* Its line is kept: nothing below moves when the pointer comes. */}
      <p aria-hidden className="figures min-h-4 truncate text-xs">
        {shown !== undefined && words(shown)}
      </p>
    </div>
  );
}
