import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROWS } from './rows/all.ts';
import { type RowResult, runRows } from './run.ts';
import { report } from './table.ts';

const RESULTS = path.join(import.meta.dirname, '../bench/results/chaos.json');
const LOGS = path.join(import.meta.dirname, '../.tandem/logs/chaos');

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, silent: { type: 'boolean', default: false }, times: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => ROWS.every((row) => row.name !== name));
if (unknown !== undefined) {
  process.stderr.write(`There is no row "${unknown}". The rows are: ${ROWS.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}
const times = values.times === undefined ? null : Number(values.times);
if (times !== null && !(Number.isInteger(times) && times > 0)) {
  process.stderr.write('--times is a whole number of faults.\n');
  process.exit(2);
}
const loadBefore = loadavg();
const results: RowResult[] = [];
for (const row of ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  // Each in an installation of its own: what one leaves behind is in no other's figures.
  const folder = path.join(LOGS, row.name);
  results.push(
    ...(await runRows([row], {
      short: values.short,
      silent: values.silent,
      times,
      folder,
      say: (text) => process.stdout.write(`${text}\n`),
    })),
  );
}
const machine = {
  node: process.version,
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  load: { before: loadBefore, after: loadavg() },
};
mkdirSync(path.dirname(RESULTS), { recursive: true });
writeFileSync(
  RESULTS,
  `${JSON.stringify({ date: new Date().toISOString(), ...machine, short: values.short, silent: values.silent, rows: results }, null, 2)}\n`,
);
process.stdout.write(report(results));
process.exitCode = results.some(({ violations }) => violations.length > 0) ? 1 : 0;
