import { DateTime } from 'luxon';
import { csvOf } from '../protocol/csv.ts';
import { MEASURE_UNITS, type Measure, type Unit } from '../protocol/report-words.ts';
import type { Report } from '../protocol/reports.ts';

/**
 * A report as a table for other programs: one row for each interval and group. Names of columns are in English and stay the
 * same in every language; times carry their offset, durations are seconds, shares are between 0 and 1.
 */
export function toCsv({ query, intervals, groups, rows }: Report): string {
  const time = (at: number) => DateTime.fromMillis(at, { zone: query.zone }).toISO({ suppressMilliseconds: true }) ?? '';
  const header = ['from', 'to', ...query.by, ...query.measures.map(columnOf)];
  const lines = rows.map(({ interval, group, figures }) => {
    const span = intervals[interval];
    const times = span ? [time(span.from), time(span.to)] : ['', ''];
    const values = figures.map((figure, index) => writtenAs(figure, MEASURE_UNITS[query.measures[index] ?? 'offered']));
    return [...times, ...(groups[group]?.labels ?? []), ...values];
  });
  // The mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${csvOf(header, lines)}`;
}

const SUFFIX: Record<Unit, string> = { count: '', share: '', ms: '_seconds', mos: '', score: '', mean: '' };
const columnOf = (measure: Measure) => measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) + SUFFIX[MEASURE_UNITS[measure]];

function writtenAs(figure: number | null, unit: Unit): number | null {
  if (figure === null || unit === 'count') return figure;
  return Number((unit === 'ms' ? figure / 1000 : figure).toFixed(unit === 'ms' ? 3 : 6));
}
