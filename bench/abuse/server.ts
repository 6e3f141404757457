/** The process that is measured: the whole program, as it is installed, without its pages. */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Started } from '../../server/testing/started.ts';
import type { FromServer, ToServer } from './messages.ts';

const tell = (message: FromServer) => process.send?.(message);
const started = await new Started({ TANDEM_CALLS_PER_MINUTE: '30' }).start();
const late = monitorEventLoopDelay({ resolution: 1 });
late.enable();
let since = { at: performance.now(), cpu: process.cpuUsage(), refused: new Map<string, number>() };

/** Refusals so far, by what was wanted and why. */
async function refusals(): Promise<Map<string, number>> {
  const text = await (await fetch(`${started.tandem.url}/metrics`)).text();
  const lines = text.matchAll(/^tandem_(?:refused|widget_calls_refused)_total\{(.*)\} (\d+)$/gm);
  return new Map([...lines].map(([, labels = '', count]) => [labels.replaceAll(/\w+="([\w-]+)",?/g, '$1 ').trim(), Number(count)]));
}

process.on('message', async (_: ToServer) => {
  const { at, cpu, refused } = since;
  const { user, system } = process.cpuUsage(cpu);
  const now = await refusals();
  const grown = [...now].map(([name, count]): [string, number] => [name, count - (refused.get(name) ?? 0)]);
  tell({
    kind: 'measured',
    ms: performance.now() - at,
    cpuMs: (user + system) / 1000,
    loopLateP99Ms: late.percentile(99) / 1e6,
    refused: Object.fromEntries(grown.filter(([, count]) => count > 0)),
  });
  late.reset();
  since = { at: performance.now(), cpu: process.cpuUsage(), refused: now };
});
process.on('disconnect', () => void started.close().then(() => process.exit()));
tell({ kind: 'listening', url: started.tandem.url });
