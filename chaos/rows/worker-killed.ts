import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf, endAtOnce } from '../../server/testing/processes.ts';
import { Program } from '../../server/testing/program.ts';
import { Notes } from '../notes.ts';
import { againIn, comesAgain, isBack, type SoundFinding } from '../sound/check.ts';
import { Talks } from '../talks.ts';
import type { Row } from './row.ts';

const HIT_LIMIT_MS = 10_000;
/** Calls go on for so long before each kill. */
const CALM_MS = 1000;
const WORKERS = 2;

/** SIGKILL of a media worker, one after the other: of a media server, and of a whole program on one machine. */
export const workerKilled: Row = {
  name: 'worker-killed',
  title: 'Media worker killed',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const kills = times ?? (short ? 1 : 20);
    const [web] = world.web;
    if (web === undefined) throw new RangeError('There is no web node');
    const { queueId, emails } = world.prepared.talkers.lisbon;
    const here = { agentsAt: web.started, callersAt: web.started };
    const talks = await Talks.begin(notes, { ...here, queueId, agents: emails, calls: emails.length });
    const found: Finding[] = [await killWorkers(world.media, talks, { kills, short, say: (text) => say(`media server: ${text}`) })];
    await talks.end();
    // In the tests a whole program's workers are killed where it is tested, not in another program.
    if (!short) found.push(await inWholeProgram({ kills, errors: world.starting.errors, say: (text) => say(`whole program: ${text}`) }));

    const again = againIn(
      found.flatMap(({ againMs }) => againMs),
      { timed: !short },
    );
    const [there, alone] = found;
    return {
      ...{ faults: kills * found.length, takeOvers: [], checked: found.reduce((sum, { checked }) => sum + checked, 1) },
      violations: [...found.flatMap(({ violations }) => violations), ...again.violations],
      figures: { ...again.figures, ...there?.figures, ...(alone && inside(alone.figures)) },
    };
  },
};

type Finding = SoundFinding & { againMs: number[] };
const inside = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`whole program: ${name}`, value]));

/** The demo's agents, each by the queue that finds them first, in a program with all roles and the embedded database. */
async function inWholeProgram(options: { kills: number; errors: number; say: (text: string) => void }): Promise<Finding> {
  const { kills, errors, say } = options;
  const program = new Program({ TANDEM_MEDIA_WORKERS: String(WORKERS) }, { errors, quick: false });
  try {
    await program.start();
    const { started } = program;
    const agents = ['bruno@lisbon.example', 'carol@toronto.example', 'david@toronto.example'];
    const cast = { agentsAt: started, callersAt: started, queueId: 'support-english', agents, calls: agents.length };
    const talks = await Talks.begin(new Notes(), cast);
    const found = await killWorkers(program, talks, { kills, short: false, say });
    await talks.end();
    return found;
  } finally {
    await program.close();
  }
}

async function killWorkers(
  program: Program,
  talks: Talks,
  { kills, short, say }: { kills: number; short: boolean; say: (text: string) => void },
): Promise<Finding> {
  const found: Finding = { checked: 0, violations: [], figures: {}, againMs: [] };
  for (let n = 1; n <= kills; n += 1) {
    const workers = workersOf(program);
    if (workers.length !== WORKERS) found.violations.push(`there are ${workers.length} media workers before kill ${n}`);
    if (!short) await delay(CALM_MS);
    const at = performance.now();
    endAtOnce(workers[n % workers.length]);
    // Whoever never comes back is found below.
    await talks.until('all to hear again', () => isBack(talks.ears(), at), HIT_LIMIT_MS).catch(() => {});
    await talks.until('a worker in its place', () => workersOf(program).length === WORKERS, HIT_LIMIT_MS);
    const ears = await talks.heard();
    const { checked, violations, figures, againMs } = comesAgain(ears, { at, until: performance.now() });
    found.checked += checked + 1;
    found.violations.push(...violations.map((text) => `kill ${n}: ${text}`));
    for (const [name, value] of Object.entries(figures)) found.figures[name] = (found.figures[name] ?? 0) + value;
    found.againMs.push(...againMs);
    // All are on one worker now: who was hit calls anew, and comes to the new one.
    if (n < kills) await talks.callAnew(ears.filter(({ lost }) => lost.some((time) => time >= at)));
    say(`kill ${n} of ${kills}: sound again after ${againMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  }
  return found;
}

/** Processes of the media workers that it has now, the oldest first. */
function workersOf(program: Program): number[] {
  const isWorker = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('mediasoup');
    } catch {
      return false; // it has ended meanwhile
    }
  };
  return program.pid === null
    ? []
    : childrenOf(program.pid)
        .filter(isWorker)
        .sort((one, other) => one - other);
}
