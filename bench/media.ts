/**
 * How many conversations a media worker bears: Opus at 50 packets a second each way, encrypted, between the two parties of each.
 * What they cost the worker is told by its processor time, which other work on the machine does not change much.
 *
 *   npm run bench:media                   20, 50, 100 and 200 at once
 *   npm run bench:media -- 400 800        so many
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { measureBridged } from '../server/media/testing/bridged.ts';
import { count, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/media.json');
const STEPS = [20, 50, 100, 200];
const MEASURED_MS = 10_000;
/** Of a core: what a worker may be given, so that what comes at once does not wait. */
const FULL = 0.7;

const asked = process.argv.slice(2).map(Number);
if (asked.some((step) => !(Number.isInteger(step) && step > 0))) {
  process.stderr.write('How many conversations is a whole number.\n');
  process.exit(2);
}
const loadBefore = loadavg();
const rows = await measureBridged(asked.length > 0 ? asked : STEPS, { measuredMs: MEASURED_MS });
const most = rows.at(-1);
const first = rows[0];
if (most === undefined || first === undefined) throw new RangeError('Nothing was measured');
const bears = Math.floor((FULL / most.cores) * most.conversations);
const bytesEach = (most.residentBytes - first.residentBytes) / Math.max(1, most.conversations - first.conversations);
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
const load = { before: loadBefore, after: loadavg() };
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(
  RESULTS,
  `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, rows, full: FULL, bears, bytesEach }, null, 2)}\n`,
);
process.stdout.write(`
${table(
  ['conversations at once', 'cores', 'each, of a core', 'resident', 'packets', 'lost'],
  rows.map(({ conversations, cores, residentBytes, packets, lost }) => [
    count(conversations),
    cores.toFixed(3),
    `${((100 * cores) / conversations).toFixed(3)} %`,
    `${(residentBytes / 1e6).toFixed(1)} MB`,
    count(packets),
    count(lost),
  ]),
)}

  by what each costs at ${count(most.conversations)}, a worker is at ${FULL * 100} % of a core with ${count(bears)} conversations: this is worked out, not tried.
  A conversation takes ${(bytesEach / 1000).toFixed(0)} kB of it.

${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after
Written to ${path.relative(process.cwd(), RESULTS)}
`);
