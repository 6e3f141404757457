import { readReport, writeReport } from '../../../server/protocol/report-address.ts';
import type { Measure } from '../../../server/protocol/report-words.ts';
import { ReportQuery } from '../../../server/protocol/reports.ts';

/** What is asked on the page: a report, and which of its figures the chart shows. The address holds all of it. */
export interface Draft {
  query: ReportQuery;
  chart: Measure;
}

export function usualReport(zone: string): ReportQuery {
  return {
    period: { preset: 'this-month' },
    zone,
    interval: 'day',
    by: [],
    measures: ['offered', 'answered', 'abandoned', 'serviceLevel', 'asa', 'aht', 'abandonment', 'missedOffers', 'occupancy'],
    channel: 'voice',
    queues: [],
    centers: [],
    agents: [],
    dispositions: [],
    switches: { threshold: null, abandons: true, elsewhere: false, shortAbandon: 0 },
  };
}

/** What an address says, over what is usual; parts that make no sense are as usual. */
export function readDraft(search: string, zone: string): Draft {
  const usual = usualReport(zone);
  const said = readReport(search);
  const kept: Record<string, unknown> = { ...usual };
  for (const [name, value] of Object.entries(said)) {
    if (Array.isArray(value) && value.length === 0) continue;
    if (ReportQuery.safeParse({ ...kept, [name]: value }).success) kept[name] = value;
  }
  const query = ReportQuery.parse(kept);
  const chart = new URLSearchParams(search).get('chart');
  return withChart({ query, chart: chart as Measure });
}

export const writeDraft = ({ query, chart }: Draft): string =>
  `?${writeReport(query)}${chart === query.measures[0] ? '' : `&chart=${chart}`}`;

/** The chart can only show what the report has. */
export function withChart(draft: Draft): Draft {
  const { measures } = draft.query;
  return measures.includes(draft.chart) ? draft : { ...draft, chart: measures[0] ?? 'offered' };
}

/** One more or one less, in the order in which measures stand everywhere. */
export function toggled(all: readonly Measure[], chosen: readonly Measure[], one: Measure): Measure[] {
  const next = chosen.includes(one) ? chosen.filter((measure) => measure !== one) : [...chosen, one];
  return all.filter((measure) => next.includes(measure));
}
