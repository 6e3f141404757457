/**
 * How long a browser works for its call while many call: the widget's own code in Chromium, as quick as this machine is and
 * slowed down six times, which is about a slow phone.
 *
 *   npm run bench:proof
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { bitsFor } from '../server/abuse/load.ts';
import { count, ms, table } from './routing/table.ts';

const RESULTS = path.join(import.meta.dirname, 'results/proof.json');
const PROOF = path.join(import.meta.dirname, '../app/features/widget/proof');
const SLOWED = [1, 4, 6];
const LOOK_MS = 5000;
const BITS = [...new Set([bitsFor(1), bitsFor(4), bitsFor(Number.MAX_SAFE_INTEGER)])];

/** The widget's own two files as one, without their types. */
const code = ['sha256.ts', 'solve.ts']
  .map((file) => stripTypeScriptTypes(readFileSync(path.join(PROOF, file), 'utf8')))
  .map((text) => text.replaceAll(/^import .*$/gm, '').replaceAll(/^export /gm, ''))
  .join('\n');

const executablePath = process.env.TANDEM_CHROMIUM;
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  const rows = [];
  for (const rate of SLOWED) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    // In the page itself: what is slowed down is that, not its workers.
    const tried = await page.evaluate<number, [string, number]>(
      ([source, forMs]) => {
        const solve = new Function(`${source}; return solve;`)();
        const work = solve({ challenge: '01JDBM6W5Y3Q4N8Z0K2T7R9V1X.m3xk1z2a.60.'.padEnd(86, 'A'), bits: 60 });
        const begun = performance.now();
        let lots = 0;
        while (performance.now() - begun < forMs) {
          work.next();
          lots += 1;
        }
        return (lots * 8192 * 1000) / (performance.now() - begun);
      },
      [code, LOOK_MS],
    );
    rows.push({ rate, hashesPerSecond: tried, waits: BITS.map((bits) => waitOf(bits, tried)) });
  }
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', load: loadavg() };
  writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), ...machine, rows }, null, 2)}\n`);
  process.stdout.write(`
${table(
  ['processor', 'hashes a second', ...BITS.flatMap((bits) => [`${bits} bits: mean`, '19 of 20 within'])],
  rows.map(({ rate, hashesPerSecond, waits }) => [
    rate === 1 ? 'as it is' : `slowed down ${rate} times`,
    count(hashesPerSecond),
    ...waits.flatMap(({ meanMs, p95Ms }) => [ms(meanMs), ms(p95Ms)]),
  ]),
)}
`);
} finally {
  await browser.close();
}

/** Each try is good by itself: how many it takes falls off evenly. */
function waitOf(bits: number, hashesPerSecond: number) {
  const meanMs = (2 ** bits / hashesPerSecond) * 1000;
  return { bits, meanMs, p95Ms: meanMs * Math.log(20) };
}
