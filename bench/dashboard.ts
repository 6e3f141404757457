/**
 * 200 dashboards at 1,000 changes a second, on one server process: how old the board is that they show, what they cost the
 * server, and whether a cut of 10 s loses anything. Server and dashboards are processes of their own.
 *
 *   npm run bench:dashboard
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { measureDashboards } from './dashboard/measure.ts';
import { scopeWords } from './dashboard/scopes.ts';
import { WHOLE } from './dashboard/size.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/dashboard.json');
const AIMS = { stalenessP99Ms: 300, cores: 0.3 };

const loadBefore = loadavg();
const results = await measureDashboards();
const { staleness, cores } = results;
const { recovered, same, different } = results.cut;
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
const load = { before: loadBefore, after: loadavg() };
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, aims: AIMS, ...results }, null, 2)}\n`);
const { agents, calls, queues } = results.rows;
const share = (value: number) => value.toFixed(3);
process.stdout.write(`${WHOLE.dashboards} dashboards: ${scopeWords(WHOLE.dashboards)}
${count(results.changesPerSecond)} changes a second on a board of ${count(agents)} agents, ${count(calls)} calls, ${count(queues)} queues

${table(
  ['age of a change when a dashboard has it', 'median', 'p99', 'max', 'samples'],
  [['', ms(staleness.median), ms(staleness.p99), ms(staleness.max), count(staleness.samples)]],
)}
  aim: below ${AIMS.stalenessP99Ms} ms at the 99th percentile. Up to 100 ms of it are waited for other changes to go along; the dashboards
  share one process, whose own work is in it. Timers of the server were late by ${ms(results.timersLateMs)} (p99).

${table(
  ['cores of the server process', 'routing alone', 'with dashboards', 'the dashboards'],
  [['', share(cores.routingAlone), share(cores.withDashboards), share(results.cores.ofDashboards)]],
)}
  aim: the dashboards below ${AIMS.cores} of a core. ${count(results.sent.deltasPerSecond)} deltas and ${(results.sent.bytesPerSecond / 1e6).toFixed(1)} MB a second go out.

  cut off for ${WHOLE.cutMs / 1000} s: all ${WHOLE.dashboards} have the board again after ${ms(recovered.median)} (median), ${ms(recovered.max)} (slowest);
  ${same} of ${WHOLE.dashboards} show exactly what there is${different.length > 0 ? `: ${different.slice(0, 8).join(', ')}` : ''}. Gaps without a cut: ${results.gaps}.

${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after
Written to ${path.relative(process.cwd(), RESULTS)}
`);
