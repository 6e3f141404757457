/**
 * How long a report takes over a year of calls in the event log, on PGlite and on a PostgreSQL of its own: what is rolled up,
 * and what is not yet.
 *
 *   npm run bench:reports                1,000,000 calls
 *   npm run bench:reports -- 100000      so many
 *   npm run bench:reports -- 100000 server    on PostgreSQL alone; `embedded`: on PGlite alone
 *   npm run bench:reports -- 1000000 embedded 40    with the quarters of an hour of the last 40 days alone, which saves time
 *
 * What it fills is kept in the folder for temporary files (tandem-bench-reports-…, about 12 GB for a million calls on both), and
 * taken up by the next run. Delete it when you are done.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { END, type MeasuredReports, measureReports } from './reports/measure.ts';
import { DAYS } from './reports/seed.ts';
import { openYear } from './reports/year.ts';
import { KIND_NAMES, KINDS, type Kind } from './routing/databases.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/reports.json');
const CALLS = Number(process.argv[2] ?? 1_000_000);
/** How many days are rolled up in quarters of an hour. */
const QUARTER_DAYS = Number(process.argv[4] ?? DAYS);
const TIMES = 5;

interface Measured extends MeasuredReports {
  /** null: written by an earlier run. */
  seedMs: number | null;
}

async function measure(kind: Kind): Promise<Measured> {
  const { database, seedMs, close } = await openYear(kind, CALLS, END);
  try {
    const written = seedMs === null ? 'written before' : `written in ${count(seedMs / 1000)} s`;
    console.error(`  ${KIND_NAMES[kind]}: ${count(CALLS)} calls ${written}`);
    const found = await measureReports(database.prisma, { times: TIMES, quarterDays: QUARTER_DAYS }, (days, took) =>
      console.error(`  ${KIND_NAMES[kind]}: ${days} days rolled up in ${count(took / 1000)} s`),
    );
    return { seedMs, ...found };
  } finally {
    await close();
  }
}

/** What an earlier run measured of as many calls, of the database that was not measured now. */
function known(): Partial<Record<Kind, Measured>> {
  if (!existsSync(RESULTS)) return {};
  const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as { calls: number; measured: Partial<Record<Kind, Measured>> };
  return results.calls === CALLS ? results.measured : {};
}

console.error(`Reports over ${count(CALLS)} calls of a year, ${TIMES} times each`);
const found: Partial<Record<Kind, Measured>> = {};
for (const kind of KINDS.filter((one) => process.argv[3] === undefined || process.argv[3] === one)) found[kind] = await measure(kind);

const NAMES = Object.values(found)[0]?.reports.map(({ name }) => name) ?? [];
const rows = NAMES.map((name, index) => [
  name,
  ...KINDS.flatMap((kind) => {
    const report = found[kind]?.reports[index];
    return report ? [count(report.rows), ms(report.median), ms(report.max)] : ['', '', ''];
  }),
]);
console.log(table(['report', ...KINDS.flatMap((kind) => [`rows`, `${KIND_NAMES[kind]} median`, 'worst'])], rows));
for (const kind of KINDS) {
  const one = found[kind];
  if (one && one.days > 0) console.log(`  ${KIND_NAMES[kind]}: a day is rolled up in ${ms(one.rollUpMs / Math.max(1, one.days))}`);
}
console.log('  aims: a month by queue and day, and a year by whatever, under 2 s');
mkdirSync(path.dirname(RESULTS), { recursive: true });
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0], node: process.version };
writeFileSync(
  RESULTS,
  `${JSON.stringify({ at: new Date().toISOString(), machine, calls: CALLS, measured: { ...known(), ...found } }, null, 2)}\n`,
);
