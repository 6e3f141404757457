import type { ReportNames } from '../data/report-names.ts';
import type { GroupTotals, ReportStore, TotalsAsked } from '../data/report-store.ts';
import { FORMULAS } from '../measures/figures.ts';
import { daysOf, intervalsOf, spanOf } from '../measures/intervals.ts';
import { addTotals, noTotals, type Totals } from '../measures/totals.ts';
import { type Dimension, HANDLE_MEASURES, LEFT_MEASURES, type Measure, TIME_MEASURES } from '../protocol/report-words.ts';
import type { Report, ReportChoices, ReportQuery } from '../protocol/reports.ts';
import { assertSupervises, maySupervise, type Supervisor } from './grants.ts';
import { assertPeriod, assertRows } from './report-limits.ts';

export interface ReportServiceOptions {
  store: ReportStore;
  names: () => Promise<ReportNames>;
  now: () => number;
}

/** Answers what supervisors ask of the past: of the centers that they supervise, and of what belongs to no center. */
export interface ReportService {
  /** @throws Failure `bad-request` for what is too much, `forbidden` for a center that they don’t supervise */
  run(query: ReportQuery, who: Supervisor): Promise<Report>;
  choices(who: Supervisor): Promise<ReportChoices>;
}

/** In a queue that is gone. */
const USUAL_THRESHOLD = 20;

export function openReportService({ store, names, now }: ReportServiceOptions): ReportService {
  return {
    async run(query, who) {
      for (const center of query.centers) assertSupervises(who, center);
      const days = daysOf(query.period, query.zone, now());
      assertPeriod(days, query.interval);
      const span = spanOf(days, query.zone);
      const intervals = intervalsOf(span, query.interval, query.zone);
      const named = await names();
      const restricted = who.role !== 'administrator' && !named.centers.every((center) => maySupervise(who, center.id));
      const { threshold, shortAbandon } = query.switches;
      const asked: TotalsAsked = {
        ...query,
        edges: [...intervals.map((interval) => interval.from), span.to],
        centers: query.centers.length > 0 ? query.centers : restricted ? [...supervisedOf(named, who), ''] : null,
        thresholds: threshold === null ? new Map(named.queues.map(({ id, seconds }) => [id, seconds])) : new Map(),
        otherwise: threshold ?? USUAL_THRESHOLD,
        shortAbandon,
        now: now(),
      };
      const found = await store.totals(asked);
      assertRows(found.length);
      const queues = query.queues.length === 0 ? named.queues : named.queues.filter((queue) => query.queues.includes(queue.id));
      const thresholds = threshold === null ? queues.map(({ name, seconds }) => ({ queue: name, seconds })) : [];
      return { query, ...span, restricted, intervals, ...laidOut(found, query, intervals.length, named), thresholds };
    },
    async choices(who) {
      const { queues, centers, agents, dispositions } = await names();
      const own = centers.filter((center) => maySupervise(who, center.id));
      return {
        queues,
        centers: own,
        agents: agents.filter((agent) => maySupervise(who, agent.centerId)),
        dispositions,
        zones: [...new Set([...own, ...centers].map((center) => center.zone))],
      };
    },
  };
}

const supervisedOf = ({ centers }: ReportNames, who: Supervisor) =>
  centers.map((center) => center.id).filter((id) => maySupervise(who, id));

/** Rows in the order of time and then of names, with sums over time and over all. */
function laidOut(found: readonly GroupTotals[], query: ReportQuery, intervals: number, names: ReportNames) {
  const labelOf = labels(names);
  const keys = new Map(found.map(({ key }) => [JSON.stringify(key), key]));
  if (query.by.length === 0) keys.set('[]', []);
  const groups = [...keys.values()]
    .map((key) => ({ key, labels: key.map((id, index) => labelOf(query.by[index] ?? 'queue', id)) }))
    .sort((a, b) => compareLabels(a.labels, b.labels));
  const indexOf = new Map(groups.map(({ key }, index) => [JSON.stringify(key), index]));
  const sums: Totals[] = groups.map(noTotals);
  const all = noTotals();
  const rows = found.map(({ interval, key, totals }) => {
    const group = indexOf.get(JSON.stringify(key)) ?? 0;
    const sum = sums[group];
    if (sum) addTotals(sum, totals);
    addTotals(all, totals);
    return { interval, group, figures: figuresOf(totals, query, key) };
  });
  // A line of single intervals has no holes; a table of many groups would be mostly holes.
  if (query.by.length === 0) {
    const there = new Set(rows.map((row) => row.interval));
    for (let interval = 0; interval < intervals; interval += 1)
      if (!there.has(interval)) rows.push({ interval, group: 0, figures: figuresOf(noTotals(), query) });
  }
  rows.sort((a, b) => a.interval - b.interval || a.group - b.group);
  return { groups, rows, totals: sums.map((sum, index) => figuresOf(sum, query, groups[index]?.key)), total: figuresOf(all, query) };
}

/** @param key of the group; left out: over all of them */
function figuresOf(totals: Totals, query: ReportQuery, key: readonly string[] = []): (number | null)[] {
  const { measures, switches } = query;
  return measures.map((measure) => (isOfIt(measure, query, key) ? FORMULAS[measure](totals, switches) : null));
}

/** Whether there is such a figure of what is asked: there is none, rather than a wrong one. */
function isOfIt(measure: Measure, { by, channel, queues, dispositions }: ReportQuery, key: readonly string[]): boolean {
  const parted = by.includes('channel');
  if (TIME_MEASURES.includes(measure))
    return !parted && !by.includes('queue') && !by.includes('disposition') && queues.length === 0 && dispositions.length === 0;
  if (LEFT_MEASURES.includes(measure)) return !parted && channel !== 'text';
  if (HANDLE_MEASURES.includes(measure)) return channel !== 'both' || key[by.indexOf('channel')] !== undefined;
  return true;
}

function labels({ queues, centers, agents }: ReportNames): (dimension: Dimension, id: string) => string {
  const known: Record<Dimension, Map<string, string>> = {
    queue: new Map(queues.map(({ id, name }) => [id, name])),
    center: new Map(centers.map(({ id, name }) => [id, name])),
    agent: new Map(agents.map(({ id, name }) => [id, name])),
    disposition: new Map(),
    channel: new Map(),
  };
  return (dimension, id) => known[dimension].get(id) ?? id;
}

/** What has no name, since it belongs nowhere, comes last. */
function compareLabels(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? '';
    if (one === other) continue;
    if (one === '' || other === '') return one === '' ? 1 : -1;
    return one.localeCompare(other, 'en', { numeric: true });
  }
  return 0;
}
