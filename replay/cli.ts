import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../server/config.ts';
import { HistoryError, openRoutingHistory } from '../server/data/history.ts';
import { type Figures, meanOf, storedFigures } from '../server/planning/replay/figures.ts';
import { TraceError } from '../server/planning/replay/known-calls.ts';
import { configureWith, type Policy, PolicyError, readPolicy, SAME_POLICY } from '../server/planning/replay/policy.ts';
import { simulatePeriod } from '../server/planning/replay/simulate.ts';
import { type Period, traceOf } from '../server/planning/replay/trace.ts';
import { verifyPeriod } from './period.ts';
import { policyTable, verdict } from './report.ts';

const USAGE = `Runs a stored period again through the routing core. Nothing is written.

  npm run replay -- --from TIME --to TIME                  every decision must come out as it was stored
  npm run replay -- --from TIME --to TIME --policy FILE    the period as it was, simulated as it was, and with another policy

  --data FOLDER   the embedded database of this data folder (default: the installation's own, or DATABASE_URL)
  --runs N        simulations of each policy, of which the mean is told (default 10)
  --seed N        what is drawn at random follows from it (default 1)
  --json          for programs

TIME is like 2026-11-23T09:00:00Z. The period holds its beginning and not its end.`;

class UsageError extends Error {}

interface Options extends Period {
  policy: Policy | null;
  url: string | null;
  folder: string;
  runs: number;
  seed: number;
  json: boolean;
}

/** @returns the exit code: 1 when something was decided otherwise, 2 when it can't be run */
async function main(): Promise<number> {
  try {
    const options = read(process.argv.slice(2));
    const history = await openRoutingHistory(options).catch((error: Error) => {
      throw new HistoryError(error.message);
    });
    try {
      return options.policy === null ? await verify(history, options) : await compare(history, options, options.policy);
    } finally {
      await history.close();
    }
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    else if (isExpected(error)) process.stderr.write(`${error.message}\n`);
    else throw error;
    return 2;
  }
}

const isExpected = (error: unknown): error is Error =>
  error instanceof PolicyError || error instanceof TraceError || error instanceof HistoryError || error instanceof ConfigError;

type History = Awaited<ReturnType<typeof openRoutingHistory>>;

async function verify(history: History, { from, to, json }: Options): Promise<number> {
  const comparison = await verifyPeriod(history, { from, to });
  const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
  process.stdout.write(json ? `${JSON.stringify({ from, to, ...comparison }, asText, 2)}\n` : verdict(comparison));
  return comparison.differences.length === 0 ? 0 : 1;
}

async function compare(history: History, { from, to, runs, seed, json }: Options, policy: Policy): Promise<number> {
  const trace = await traceOf(history, { from, to });
  const [first] = trace.configured;
  // Before anything is run, so that a policy at fault costs no waiting.
  if (first) configureWith(policy, first.set);
  const simulated = (other: Policy): Figures => meanOf(Array.from({ length: runs }, (_, nth) => simulatePeriod(trace, other, seed + nth)));
  const figures = { stored: storedFigures(trace), storedPolicySimulated: simulated(SAME_POLICY), otherPolicySimulated: simulated(policy) };
  process.stdout.write(json ? `${JSON.stringify({ from, to, runs, seed, ...figures }, null, 2)}\n` : policyTable(figures, runs));
  return 0;
}

function read(args: string[]): Options {
  const values = parsed(args);
  const time = (name: 'from' | 'to') => {
    const at = Date.parse(values[name] ?? '');
    if (Number.isNaN(at)) throw new UsageError(`--${name} is not a time`);
    return at;
  };
  const whole = (name: 'runs' | 'seed', most: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new UsageError(`--${name} is not a whole number from 1 to ${most}`);
    return value;
  };
  const [from, to] = [time('from'), time('to')];
  if (to <= from) throw new UsageError('--to is not after --from');
  const config = readConfig(process.env);
  const folder = values.data === undefined ? null : path.resolve(values.data);
  return {
    from,
    to,
    policy: values.policy === undefined ? null : readPolicy(fileText(values.policy)),
    url: folder === null ? config.databaseUrl : null,
    folder: folder ?? config.dataFolder,
    runs: whole('runs', 1000),
    seed: whole('seed', 2 ** 31),
    json: values.json,
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = {
      from: text,
      to: text,
      policy: text,
      data: text,
      runs: { ...text, default: '10' },
      seed: { ...text, default: '1' },
      json: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--policy can’t be read: ${(error as Error).message}`);
  }
}

process.exitCode = await main();
