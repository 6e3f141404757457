'use client';

import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type PointerEvent, useRef, useState } from 'react';
import { axisOf, everyNth } from './scale.ts';
import { useWidth } from './use-width.ts';

/** Lines over time that are told apart by their dashes as well as by their hues; both themes have these. */
const LOOKS = [
  { stroke: 'var(--color-accent-ink)', dash: undefined },
  { stroke: 'var(--color-on-call)', dash: '6 3' },
  { stroke: 'var(--color-wrapup)', dash: '2 3' },
  { stroke: 'var(--color-not-ready)', dash: '10 3 2 3' },
  { stroke: 'var(--color-available)', dash: '12 4' },
  { stroke: 'var(--color-missed)', dash: '1 4' },
] as const;
export const MOST_SERIES = LOOKS.length;

export interface Series {
  name: string;
  /** One for each label; null: there is none. */
  values: readonly (number | null)[];
}

export interface ChartProps {
  'aria-label': string;
  kind: 'line' | 'bar';
  labels: readonly string[];
  series: readonly Series[];
  unit: 'count' | 'number' | 'ms' | 'share';
  format: (value: number | null) => string;
}

const HEIGHT = 240;
const LEFT = 56;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 24;
const LABEL_WIDTH = 84;

/** A chart of at most MOST_SERIES lines, or bars. The figures themselves belong in a table beside it. */
export function Chart({ kind, labels, series, unit, format, ...rest }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 640);
  const [at, setAt] = useState<number | null>(null);
  const shown = series.slice(0, MOST_SERIES);
  const highest = Math.max(0, ...shown.flatMap((one) => one.values.map((value) => value ?? 0)));
  const { top, ticks } = axisOf(highest, unit);
  const x = scaleBand<number>()
    .domain(labels.map((_, index) => index))
    .range([LEFT, Math.max(LEFT + 1, width - RIGHT)])
    .paddingInner(kind === 'bar' ? 0.25 : 0);
  const y = scaleLinear()
    .domain([0, top])
    .range([HEIGHT - BOTTOM, TOP]);
  const center = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => center(index))
    .y((value) => y(value ?? 0));
  const nth = everyNth(labels.length, Math.floor((width - LEFT - RIGHT) / LABEL_WIDTH));
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    const index = Math.floor((left / Math.max(1, width - LEFT - RIGHT)) * labels.length);
    setAt(index >= 0 && index < labels.length ? index : null);
  };
  const current = at !== null && at < labels.length ? at : null;

  return (
    <div ref={box} className="min-w-0">
      <ul className="flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        {shown.map(({ name, values }, index) => (
          <li key={name} className="flex items-center gap-2">
            <svg aria-hidden width="24" height="8" className="shrink-0">
              <path d="M0 4H24" strokeWidth="2.5" {...strokeOf(index)} />
            </svg>
            <span>{name}</span>
            {current !== null && <span className="figures font-medium">{format(values[current] ?? null)}</span>}
          </li>
        ))}
        {current !== null && <li className="ml-auto text-muted">{labels[current]}</li>}
      </ul>
      <svg
        role="img"
        aria-label={rest['aria-label']}
        width={width}
        height={HEIGHT}
        className="block"
        onPointerMove={follow}
        onPointerLeave={() => setAt(null)}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} stroke="var(--color-line)" />
            <text x={LEFT - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="figures fill-muted text-xs">
              {format(tick)}
            </text>
          </g>
        ))}
        {labels.map((label, index) =>
          index % nth === 0 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a label may stand twice, when the clocks go back; its place does not.
            <text key={index} x={center(index)} y={HEIGHT - 6} textAnchor="middle" className="fill-muted text-xs">
              {label}
            </text>
          ) : null,
        )}
        {current !== null && <path d={`M${center(current)} ${TOP}V${HEIGHT - BOTTOM}`} stroke="var(--color-control)" />}
        {kind === 'bar'
          ? labels.map((label, index) => {
              const value = shown[0]?.values[index] ?? 0;
              return (
                <rect
                  key={label}
                  x={x(index)}
                  y={y(value)}
                  width={Math.min(x.bandwidth(), 64)}
                  height={Math.max(0, HEIGHT - BOTTOM - y(value))}
                  fill="var(--color-accent)"
                />
              );
            })
          : shown.map(({ name, values }, index) => (
              <g key={name}>
                <path d={path(values as (number | null)[]) ?? ''} fill="none" strokeWidth="2" {...strokeOf(index)} />
                {values.map((value, place) =>
                  // A point between two gaps would be no line at all.
                  value !== null && (values.length < 32 || place === current) ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: it is the point’s place.
                    <circle key={place} cx={center(place)} cy={y(value)} r="2.5" fill={LOOKS[index]?.stroke} />
                  ) : null,
                )}
              </g>
            ))}
      </svg>
    </div>
  );
}

function strokeOf(index: number) {
  const look = LOOKS[index] ?? LOOKS[0];
  return { stroke: look.stroke, strokeDasharray: look.dash };
}
