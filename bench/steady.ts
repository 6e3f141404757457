/**
 * Short conversations at a steady rate for a long time, over the whole program on a PostgreSQL server, with callers and agents in
 * another process: whether everybody is answered, what each party knows agrees with the log, and memory and descriptors stay as they
 * are. Each caller has a connection and an address of their own. The conversations are text: no sound is carried.
 *
 *   npm run bench:steady                        two hours at 20 calls a second
 *   npm run bench:steady -- --minutes 10        so many
 *   npm run bench:steady -- --rate 40           so many calls a second
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { report, type SteadyFigures, steadyFigures } from './steady/report.ts';
import { runSteady } from './steady/run.ts';

const RESULTS = path.join(import.meta.dirname, 'results/steady.json');
const LOOK_EVERY_MS = 10_000;
/** Once a minute. */
const COLLECT_EACH = 6;
const AGENTS = 40;
const WARM_UP_CALLS = 300;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '120' }, rate: { type: 'string', default: '20' } } });
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
if (!(minutes > 0 && rate > 0)) {
  process.stderr.write('--minutes and --rate are numbers above 0.\n');
  process.exit(2);
}
const say = (text: string) => process.stdout.write(`${text}\n`);
const loadBefore = loadavg();
const { notes, ...result } = await runSteady(
  {
    ...{ agents: AGENTS, callsPerSecond: rate, warmUpCalls: WARM_UP_CALLS, calls: Math.round(minutes * 60 * rate) },
    ...{ lookEveryMs: LOOK_EVERY_MS, collectEach: COLLECT_EACH, nodeArguments: [] },
  },
  say,
);
const figures: SteadyFigures = steadyFigures(result, notes);
const violations = [...result.violations, ...figures.growing];
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
const load = { before: loadBefore, after: loadavg() };
const { callers, checked, begin, end, looks, left } = result;
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(
  RESULTS,
  `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, minutes, rate, callers, checked, violations, ...figures, begin, end, left, looks }, null, 2)}\n`,
);
process.stdout.write(report({ callers, checked, violations, begin, end }, figures));
say(`${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after`);
say(`Written to ${path.relative(process.cwd(), RESULTS)}\n`);
say(`faults: 0, violations: ${violations.length}`);
process.exitCode = violations.length > 0 ? 1 : 0;
