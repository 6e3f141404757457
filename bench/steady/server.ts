/** The process that is measured: the program as it is installed, without its pages. Its settings are the first argument. */

import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { Started } from '../../server/testing/started.ts';
import type { FromServer, Look, ToServer } from './messages.ts';
import { Registries } from './registries.ts';

// The installation's clock is the database's: what that says of the time is put forward, and nothing else.
let aheadMs = 0;
const CLOCK = 'clock_timestamp()) * 1000)';
const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...[asked, ...others]: unknown[]) {
  if (typeof asked === 'object' && asked !== null && 'text' in asked && String(asked.text).includes(CLOCK))
    asked.text = String(asked.text).replace(CLOCK, `clock_timestamp()) * 1000 + ${aheadMs})`);
  return query.call(this, asked, ...others);
} as typeof pg.Client.prototype.query;

const tell = (message: FromServer) => process.send?.(message);
const started = await new Started(JSON.parse(process.argv[2] ?? '{}')).start();
const registries = new Registries();
const late = monitorEventLoopDelay({ resolution: 5 });
late.enable();
let cpu = process.cpuUsage();
let told = 0;

function look(how: 'passing' | 'collected' | 'kept'): Look {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  const [loopLateP99Ms, loopLateMaxMs] = [late.percentile(99) / 1e6, late.max / 1e6];
  if (how !== 'passing') globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const seen = {
    ...{ at: Date.now(), residentBytes: rss, heapBytes: how === 'passing' ? null : heapUsed },
    ...{ descriptors: readdirSync('/proc/self/fd').length, cpuMs: (user + system) / 1000, loopLateP99Ms, loopLateMaxMs },
    ...{ warnings: started.warnings.slice(told), kept: how === 'kept' ? registries.look() : null },
  };
  late.reset();
  told = started.warnings.length;
  return seen;
}

process.on('message', (message: ToServer) => {
  if (started.fatal !== null) throw started.fatal;
  if (message.kind === 'later') aheadMs += message.ms;
  else tell({ kind: 'looked', look: look(message.how) });
});
process.on('disconnect', () => void started.close().then(() => process.exit(0)));
tell({ kind: 'listening', url: started.tandem.url });
