import { count, ms, table } from '../bench/routing/table.ts';
import { STAGES } from './recovery.ts';
import type { RowResult } from './run.ts';

const STAGE_TITLES = {
  decides: 'another decides',
  center: 'a center is linked',
  agent: 'an agent is back',
  caller: 'a caller is back',
  offer: 'an offer is decided',
  told: 'an offer is on screen',
} as const satisfies Record<(typeof STAGES)[number], string>;

/** What a run is told as, ending with the line that counts. */
export function report(results: readonly RowResult[]): string {
  const rows = results.map((row) => [
    row.title,
    count(row.faults),
    count(row.calls),
    row.offersPerSecond.toFixed(1),
    count(row.checked),
    count(row.violations.length),
  ]);
  const parts = [table(['fault', 'times', 'calls', 'offers a second', 'checks', 'violations'], rows)];
  for (const { title, recovery, figures, violations } of results) {
    const stages = STAGES.flatMap((stage) => {
      const one = recovery[stage];
      return one === undefined ? [] : [[STAGE_TITLES[stage], count(one.samples), ms(one.median), ms(one.p99), ms(one.max)]];
    });
    if (stages.length > 0) parts.push(table([`${title}: after each fault`, 'samples', 'median', 'p99', 'longest'], stages));
    const others = Object.entries(figures).map(([name, value]) => [name, value.toFixed(1)]);
    if (others.length > 0) parts.push(table([title, ''], others));
    if (violations.length > 0) parts.push([`  ${title}: violations`, ...violations.map((text) => `    ${text}`)].join('\n'));
  }
  const sum = (of: (row: RowResult) => number) => results.reduce((total, row) => total + of(row), 0);
  return `\n${parts.join('\n\n')}\n\nfaults: ${sum(({ faults }) => faults)}, violations: ${sum(({ violations }) => violations.length)}\n`;
}
