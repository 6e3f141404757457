import { scaleLinear } from 'd3-scale';

/** Round times for an axis, in milliseconds: nobody reads a mark at 66.7 s. */
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);

/** Where an axis ends, and the marks on it, from 0 on: about five, at round figures. */
export function axisOf(highest: number, unit: 'count' | 'number' | 'ms' | 'share'): { top: number; ticks: number[] } {
  if (unit === 'share') return { top: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  if (highest <= 0) return { top: 1, ticks: [0] };
  if (unit === 'ms') {
    const step = TIMES.find((time) => highest / time <= 5) ?? Math.ceil(highest / 5 / 86_400_000) * 86_400_000;
    const count = Math.ceil(highest / step);
    return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
  }
  // There is no half of a call.
  const marks = unit === 'count' ? Math.min(5, Math.ceil(highest)) : 5;
  const scale = scaleLinear().domain([0, highest]).nice(marks);
  const ticks = scale.ticks(marks).filter((tick) => unit !== 'count' || Number.isInteger(tick));
  return { top: scale.domain()[1] ?? highest, ticks };
}

/** Which of so many labels there is room for: every nth. */
export const everyNth = (count: number, room: number): number => Math.max(1, Math.ceil(count / Math.max(1, room)));
