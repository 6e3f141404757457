/**
 * 200 dashboards at 1,000 changes a second, on one server process: how old the board is that they show, what they cost the
 * server, and whether a cut of 10 s loses anything. Server and dashboards are processes of their own.
 *
 *   npm run bench:dashboard
 */

import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FromServer, FromWatchers, ToServer, ToWatchers } from './dashboard/messages.ts';
import { DASHBOARDS, SCOPES } from './dashboard/scopes.ts';
import { distributionOf } from './routing/distribution.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/dashboard.json');
const WARM_UP_MS = 8000;
const MEASURED_MS = 20_000;
const CUT_MS = 10_000;
const AIMS = { stalenessP99Ms: 300, cores: 0.3 };

const children: ChildProcess[] = [];
const start = (file: string, ...args: string[]) => {
  const child = fork(path.join(import.meta.dirname, 'dashboard', file), args, { serialization: 'advanced' });
  children.push(child);
  return child;
};

/** The next message of a kind; a process that ends before it is a failure. */
function next<Message extends { kind: string }, Kind extends Message['kind']>(from: ChildProcess, kind: Kind) {
  return new Promise<Extract<Message, { kind: Kind }>>((resolve, reject) => {
    const take = (message: unknown) => {
      if ((message as Message).kind !== kind) return;
      from.off('message', take);
      resolve(message as Extract<Message, { kind: Kind }>);
    };
    from.on('message', take);
    from.once('exit', (code) => reject(new Error(`A process of the benchmark ended with ${code}`)));
  });
}

try {
  const loadBefore = loadavg();
  const server = start('server.ts');
  const { port } = await next<FromServer, 'listening'>(server, 'listening');
  const toServer = (message: ToServer) => server.send(message);
  const measured = () => {
    const answer = next<FromServer, 'measured'>(server, 'measured');
    toServer({ kind: 'measure' });
    return answer;
  };

  toServer({ kind: 'traffic', on: true });
  await delay(WARM_UP_MS);
  await measured();
  await delay(MEASURED_MS);
  const alone = await measured();

  const watchers = start('watchers.ts', String(port));
  const toWatchers = (message: ToWatchers) => watchers.send(message);
  await next<FromWatchers, 'watching'>(watchers, 'watching');
  await delay(WARM_UP_MS / 2);
  await measured();
  toWatchers({ kind: 'measure', on: true });
  await delay(MEASURED_MS);
  const seen = next<FromWatchers, 'measured'>(watchers, 'measured');
  toWatchers({ kind: 'measure', on: false });
  const [watched, shown] = [await measured(), await seen];

  const back = next<FromWatchers, 'back'>(watchers, 'back');
  toWatchers({ kind: 'cut', ms: CUT_MS });
  const recovered = distributionOf((await back).ms);
  await delay(2000);
  // The last changes are on their way for a moment; then both must be the same.
  toServer({ kind: 'traffic', on: false });
  await delay(WARM_UP_MS);
  const truth = next<FromServer, 'truth'>(server, 'truth');
  toServer({ kind: 'truth' });
  const compared = next<FromWatchers, 'compared'>(watchers, 'compared');
  toWatchers({ kind: 'compare', board: (await truth).board });
  const { same, different } = await compared;

  const staleness = distributionOf(shown.staleness);
  const cores = { routingAlone: alone.cpuMs / alone.ms, withDashboards: watched.cpuMs / watched.ms };
  const results = {
    dashboards: DASHBOARDS,
    rows: watched.rows,
    changesPerSecond: (watched.changes * 1000) / watched.ms,
    staleness,
    cores: { ...cores, ofDashboards: cores.withDashboards - cores.routingAlone },
    sent: { deltasPerSecond: (shown.deltas * 1000) / MEASURED_MS, bytesPerSecond: (shown.bytes * 1000) / MEASURED_MS },
    gaps: shown.gaps,
    timersLateMs: watched.timersLateMs,
    cut: { ms: CUT_MS, recovered, same, different },
  };
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const load = { before: loadBefore, after: loadavg() };
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, aims: AIMS, ...results }, null, 2)}\n`);
  const { agents, calls, queues } = results.rows;
  const share = (value: number) => value.toFixed(3);
  process.stdout.write(`${DASHBOARDS} dashboards: ${SCOPES}
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

  cut off for ${CUT_MS / 1000} s: all ${DASHBOARDS} have the board again after ${ms(recovered.median)} (median), ${ms(recovered.max)} (slowest);
  ${same} of ${DASHBOARDS} show exactly what there is${different.length > 0 ? `: ${different.slice(0, 8).join(', ')}` : ''}. Gaps without a cut: ${results.gaps}.

${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after
Written to ${path.relative(process.cwd(), RESULTS)}
`);
} finally {
  for (const child of children) child.disconnect();
}
