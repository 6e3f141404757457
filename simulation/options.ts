import { parseArgs } from 'node:util';

export const USAGE = `npm run simulate                    the standard cases, against published figures
npm run simulate -- --case FILE     a case of your own
  --quick        short runs: wide intervals, done in less than a minute
  --only NAME    of the standard cases those whose name holds NAME
  --runs N       independent runs of each case
  --seed N       another seed than the cases' own
  --jobs N       threads; 2 unless said otherwise
  --json FILE    where the figures go; bench/results/simulate.json unless said otherwise
  --plot FILE    where the plot (SVG) goes; bench/results/simulate.svg unless said otherwise`;

export interface Options {
  caseFile: string | null;
  quick: boolean;
  only: string | null;
  runs: number | null;
  seed: number | null;
  jobs: number;
  json: string | null;
  plot: string | null;
}

/** What was asked for can't be done; the message says why. */
export class OptionError extends Error {}

/** @throws OptionError for what is unknown, or not a number where one is needed */
export function optionsOf(args: string[]): Options {
  const { values } = parsed(args);
  if (values.case !== undefined && values.only !== undefined)
    throw new OptionError('--only chooses from the standard cases, and --case is none of them');
  return {
    caseFile: values.case ?? null,
    quick: values.quick ?? false,
    only: values.only ?? null,
    runs: numberOf('runs', values.runs, 1, 10_000),
    seed: numberOf('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    jobs: numberOf('jobs', values.jobs, 1, 256) ?? 2,
    json: values.json ?? null,
    plot: values.plot ?? null,
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: { case: text, quick: { type: 'boolean' }, only: text, runs: text, seed: text, jobs: text, json: text, plot: text },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(name: string, value: string | undefined, min: number, max: number): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new OptionError(`--${name}: ${JSON.stringify(value)} is not a whole number from ${min} to ${max}`);
  return number;
}
