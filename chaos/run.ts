import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { distributionsOf, type Recovery, recoveryFrom } from './recovery.ts';
import { partsOf } from './rows/network-out.ts';
import type { Injected, Row } from './rows/row.ts';
import { Traffic } from './traffic.ts';
import { openWorld } from './world.ts';

export interface RowResult {
  name: string;
  title: string;
  faults: number;
  checked: number;
  violations: string[];
  calls: number;
  /** Over the whole row, its faults included. */
  offersPerSecond: number;
  recovery: ReturnType<typeof distributionsOf>;
  recoveries: Recovery[];
  figures: Injected['figures'];
}

/**
 * Does rows one after the other in one installation, and checks all that is left after each.
 * @param options.folder takes the servers' warnings, and the log and all records of each row
 */
export async function runRows(
  rows: readonly Row[],
  options: { short: boolean; silent?: boolean; times?: number | null; folder: string; say: (text: string) => void },
): Promise<RowResult[]> {
  const { short, silent = false, times = null, say } = options;
  const world = await openWorld({
    webNodes: short ? 1 : 2,
    talkers: short
      ? { lisbon: 2, faro: 2, homes: { queues: partsOf(true).length, agents: 1 } }
      : { lisbon: 12, faro: 6, homes: { queues: partsOf(false).length, agents: 2 } },
    errorsIn: path.join(options.folder, 'servers.log'),
    quick: short,
  });
  try {
    const results: RowResult[] = [];
    for (const row of rows) {
      const traffic = await Traffic.begin(world, short ? { calling: 4, waiting: 2 } : { calling: 24, waiting: 10 });
      try {
        say(row.title);
        const begun = Date.now();
        const injected = await row.inject({ world, traffic, short, silent, times, say: (text) => say(`  ${text}`) });
        const seconds = (Date.now() - begun) / 1000;
        const { all } = traffic.notes;
        const { checked, violations, log } = await traffic.endAndCheck();
        writeFileSync(path.join(options.folder, `${row.name}.json`), JSON.stringify({ ...injected, notes: all, log }));
        const recoveries = injected.takeOvers.map((at) => recoveryFrom(at, log, all));
        const offers = log.filter(({ event }) => event.kind === 'call-offered' && event.at >= begun && event.at <= begun + seconds * 1000);
        results.push({
          ...{
            name: row.name,
            title: row.title,
            faults: injected.faults,
            checked: checked + (injected.checked ?? 0),
            figures: injected.figures,
            recoveries,
          },
          violations: [...injected.violations, ...violations],
          calls: all.filter(({ kind }) => kind === 'queued').length,
          offersPerSecond: offers.length / seconds,
          recovery: distributionsOf(recoveries),
        });
      } finally {
        traffic.close();
      }
    }
    return results;
  } finally {
    await world.close();
  }
}
