/**
 * What the routing engine can do: decisions in memory, offers and assignments through the database, memory and restart.
 * On PGlite and on a PostgreSQL of its own, both waiting for the disk at each commit.
 *
 *   npm run bench:routing                          all parts
 *   npm run bench:routing -- decisions latency     these parts only: latency, decisions, assignments, rebuild
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { type Assignments, measureAssignments } from './routing/assignments.ts';
import { KIND_NAMES, KINDS } from './routing/databases.ts';
import { agentsMeetWaitingCalls, callsMeetIdleAgents, type Decisions, growthExponent, WAITING } from './routing/decisions.ts';
import { CALLS_PER_SECOND, type Latency, measureLatency } from './routing/latency.ts';
import { AGENTS, CALLS_EACH, measureRebuild, memoryTaken, type Rebuild } from './routing/rebuild.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/routing.json');
const SIZES = [1000, 5000, 15_000, 50_000];

const PARTS = {
  // First: what the other parts leave in memory would be collected in the middle of it.
  latency: async () => {
    const measured = await each(measureLatency);
    say(
      `From an agent’s becoming available to the offer’s leaving, ${CALLS_PER_SECOND} calls a second coming, ${count(AGENTS)} agents`,
      latencyTable(measured),
      LATENCY_NOTE,
    );
    return measured;
  },
  decisions: () => {
    const idle = SIZES.map((agents) => callsMeetIdleAgents(agents));
    const waiting = SIZES.map((agents) => agentsMeetWaitingCalls(agents));
    say('Decisions in memory: a call comes, half of the agents are idle', decisionTable(idle), growth(idle), DECISION_NOTE);
    say(`Decisions in memory: an agent becomes available, ${count(WAITING)} calls wait`, decisionTable(waiting), growth(waiting));
    return { idle, waiting, exponents: { idle: exponentOf(idle), waiting: exponentOf(waiting) } };
  },
  assignments: async () => {
    const measured = await each(measureAssignments);
    say('Assignments stored for good, a second', assignmentTable(measured), ASSIGNMENT_NOTE);
    return measured;
  },
  rebuild: async () => {
    const memory = memoryTaken();
    const measured = await each(measureRebuild);
    say(
      `${count(AGENTS)} agents and ${count(WAITING)} waiting calls: ${mb(memory.bytes)} of heap, of which agents ${mb(memory.agentsAloneBytes)}`,
      rebuildTable(measured),
      REBUILD_NOTE,
    );
    return { memory, measured };
  },
} as const;
type Part = keyof typeof PARTS;

const DECISION_NOTE = `aims: 50,000 a second at 15,000 agents; growing slower than √agents (exponent below 0.5).
bound by one thread: finding the best of each of 20 centers and comparing them is 4 parts in 10 of a decision, writing down the
reasons 3 parts; the rest is keeping the index.`;
const LATENCY_NOTE = `aim: 5 ms at the 99th percentile. Bound by the commit: a report waits for the one that is under way, then for its own. The server's
own work is below 1.5 ms a commit; about once a second its garbage collector stops it for some milliseconds. Where the timers of
this process were late, the machine had no core free for it: the driver, the server and the database share it.`;
const ASSIGNMENT_NOTE = `aim: 2,000 a second on PostgreSQL. An assignment is a call that comes and is offered: two events, a call, a reservation, a claim.
bound by the database’s work on the rows, most of it the decision with its reasons; the wait for the disk is shared by a batch.`;
const REBUILD_NOTE = `aim: below 2 s. ${count(AGENTS * CALLS_EACH)} finished calls are in the database, of which the last ${CALLS_EACH} of each agent are looked at.
bound by reading those from their index; the calls that wait come to about a third.`;

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in PARTS));
if (unknown !== undefined) {
  process.stderr.write(`There is no part “${unknown}”: ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(1);
}
const loadBefore = loadavg();
const results: Partial<Record<Part, unknown>> = {};
for (const part of Object.keys(PARTS) as Part[]) if (asked.length === 0 || asked.includes(part)) results[part] = await PARTS[part]();
const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
const load = { before: loadBefore, after: loadavg() };
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, ...results }, null, 2)}\n`);
process.stdout.write(
  `${machine.cpus} cores, ${machine.cpu}, load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after\nWritten to ${path.relative(process.cwd(), RESULTS)}\n`,
);

async function each<T>(measureOne: (kind: (typeof KINDS)[number]) => Promise<T>): Promise<T[]> {
  const measured: T[] = [];
  for (const kind of KINDS) measured.push(await measureOne(kind));
  return measured;
}

function say(title: string, ...paragraphs: string[]): void {
  process.stdout.write(`${[title, ...paragraphs].join('\n')}\n\n`);
}

function decisionTable(sizes: readonly Decisions[]): string {
  return table(
    ['agents', 'a second, median', 'slowest batch', 'one, median', 'one, p99', 'whole call, median'],
    sizes.map(({ agents, perSecond, perDecision, perCycle }) => [
      count(agents),
      count(perSecond.median),
      count(perSecond.min),
      `${perDecision.median.toFixed(1)} µs`,
      `${perDecision.p99.toFixed(1)} µs`,
      `${perCycle.median.toFixed(1)} µs`,
    ]),
  );
}

function exponentOf(sizes: readonly Decisions[]): number {
  return growthExponent(sizes.map(({ agents, perDecision }) => ({ agents, time: perDecision.median })));
}

function growth(sizes: readonly Decisions[]): string {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last) return '';
  const slower = last.perDecision.median / first.perDecision.median;
  const root = Math.sqrt(last.agents / first.agents);
  return `grows like agents^${exponentOf(sizes).toFixed(2)}: ${slower.toFixed(2)} times from ${count(first.agents)} to ${count(last.agents)} agents, where √agents grows ${root.toFixed(2)} times (ratio ${(slower / root).toFixed(2)})`;
}

function latencyTable(measured: readonly Latency[]): string {
  return table(
    ['', 'median', 'p99', 'max', 'offers', 'commit, median', 'commit, p99', 'events a commit', 'timers late, p99'],
    measured.map(({ kind, toOffer, appendMs, batchEvents, timerLate }) => [
      KIND_NAMES[kind],
      ms(toOffer.median),
      ms(toOffer.p99),
      ms(toOffer.max),
      count(toOffer.samples),
      ms(appendMs.median),
      ms(appendMs.p99),
      `${count(batchEvents.median)}, p99 ${count(batchEvents.p99)}`,
      ms(timerLate.p99),
    ]),
  );
}

function assignmentTable(measured: readonly Assignments[]): string {
  return table(
    ['', 'median', 'slowest', 'fastest', 'whole calls, median', 'events a commit', 'commit, median', 'commit, p99'],
    measured.map(({ kind, perSecond, wholeCallsPerSecond, batchEvents, appendMs }) => [
      KIND_NAMES[kind],
      count(perSecond.median),
      count(perSecond.min),
      count(perSecond.max),
      count(wholeCallsPerSecond.median),
      `${count(batchEvents.median)}, p99 ${count(batchEvents.p99)}`,
      ms(appendMs.median),
      ms(appendMs.p99),
    ]),
  );
}

function rebuildTable(measured: readonly Rebuild[]): string {
  return table(
    ['', 'from the database, median', 'slowest', 'until it routes, median', 'slowest'],
    measured.map(({ kind, loadMs, startMs }) => [KIND_NAMES[kind], ms(loadMs.median), ms(loadMs.max), ms(startMs.median), ms(startMs.max)]),
  );
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
