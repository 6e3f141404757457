import { DateTime } from 'luxon';
import {
  type Dimension,
  HANDLE_MEASURES,
  type Interval,
  LEFT_MEASURES,
  MEASURE_UNITS,
  type Measure,
  TIME_MEASURES,
} from '../../../server/protocol/report-words.ts';
import type { Report, ReportQuery } from '../../../server/protocol/reports.ts';
import type { Formats } from '../../lib/i18n/formats.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** What the page shows of a report. Pure. */

export function figureText(figure: number | null, measure: Measure, formats: Formats): string {
  if (figure === null) return '–';
  switch (MEASURE_UNITS[measure]) {
    case 'count':
      return formats.number(figure);
    case 'share':
      return formats.percentWithTenths(figure);
    case 'ms':
      return formats.duration(figure);
    case 'mos':
    case 'score':
    case 'mean':
      return formats.number(figure, 2);
  }
}

export function axisUnit(measure: Measure): 'count' | 'number' | 'ms' | 'share' {
  const unit = MEASURE_UNITS[measure];
  return unit === 'mos' || unit === 'score' || unit === 'mean' ? 'number' : unit;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const SHORT_DAY = { day: 'numeric', month: 'short' } as const;
const FORMS: Record<Exclude<Interval, 'whole'>, Intl.DateTimeFormatOptions> = {
  '15-min': { ...SHORT_DAY, ...CLOCK },
  '30-min': { ...SHORT_DAY, ...CLOCK },
  hour: { ...SHORT_DAY, ...CLOCK },
  day: { weekday: 'short', ...SHORT_DAY },
  week: SHORT_DAY,
  month: { month: 'long', year: 'numeric' },
};

/** How an interval is called, by the report’s own clock; null: it is the whole period. */
export function intervalName(
  { from, to }: { from: number; to: number },
  { query, ...span }: Pick<Report, 'query' | 'from' | 'to'>,
  tag: string,
) {
  const { interval, zone } = query;
  if (interval === 'whole') return null;
  const at = (time: number, form: Intl.DateTimeFormatOptions) => DateTime.fromMillis(time, { zone }).setLocale(tag).toLocaleString(form);
  const oneDay = DateTime.fromMillis(span.from, { zone }).hasSame(DateTime.fromMillis(span.to - 1, { zone }), 'day');
  const years = !DateTime.fromMillis(span.from, { zone }).hasSame(DateTime.fromMillis(span.to - 1, { zone }), 'year');
  if (interval === 'week') return `${at(from, years ? { ...SHORT_DAY, year: 'numeric' } : SHORT_DAY)} – ${at(to - 1, SHORT_DAY)}`;
  if (interval === 'month' || interval === 'day')
    return at(from, years && interval === 'day' ? { ...FORMS.day, year: 'numeric' } : FORMS[interval]);
  return at(from, oneDay ? CLOCK : FORMS[interval]);
}

export interface TableRow {
  id: string;
  at: number;
  interval: string | null;
  labels: string[];
  figures: readonly (number | null)[];
}

/** As many as a table can show without making the page slow. */
export const MOST_SHOWN = 400;

/** How a group is called: by what the server calls it, and in words where that is nothing or a channel. */
export type NameGroup = (dimension: Dimension, label: string) => string;

export function tableRows(report: Report, tag: string, name: NameGroup): TableRow[] {
  return report.rows.slice(0, MOST_SHOWN).map(({ interval, group, figures }) => {
    const span = report.intervals[interval] ?? report;
    return {
      id: `${interval}-${group}`,
      at: span.from,
      interval: intervalName(span, report, tag),
      labels: groupLabels(report, group, name),
      figures,
    };
  });
}

const groupLabels = ({ groups, query }: Report, group: number, name: NameGroup): string[] =>
  (groups[group]?.labels ?? []).map((label, index) => name(query.by[index] ?? 'queue', label));

export interface ChartView {
  kind: 'line' | 'bar';
  labels: string[];
  series: { name: string; values: (number | null)[] }[];
}

/** A measure over time, a line for each group; of the whole period a bar for each. null: a single figure is no chart. */
export function chartOf(
  report: Report,
  measure: Measure,
  { tag, label, name }: { tag: string; label: string; name: NameGroup },
): ChartView | null {
  const place = report.query.measures.indexOf(measure);
  const nameOf = (group: number) => groupLabels(report, group, name).join(' · ') || label;
  if (report.query.interval === 'whole') {
    if (report.query.by.length === 0) return null;
    const values = report.totals.map((figures) => figures[place] ?? null);
    return { kind: 'bar', labels: report.groups.map((_, group) => nameOf(group)), series: [{ name: label, values }] };
  }
  // An interval without calls has none of a group: a count is 0 then, and nothing else can be told.
  const empty = MEASURE_UNITS[measure] === 'count' ? 0 : null;
  const series = report.groups.map((_, group) => ({ name: nameOf(group), values: report.intervals.map(() => empty as number | null) }));
  for (const { interval, group, figures } of report.rows) series[group]?.values.splice(interval, 1, figures[place] ?? null);
  return { kind: 'line', labels: report.intervals.map((span) => intervalName(span, report, tag) ?? ''), series };
}

/** How the service level is counted, as its switches are. */
export function levelFormula({ threshold, abandons, elsewhere, shortAbandon }: ReportQuery['switches']): { formula: Words; more: Words[] } {
  return {
    formula: words('reports.level.formula', {
      inTime: threshold === null ? words('reports.level.answered-own') : words('reports.level.answered-in', { seconds: threshold }),
      whole: words(!abandons ? 'reports.level.whole-answered' : elsewhere ? 'reports.level.whole-elsewhere' : 'reports.level.whole-all'),
    }),
    more: shortAbandon > 0 ? [words('reports.level.without-short', { seconds: shortAbandon })] : [],
  };
}

/** What there is no figure of, and why: keys of `reports`. */
export function notesOf({
  by,
  channel,
  queues,
  dispositions,
  measures,
}: ReportQuery): ('time-of-agents' | 'channels-apart' | 'of-no-channel')[] {
  const asks = (of: readonly Measure[]) => measures.some((measure) => of.includes(measure));
  const parted = by.includes('channel');
  const timeless = parted || by.includes('queue') || by.includes('disposition') || queues.length + dispositions.length > 0;
  return [
    ...(timeless && asks(TIME_MEASURES) ? (['time-of-agents'] as const) : []),
    ...(channel === 'both' && asks(HANDLE_MEASURES) ? (['channels-apart'] as const) : []),
    ...((parted || channel === 'text') && asks(LEFT_MEASURES) ? (['of-no-channel'] as const) : []),
  ];
}

export const isEmpty = (report: Report): boolean =>
  report.rows.every((row) => row.figures.every((figure) => figure === null || figure === 0));
