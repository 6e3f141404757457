interface SparklineProps {
  /** Oldest first; the last one may be going on. null: nothing to draw there. */
  values: readonly (number | null)[];
  /** What the whole height stands for; left out: the greatest of the values. */
  most?: number;
  /** What it tells, in words. */
  label: string;
  className?: string;
}

const WIDTH = 96;
const HEIGHT = 20;
const GAP = 1;

/** Small bars, to see a course at a glance. The last one, which may be going on, is in the accent. */
export function Sparkline({ values, most: whole, label, className = 'h-5 w-24' }: SparklineProps) {
  const most = whole ?? Math.max(...values.map((value) => value ?? 0));
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={className}>
      <title>{label}</title>
      <line x1={0} y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} className="stroke-line" />
      {values.map((value, nth) => {
        if (value === null) return null;
        // What is nothing at all is seen as well: it was counted.
        const height = Math.max(1, most === 0 ? 0 : (value / most) * (HEIGHT - 1));
        const last = nth === values.length - 1;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
            key={nth}
            x={nth * step}
            y={HEIGHT - height}
            width={step - GAP}
            height={height}
            className={last ? 'fill-accent' : 'fill-muted'}
          />
        );
      })}
    </svg>
  );
}
