import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { distributionOf } from '../routing/distribution.ts';
import type { FromServer, FromWatchers, ToServer, ToWatchers } from './messages.ts';
import { type DashboardSize, WHOLE } from './size.ts';

/** Server and dashboards are processes of their own, which end with this. */
export async function measureDashboards(size: DashboardSize = WHOLE) {
  const children: ChildProcess[] = [];
  const start = (file: string, ...args: string[]) => {
    const child = fork(path.join(import.meta.dirname, file), args, { serialization: 'advanced' });
    children.push(child);
    return child;
  };
  try {
    const server = start('server.ts', JSON.stringify(size));
    const { port } = await next<FromServer, 'listening'>(server, 'listening');
    const toServer = (message: ToServer) => server.send(message);
    const measured = () => {
      const answer = next<FromServer, 'measured'>(server, 'measured');
      toServer({ kind: 'measure' });
      return answer;
    };

    toServer({ kind: 'traffic', on: true });
    await delay(size.warmUpMs);
    await measured();
    await delay(size.measuredMs);
    const alone = await measured();

    const watchers = start('watchers.ts', String(port), String(size.dashboards));
    const toWatchers = (message: ToWatchers) => watchers.send(message);
    await next<FromWatchers, 'watching'>(watchers, 'watching');
    await delay(size.warmUpMs / 2);
    await measured();
    toWatchers({ kind: 'measure', on: true });
    await delay(size.measuredMs);
    const seen = next<FromWatchers, 'measured'>(watchers, 'measured');
    toWatchers({ kind: 'measure', on: false });
    const [watched, shown] = [await measured(), await seen];

    const back = next<FromWatchers, 'back'>(watchers, 'back');
    toWatchers({ kind: 'cut', ms: size.cutMs });
    const recovered = distributionOf((await back).ms);
    // Long enough for traffic to have gone on with all of them there.
    await delay(size.warmUpMs / 4);
    // The last changes are on their way for a moment; then both must be the same.
    toServer({ kind: 'traffic', on: false });
    await delay(size.settleMs);
    const truth = next<FromServer, 'truth'>(server, 'truth');
    toServer({ kind: 'truth' });
    const compared = next<FromWatchers, 'compared'>(watchers, 'compared');
    toWatchers({ kind: 'compare', board: (await truth).board });
    const { same, different } = await compared;

    const staleness = distributionOf(shown.staleness);
    const cores = { routingAlone: alone.cpuMs / alone.ms, withDashboards: watched.cpuMs / watched.ms };
    return {
      dashboards: size.dashboards,
      rows: watched.rows,
      changesPerSecond: (watched.changes * 1000) / watched.ms,
      staleness,
      cores: { ...cores, ofDashboards: cores.withDashboards - cores.routingAlone },
      sent: { deltasPerSecond: (shown.deltas * 1000) / size.measuredMs, bytesPerSecond: (shown.bytes * 1000) / size.measuredMs },
      gaps: shown.gaps,
      timersLateMs: watched.timersLateMs,
      cut: { ms: size.cutMs, recovered, same, different },
    };
  } finally {
    for (const child of children) child.disconnect();
  }
}

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
