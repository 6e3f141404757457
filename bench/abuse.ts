/**
 * One address that floods the server, and what callers at other addresses notice: how long until they are in the line and until an
 * agent is offered their call, without a flood and with several. The server, the flood and the callers are processes of their own, on
 * this machine alone.
 *
 *   npm run bench:abuse            15 s for each flood, and as long without it
 *   npm run bench:abuse -- 60      so many
 */

import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { solve } from '../app/features/widget/proof/solve.ts';
import { challengeOf, faultOf } from '../server/abuse/proof.ts';
import { Callers, type Seen } from './abuse/callers.ts';
import type { FloodKind, FromFlood, FromServer, ToFlood, ToServer } from './abuse/messages.ts';
import { type Distribution, distributionOf } from './routing/distribution.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/abuse.json');
const LEAST_S = 5;
const WARM_UP_MS = 5000;
/** What others may notice: their 99th percentile at most so many times that without a flood. */
const AIM = 2;

const TITLES: Record<FloodKind, string> = {
  thousand: '1,000 calls a minute',
  calls: 'calls, 50 at once, each answer followed by the next',
  tokens: 'the same with forged tokens',
  contexts: 'contexts of 1 MB, 20 at once',
  requests: 'ratings by HTTP, 50 at once',
};

/** One flood, and what it came to. */
interface Row {
  kind: FloodKind | 'none';
  queued: Distribution;
  offered: Distribution;
  troubles: string[];
  cutOff: number;
  refused: Record<string, number>;
  answers: Record<string, number>;
  sentPerMinute: number;
  /** Of the server's process. */
  cores: number;
  loopLateP99Ms: number;
}

interface Window {
  seen: Seen;
  server: Extract<FromServer, { kind: 'measured' }>;
}

function rowOf(kind: Row['kind'], windows: readonly Window[], { sent, answers }: Pick<Row, 'answers'> & { sent: number }): Row {
  const sum = (of: (window: Window) => number) => windows.reduce((total, window) => total + of(window), 0);
  const passed = sum(({ server }) => server.ms);
  return {
    kind,
    queued: distributionOf(windows.flatMap(({ seen }) => seen.queued)),
    offered: distributionOf(windows.flatMap(({ seen }) => seen.offered)),
    troubles: windows.flatMap(({ seen }) => seen.troubles),
    cutOff: sum(({ seen }) => seen.cutOff),
    refused: windows[0]?.server.refused ?? {},
    answers,
    sentPerMinute: (sent * 60_000) / passed,
    cores: sum(({ server }) => server.cpuMs) / passed,
    loopLateP99Ms: Math.max(...windows.map(({ server }) => server.loopLateP99Ms)),
  };
}

const children: ChildProcess[] = [];
const start = (file: string) => {
  const child = fork(path.join(import.meta.dirname, 'abuse', file), { serialization: 'advanced' });
  children.push(child);
  return child;
};

/** The next message of a kind; a process that ends before it is a failure. */
function next<Message extends { kind: string }, Kind extends Message['kind']>(from: ChildProcess, kind: Kind) {
  return new Promise<Extract<Message, { kind: Kind }>>((resolve, reject) => {
    const take = (message: unknown) => {
      if ((message as Message).kind !== kind) return;
      from.off('message', take);
      from.off('exit', ended);
      resolve(message as Extract<Message, { kind: Kind }>);
    };
    const ended = (code: number | null) => reject(new Error(`A process of the benchmark ended with ${code}`));
    from.on('message', take);
    from.once('exit', ended);
  });
}

const eachMs = Math.max(LEAST_S, Number(process.argv[2] ?? 15) || 15) * 1000;
try {
  const loadBefore = loadavg();
  const server = start('server.ts');
  const { url } = await next<FromServer, 'listening'>(server, 'listening');
  const flood = start('flood.ts');
  await next<FromFlood, 'ready'>(flood, 'ready');
  const callers = new Callers(url);
  await callers.open();
  await callers.measure(WARM_UP_MS);

  const measured = async () => {
    const answer = next<FromServer, 'measured'>(server, 'measured');
    server.send({ kind: 'measure' } satisfies ToServer);
    return answer;
  };
  const rows: Row[] = [];
  const calm: Window[] = [];
  const look = async (): Promise<Window> => {
    await measured();
    return { seen: await callers.measure(eachMs), server: await measured() };
  };
  for (const kind of Object.keys(TITLES) as FloodKind[]) {
    // Again before each: what else the machine does is then in both.
    calm.push(await look());
    flood.send({ kind: 'flood', flood: kind, url } satisfies ToFlood);
    const flooded = await look();
    const stopped = next<FromFlood, 'stopped'>(flood, 'stopped');
    flood.send({ kind: 'stop' } satisfies ToFlood);
    const { sent, answers } = await stopped;
    const row = rowOf(kind, [flooded], { sent, answers });
    rows.push(row);
    process.stdout.write(
      `${TITLES[kind]}: ${count(row.sentPerMinute)} a minute; offered after ${ms(row.offered.median)}, p99 ${ms(row.offered.p99)}\n`,
    );
    await callers.measure(WARM_UP_MS);
  }
  rows.unshift(rowOf('none', calm, { sent: 0, answers: {} }));
  callers.close();

  const proofs = proofCosts();
  const times = (row: Row) => row.offered.p99 / (rows[0]?.offered.p99 ?? Number.NaN);
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const load = { before: loadBefore, after: loadavg() };
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, aim: AIM, eachMs, floods: rows, proofs }, null, 2)}\n`,
  );
  const titleOf = ({ kind }: Row) => (kind === 'none' ? 'nobody' : TITLES[kind]);
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, times]) => `${count(times)} ${name}`)
      .join(', ') || '–';
  process.stdout.write(`
${table(
  [
    'what one address does',
    'sent a minute',
    'in the line: median',
    'p99',
    'offered: median',
    'p99',
    'times',
    'troubles',
    'cores',
    'loop late p99',
  ],
  rows.map((row) => [
    titleOf(row),
    count(row.sentPerMinute),
    ms(row.queued.median),
    ms(row.queued.p99),
    ms(row.offered.median),
    ms(row.offered.p99),
    times(row).toFixed(1),
    String(row.troubles.length + row.cutOff),
    row.cores.toFixed(2),
    ms(row.loopLateP99Ms),
  ]),
)}
  aim: at most ${AIM} times the p99 without a flood, and no trouble. Six calls a second come from other addresses, ${rows[1]?.queued.samples ?? 0} in each row;
  what they notice of nobody is measured again before each flood.
  On this machine the flood and the callers use the same processors as the server.

${table(
  ['what one address does', 'refused by the server', 'answers that it got'],
  rows.slice(1).map((row) => [titleOf(row), listed(row.refused), listed(row.answers)]),
)}

${table(
  ['proof of work, bits', 'a browser’s work: median', 'p99', 'the server’s check'],
  proofs.map(({ bits, work, checkUs }) => [String(bits), ms(work.median), ms(work.p99), `${checkUs.toFixed(0)} µs`]),
)}
`);
} finally {
  for (const child of children) if (child.connected) child.disconnect();
}

/** What the work costs who does it, here and not on a phone, and who checks it. */
function proofCosts() {
  const key = Buffer.alloc(32, 1);
  const bound = { address: '192.0.2.1', widgetKey: null };
  return [12, 16].map((bits) => {
    const proofs = Array.from({ length: 40 }, (_, n) => {
      const asked = challengeOf(key, {
        ...bound,
        id: createHash('sha256').update(`${bits} ${n}`).digest('hex').slice(0, 26),
        bits,
        now: 0,
      });
      const begun = performance.now();
      const work = solve(asked);
      let step = work.next();
      while (step.done !== true) step = work.next();
      return { ms: performance.now() - begun, proof: { challenge: asked.challenge, number: step.value } };
    });
    const begun = performance.now();
    for (const { proof } of proofs) if (faultOf(key, proof, { ...bound, bits, now: 0 }) !== null) throw new Error('A proof is none');
    return { bits, work: distributionOf(proofs.map((one) => one.ms)), checkUs: ((performance.now() - begun) * 1000) / proofs.length };
  });
}
