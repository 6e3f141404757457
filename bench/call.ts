/**
 * How long a caller and an agent wait for each other, measured with two Chromium processes on the real program:
 * from "Start call" to the offer at the agent, and from "Accept" to sound at both.
 *
 *   npm run bench:call             30 calls
 *   npm run bench:call -- 100      so many
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { Agent, Customer, Person } from '../e2e/support/people.ts';
import { Program } from '../e2e/support/program.ts';
import { type Figures, figuresOf } from './support/figures.ts';
import { type Note, noted, takeNotes, watch } from './support/watch.ts';

const WARM_UPS = 2;
const LEAST_CALLS = 30;
const RESULTS = path.join(import.meta.dirname, 'results/call.json');

/** What is measured, what it is bound by, and the 95th percentile that is aimed at. */
const MEASURES = {
  ringing: {
    title: '“Start call” pressed → offer drawn at the agent',
    bound: 'opening the microphone, two new connections, one write to disk, the next frame of a 60 Hz screen (up to 17 ms)',
    aimMs: 150,
  },
  agentHears: {
    title: '“Accept” pressed → caller’s sound at the agent',
    bound: 'opening the microphone, one write to disk, ICE and DTLS with the media worker, the jitter buffer; found within 4 ms',
    aimMs: 1000,
  },
  callerHears: {
    title: '“Accept” pressed → agent’s sound at the caller',
    bound: 'as above, and the agent’s first packets; found within 4 ms',
    aimMs: 1000,
  },
} as const;
type Measure = keyof typeof MEASURES;

/** The notes of one call, in the order in which the call goes through them. */
const STEPS: { from: Measure; side: 'caller' | 'agent'; what: string }[] = [
  { from: 'ringing', side: 'caller', what: 'microphone open' },
  { from: 'ringing', side: 'caller', what: 'sent “start”' },
  { from: 'ringing', side: 'caller', what: 'acknowledged' },
  { from: 'ringing', side: 'agent', what: 'center said “offer”' },
  { from: 'ringing', side: 'agent', what: 'offer in the page' },
  { from: 'ringing', side: 'agent', what: 'offer drawn' },
  { from: 'agentHears', side: 'agent', what: 'sent “accept”' },
  { from: 'agentHears', side: 'agent', what: 'microphone open' },
  { from: 'agentHears', side: 'agent', what: 'center said “call”' },
  { from: 'agentHears', side: 'agent', what: 'media said “joined”' },
  { from: 'agentHears', side: 'agent', what: 'media said “consume”' },
  { from: 'agentHears', side: 'agent', what: 'other’s track there' },
  { from: 'agentHears', side: 'agent', what: 'sound' },
  { from: 'callerHears', side: 'caller', what: 'media said “consume”' },
  { from: 'callerHears', side: 'caller', what: 'other’s track there' },
  { from: 'callerHears', side: 'caller', what: 'sound' },
];

interface Call {
  measured: Record<Measure, number>;
  /** Milliseconds after the press, in the order of STEPS. */
  steps: number[];
}

const calls = Math.max(LEAST_CALLS, Number(process.argv[2] ?? LEAST_CALLS) || LEAST_CALLS);
const loadBefore = loadavg();
const program = new Program({ TANDEM_CALLS_PER_MINUTE: '10000' });
const people: Person[] = [];
const measured: Call[] = [];
try {
  await program.start();
  const sitDown = async (hz: number) => {
    const person = await Person.sitDown(program.url, hz);
    people.push(person);
    await watch(person.page);
    return person;
  };
  const ana = new Agent(await sitDown(1000));
  const maria = new Customer(await sitDown(440));
  await ana.person.signIn('ana@lisbon.example', '/agent');
  await ana.choose('Available');
  for (let nth = 1 - WARM_UPS; nth <= calls; nth += 1) {
    const call = await measureCall(ana, maria);
    if (nth > 0) measured.push(call);
    process.stdout.write(`${nth > 0 ? `call ${nth} of ${calls}` : 'warm-up'}: ${Object.values(call.measured).map(ms).join(', ')}\n`);
  }
} finally {
  for (const person of people) await person.leave();
  await program.close();
}
report(measured);

/** One call from the press of "Start call" to the end of wrap-up, by a caller whose page is new. */
async function measureCall(agent: Agent, customer: Customer): Promise<Call> {
  await customer.open();
  await customer.fillIn('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await agent.hasStatus('Available');
  const { frame } = customer;
  await takeNotes(agent.page);
  await customer.startCall();
  await agent.offer.waitFor();
  await noted(agent.page, 'offer drawn');
  const begun = { caller: await takeNotes(frame), agent: await takeNotes(agent.page) };
  await agent.accept();
  await Promise.all([noted(agent.page, 'sound'), noted(frame, 'sound')]);
  const answered = { caller: await takeNotes(frame), agent: await takeNotes(agent.page) };

  await customer.hangUp();
  await agent.finish('Order placed', '');
  const started = timeOf(begun.caller, 'pressed');
  const accepted = timeOf(answered.agent, 'pressed');
  return {
    measured: {
      ringing: timeOf(begun.agent, 'offer drawn') - started,
      agentHears: timeOf(answered.agent, 'sound') - accepted,
      callerHears: timeOf(answered.caller, 'sound') - accepted,
    },
    steps: STEPS.map(({ from, side, what }) => {
      const [notes, pressed] = from === 'ringing' ? [begun, started] : [answered, accepted];
      // What was done before the press is not part of the wait.
      const at = notes[side].find((note) => note.what === what)?.at;
      return at === undefined ? Number.NaN : Math.max(0, at - pressed);
    }),
  };
}

function timeOf(notes: readonly Note[], what: string): number {
  const found = notes.find((note) => note.what === what);
  if (!found) throw new Error(`“${what}” was not noted; only ${notes.map((note) => `“${note.what}”`).join(', ')}`);
  return found.at;
}

function report(done: readonly Call[]): void {
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  const load = { before: loadBefore, after: loadavg() };
  const keys = Object.keys(MEASURES) as Measure[];
  const measures = Object.fromEntries(
    keys.map((key) => {
      const samples = done.map((call) => Math.round(call.measured[key] * 10) / 10);
      return [key, { ...MEASURES[key], ...figuresOf(samples), samples }];
    }),
  ) as Record<Measure, (typeof MEASURES)[Measure] & Figures & { samples: number[] }>;
  const steps = STEPS.map((step, index) => {
    const times = done.map((call) => call.steps[index] ?? Number.NaN).filter((time) => !Number.isNaN(time));
    return { ...step, ...(times.length === 0 ? null : figuresOf(times.map((time) => Math.round(time * 10) / 10))) };
  });
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ date: new Date().toISOString(), ...machine, load, calls: done.length, measures, steps }, null, 2)}\n`,
  );

  const columns = ['min', 'median', 'p90', 'p95', 'max'] as const;
  const heading = columns.map((column) => column.padStart(8)).join('');
  const row = (figures: Partial<Figures>) => columns.map((column) => ms(figures[column]).padStart(8)).join('');
  const lines = [
    '',
    `${done.length} calls after ${WARM_UPS} warm-ups, two Chromium processes and the program on ${machine.cpus} cores (load ${load.before[0]?.toFixed(2)} before, ${load.after[0]?.toFixed(2)} after)`,
    '',
    `${'ms'.padEnd(52)}${heading}       aim`,
    ...keys.flatMap((key) => {
      const { title, aimMs, bound, ...figures } = measures[key];
      const verdict = figures.p95 <= aimMs ? `p95 ≤ ${aimMs}: met` : `p95 ≤ ${aimMs}: missed`;
      return [`${title.padEnd(52)}${row(figures)}       ${verdict}`, `    bound by ${bound}`];
    }),
    '',
    `${'Where the time goes, ms after the press'.padEnd(52)}${heading}`,
    ...steps.map(
      ({ from, side, what, ...figures }) => `  ${from === 'ringing' ? 'Start' : 'Accept'} → ${side}: ${what}`.padEnd(52) + row(figures),
    ),
    '',
    `Written to ${path.relative(process.cwd(), RESULTS)}`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function ms(time: number | undefined): string {
  return time === undefined ? '–' : time.toFixed(0);
}
