import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CaseError } from './case-error.ts';
import { OptionError, type Options, optionsOf, USAGE } from './options.ts';
import { plotOf } from './plot.ts';
import { runAll } from './pool.ts';
import { type ReadyCase, readCase } from './read-case.ts';
import { quick, standardCases } from './standard-cases.ts';
import { fails, type Summary, summarize } from './summary.ts';
import { tableOf } from './table.ts';

/** Simulates contact centers with the real routing core: see USAGE, and README.md beside this file. */

const RESULTS = path.join(import.meta.dirname, '../bench/results');

try {
  await main(optionsOf(process.argv.slice(2)));
} catch (error) {
  if (error instanceof OptionError) process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  else if (error instanceof CaseError) process.stderr.write(`${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}

async function main(options: Options): Promise<void> {
  const cases = chosen(options).map((ready): ReadyCase => {
    const { one, listed } = options.quick ? quick(ready) : ready;
    return { one: { ...one, runs: options.runs ?? one.runs }, listed };
  });
  const began = performance.now();
  const summaries = await summariesOf(cases, options);
  const took = (performance.now() - began) / 1000;

  const calls = summaries.reduce((sum, summary) => sum + summary.calls.arrived, 0);
  process.stdout.write(`${tableOf(summaries)}\n\n`);
  process.stdout.write(
    `${calls.toLocaleString('en')} calls in ${took.toFixed(0)} s on ${options.jobs} threads, ${Math.round(calls / took).toLocaleString('en')} a second\n`,
  );
  const seeds = cases.map(({ one }) => options.seed ?? one.seed);
  await write(options, summaries, { took, calls, seeds });
}

/**
 * Runs all cases. One with a figure that does not hold is run again, with as many other runs, and these count: of so many
 * figures at 95 % one or two fall outside by chance, and chance does not repeat itself as a fault does.
 */
async function summariesOf(cases: readonly ReadyCase[], { seed, jobs }: Options): Promise<Summary[]> {
  const runs = await runAll({ cases, seed }, { jobs, again: false, onDone: progressOf(cases) });
  const summaries = cases.map(({ one }, nth) => summarize(one, runs[nth] ?? []));
  const failed = summaries.flatMap((summary, nth) => (fails(summary) ? [nth] : []));
  if (failed.length === 0) return summaries;
  process.stderr.write(`Outside, be it by chance, and run again: ${failed.map((nth) => summaries[nth]?.name).join('; ')}\n`);
  const repeated = failed.flatMap((nth) => cases[nth] ?? []);
  const others = await runAll({ cases: repeated, seed }, { jobs, again: true, onDone: progressOf(repeated) });
  failed.forEach((nth, place) => {
    const [ready, first] = [cases[nth], summaries[nth]];
    if (ready && first) summaries[nth] = summarize(ready.one, others[place] ?? [], first);
  });
  return summaries;
}

function chosen({ caseFile, only }: Options): ReadyCase[] {
  if (caseFile !== null) return [readCase(caseFile)];
  const all = standardCases();
  if (only === null) return all;
  const found = all.filter(({ one }) => one.name.toLowerCase().includes(only.toLowerCase()));
  if (found.length > 0) return found;
  throw new OptionError(
    `--only: no standard case has ${JSON.stringify(only)} in its name. They are:\n${all.map(({ one }) => `  ${one.name}`).join('\n')}`,
  );
}

/** Says on stderr, where it does not get into a file of the table, which case is how far. */
function progressOf(cases: readonly ReadyCase[]) {
  const began = performance.now();
  const left = cases.map(({ one }) => one.runs);
  return ({ nth }: { nth: number }) => {
    left[nth] = (left[nth] ?? 0) - 1;
    const of = cases[nth]?.one;
    if (left[nth] === 0 && of)
      process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${of.name}: ${of.runs} runs\n`);
  };
}

async function write(
  options: Options,
  summaries: readonly Summary[],
  about: { took: number; calls: number; seeds: number[] },
): Promise<void> {
  const json = options.json ?? path.join(RESULTS, 'simulate.json');
  const plot = options.plot ?? path.join(RESULTS, 'simulate.svg');
  for (const file of [json, plot]) mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const { took, calls, seeds } = about;
  const cases = summaries.map((summary, nth) => ({ seed: seeds[nth], ...summary }));
  const whole = { date: new Date().toISOString(), node: process.version, quick: options.quick, seconds: Math.round(took), calls, cases };
  writeFileSync(json, `${JSON.stringify(whole, null, 2)}\n`);
  writeFileSync(plot, await plotOf(summaries));
  process.stdout.write(`Written to ${[json, plot].map((file) => path.relative(process.cwd(), file)).join(' and ')}\n`);
}
