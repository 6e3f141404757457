'use client';

import { type PointerEvent, useRef, useState } from 'react';
import { cn } from '../../lib/cn.ts';
import { bandPath, scaleOf, stepPath, ticksUpTo } from './interval-shape.ts';
import { useWidth } from './use-width.ts';

/** Lines differ in dashes as well as in color. */
const LOOKS = {
  main: { stroke: 'stroke-accent-ink', dashes: undefined },
  other: { stroke: 'stroke-wrapup', dashes: '7 4' },
  faint: { stroke: 'stroke-muted', dashes: '2 3' },
} as const;

export interface ChartLine {
  key: string;
  name: string;
  look: keyof typeof LOOKS;
  /** Null: nothing is known of an interval. */
  values: readonly (number | null)[];
}

interface IntervalChartProps {
  /** What is to be seen, for those who don't; the figures themselves stand in a table beside it. */
  label: string;
  /** The beginning of each interval, as it is written: "09:30". */
  times: readonly string[];
  lines: readonly ChartLine[];
  band?: { name: string; low: readonly number[]; high: readonly number[] };
  /** Of the values on the axis and under the pointer. */
  format: (value: number) => string;
  /** The axis goes at least so far up. */
  atLeast?: number;
}

const HEIGHT = 220;
const EDGES = { left: 52, top: 8, right: 8, bottom: 24 };
/** Room that a time takes below the chart. */
const TIME_WIDTH = 56;

/** Lines over the intervals of a day, with what is under the pointer in figures. */
export function IntervalChart({ label, times, lines, band, format, atLeast = 0 }: IntervalChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 880);
  const [at, setAt] = useState<number | null>(null);
  const values = [...lines.flatMap((line) => line.values), ...(band?.high ?? [])].filter((value) => value !== null);
  const ticks = ticksUpTo(Math.max(atLeast, ...values));
  const frame = { ...EDGES, width, height: HEIGHT };
  const scale = scaleOf(frame, times.length, ticks.at(-1) ?? 1);
  const every = Math.max(1, Math.ceil(times.length / Math.max(1, Math.floor((width - EDGES.left) / TIME_WIDTH))));

  const pointAt = (event: PointerEvent<SVGSVGElement>) => {
    const nth = Math.floor(((event.nativeEvent.offsetX - EDGES.left) / (width - EDGES.left - EDGES.right)) * times.length);
    setAt(nth >= 0 && nth < times.length ? nth : null);
  };

  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <div ref={box} className="min-w-0">
        <svg
          role="img"
          aria-label={label}
          width={width}
          height={HEIGHT}
          className="block touch-pan-y"
          onPointerMove={pointAt}
          onPointerLeave={() => setAt(null)}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={EDGES.left} x2={width - EDGES.right} y1={scale.y(tick)} y2={scale.y(tick)} className="stroke-line" />
              <text x={EDGES.left - 8} y={scale.y(tick) + 4} textAnchor="end" className="figures fill-muted text-2xs">
                {format(tick)}
              </text>
            </g>
          ))}
          {times.map((time, nth) =>
            nth % every === 0 ? (
              <text key={time} x={scale.x(nth)} y={HEIGHT - 6} className="figures fill-muted text-2xs">
                {time}
              </text>
            ) : null,
          )}
          {at !== null && (
            <rect
              x={scale.x(at)}
              y={EDGES.top}
              width={scale.x(at + 1) - scale.x(at)}
              height={HEIGHT - EDGES.top - EDGES.bottom}
              className="fill-sunken"
            />
          )}
          {band !== undefined && <path d={bandPath(band.low, band.high, scale)} className="fill-accent-soft" />}
          {lines.map((line) => (
            <path
              key={line.key}
              d={stepPath(line.values, scale)}
              fill="none"
              strokeWidth={2}
              strokeDasharray={LOOKS[line.look].dashes}
              className={LOOKS[line.look].stroke}
            />
          ))}
        </svg>
      </div>
      <figcaption className="figures flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-xs">
        {lines.map((line) => (
          <span key={line.key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden width={22} height={8}>
              <line
                x1={0}
                x2={22}
                y1={4}
                y2={4}
                strokeWidth={2}
                strokeDasharray={LOOKS[line.look].dashes}
                className={LOOKS[line.look].stroke}
              />
            </svg>
            {line.name}
            {at !== null && <strong className="font-semibold">{figureOf(line.values[at], format)}</strong>}
          </span>
        ))}
        {band !== undefined && (
          <span className="inline-flex items-center gap-1.5">
            <span aria-hidden className="h-3 w-5 rounded-sm border border-line bg-accent-soft" />
            {band.name}
            {at !== null && (
              <strong className="font-semibold">
                {figureOf(band.low[at], format)}–{figureOf(band.high[at], format)}
              </strong>
            )}
          </span>
        )}
        <span className={cn('ml-auto text-muted', at === null && 'invisible')}>{times[at ?? 0]}</span>
      </figcaption>
    </figure>
  );
}

const figureOf = (value: number | null | undefined, format: (value: number) => string) => (value == null ? '–' : format(value));
