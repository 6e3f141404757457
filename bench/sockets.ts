/**
 * What a waiting caller and an agent who is signed in take of the memory of a routing server and of a web node, each a process of its
 * own with PostgreSQL and Redis. The heap is looked at after a garbage collection.
 *
 *   npm run bench:sockets                     1,000 callers, 50 agents
 *   npm run bench:sockets -- 5000 100         so many
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { count, table } from './routing/table.ts';
import { measureSockets } from './sockets/measure.ts';

const RESULTS = path.join(import.meta.dirname, 'results/sockets.json');
const [callers = 1000, agents = 50] = process.argv.slice(2).map(Number);
if (![callers, agents].every((each) => Number.isInteger(each) && each > 0)) {
  process.stderr.write('Callers and agents are whole numbers.\n');
  process.exit(2);
}
const loadBefore = loadavg();
const rows = await measureSockets({ callers, agents });
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
const load = { before: loadBefore, after: loadavg() };
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, rows }, null, 2)}\n`);
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
process.stdout.write(`
${table(
  ['', 'of them', 'heap, each', 'resident, each', 'resident before'],
  rows.map(({ server, who, of, heapEach, residentEach, residentBefore }) => [
    `${server}, ${who}`,
    count(of),
    kb(heapEach),
    kb(residentEach),
    mb(residentBefore),
  ]),
)}

  What is resident has room in it that a process keeps for later; the heap tells what is needed.

${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after
Written to ${path.relative(process.cwd(), RESULTS)}
`);
