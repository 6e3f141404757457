import type { ReportQuery } from './reports.ts';

/**
 * A report as part of an address, for pages, links and exports alike. What it is read into is raw: a schema says what is wrong
 * with it. Values that are as usual are left out.
 */
export function writeReport(query: ReportQuery): string {
  const { period, zone, interval, by, measures, channel, queues, centers, agents, dispositions, switches } = query;
  const parts: [string, string][] = [
    ...('preset' in period
      ? ([['period', period.preset]] as [string, string][])
      : ([
          ['from', period.from],
          ['to', period.to],
        ] as [string, string][])),
    ['zone', zone],
    ['interval', interval],
    ...listed('by', by),
    ...listed('measure', measures),
    ...(channel === 'voice' ? [] : ([['channel', channel]] as [string, string][])),
    ...listed('queue', queues),
    ...listed('center', centers),
    ...listed('agent', agents),
    ...listed('disposition', dispositions),
    ...(switches.threshold === null ? [] : ([['threshold', String(switches.threshold)]] as [string, string][])),
    ...(switches.abandons ? [] : ([['abandons', 'no']] as [string, string][])),
    ...(switches.elsewhere ? ([['elsewhere', 'yes']] as [string, string][]) : []),
    ...(switches.shortAbandon === 0 ? [] : ([['short', String(switches.shortAbandon)]] as [string, string][])),
  ];
  return new URLSearchParams(parts).toString();
}

const listed = (name: string, values: readonly string[]) => values.map((value): [string, string] => [name, value]);

/** What an address says, for `ReportQuery` to check. */
export function readReport(search: string): Record<string, unknown> {
  const said = new URLSearchParams(search);
  const one = (name: string) => said.get(name) ?? undefined;
  const period = said.has('from') || said.has('to') ? { from: one('from'), to: one('to') } : { preset: one('period') };
  const threshold = one('threshold');
  const short = one('short');
  return {
    period,
    zone: one('zone'),
    interval: one('interval'),
    by: said.getAll('by'),
    measures: said.getAll('measure'),
    channel: one('channel'),
    queues: said.getAll('queue'),
    centers: said.getAll('center'),
    agents: said.getAll('agent'),
    dispositions: said.getAll('disposition'),
    switches: {
      threshold: threshold === undefined ? null : Number(threshold),
      abandons: one('abandons') !== 'no',
      elsewhere: one('elsewhere') === 'yes',
      shortAbandon: short === undefined ? 0 : Number(short),
    },
  };
}
