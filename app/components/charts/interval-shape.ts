/** Where things of a chart over the intervals of a day stand. Pure; lengths in pixels. */

export interface Frame {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The values beside the lines of the grid: 0, and round steps up to one that is not below the largest. */
export function ticksUpTo(largest: number, about = 4): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10);
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, nth) => Number((nth * step).toPrecision(12)));
}

export interface Scale {
  x: (nth: number) => number;
  y: (value: number) => number;
}

/** @param count intervals, side by side; x is where one begins */
export function scaleOf({ width, height, left, top, right, bottom }: Frame, count: number, largest: number): Scale {
  return {
    x: (nth) => left + ((width - left - right) * nth) / Math.max(1, count),
    y: (value) => top + (height - top - bottom) * (1 - value / (largest || 1)),
  };
}

const point = (x: number, y: number) => `${x.toFixed(1)},${y.toFixed(1)}`;

/** A level for each interval, with steps between them; a gap where nothing is known. */
export function stepPath(values: readonly (number | null)[], { x, y }: Scale): string {
  let path = '';
  let drawn = false;
  values.forEach((value, nth) => {
    if (value === null) {
      drawn = false;
      return;
    }
    path += `${drawn ? 'L' : 'M'}${point(x(nth), y(value))}L${point(x(nth + 1), y(value))}`;
    drawn = true;
  });
  return path;
}

/** The area between two levels of each interval. */
export function bandPath(low: readonly number[], high: readonly number[], { x, y }: Scale): string {
  const up = high.flatMap((value, nth) => [point(x(nth), y(value)), point(x(nth + 1), y(value))]);
  const back = low.flatMap((value, nth) => [point(x(nth), y(value)), point(x(nth + 1), y(value))]).reverse();
  return up.length === 0 ? '' : `M${[...up, ...back].join('L')}Z`;
}
