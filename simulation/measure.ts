/** What is measured in a run. Shares are 0..1, times seconds. */
export const MEASURES = {
  waited: 'share of admitted calls that were not offered at once',
  serviceLevel: 'answered within the queue’s threshold ÷ (answered + abandoned)',
  asa: 'mean wait of answered calls',
  meanWait: 'mean wait of admitted calls, answered or abandoned',
  wait50: 'median wait of admitted calls',
  wait75: '75th percentile of it',
  wait90: '90th percentile of it',
  wait95: '95th percentile of it',
  wait99: '99th percentile of it',
  meanQueue: 'calls that wait, averaged over time',
  occupancy: 'talk and wrap-up ÷ staffed time',
  aht: 'mean talk and wrap-up of completed calls',
  abandoned: 'abandoned ÷ (answered + abandoned)',
  blocked: 'turned away by rule ÷ arrived',
  estimateError50: 'median of |estimated wait − real wait| of answered calls that were told one',
  estimateError90: '90th percentile of it',
  estimateLate50: 'median of how much longer than estimated it took',
  estimateLate90: '90th percentile of that',
} as const;
export type Measure = keyof typeof MEASURES;

/** Those that are about a queue; the others are about agents. */
export const QUEUE_MEASURES = Object.keys(MEASURES).filter((name) => name !== 'occupancy') as Exclude<Measure, 'occupancy'>[];

/** Waits whose distribution is drawn. */
export const WAIT_PERCENTILES = { wait50: 0.5, wait75: 0.75, wait90: 0.9, wait95: 0.95, wait99: 0.99 } as const;

/** Those that are shares, and shown in per cent. */
const SHARES: ReadonlySet<string> = new Set<Measure>(['waited', 'serviceLevel', 'occupancy', 'abandoned', 'blocked']);

/** `meanWait.sales` is a measure of one queue, `occupancy.fast` of one group of agents: the name before the dot. */
export const measureOf = (figure: string) => (figure.split('.', 1)[0] ?? '') as Measure;

export const UNITS = ['s', 'min', '%', 'share', 'calls'] as const;
export type Unit = (typeof UNITS)[number];
/** What one second, or the whole of a share, is in each unit. */
export const PER_UNIT: Record<Unit, number> = { s: 1, min: 1 / 60, '%': 100, share: 1, calls: 1 };

export function usualUnit(figure: string): Unit {
  const measure = measureOf(figure);
  return measure === 'meanQueue' ? 'calls' : SHARES.has(measure) ? '%' : 's';
}
