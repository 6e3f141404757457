import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROWS } from './rows/all.ts';
import { runRows } from './run.ts';

// In its short form all rows go over one installation, one fault of each; figures are for `npm run chaos`.
test('nothing is lost and nothing given twice, whatever is killed, stopped or cut off', { timeout: 420_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-chaos-'));
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') process.stderr.write(readFileSync(path.join(folder, 'servers.log')));
    rmSync(folder, { recursive: true, force: true });
  });
  const results = await runRows(ROWS, { short: true, folder, say: () => {} });
  expect(results.map(({ name }) => name)).toEqual(ROWS.map(({ name }) => name));
  for (const { name, faults, violations, calls, checked } of results) {
    expect(violations, name).toEqual([]);
    expect(faults, name).toBeGreaterThan(0);
    expect(calls, name).toBeGreaterThan(2);
    expect(checked, name).toBeGreaterThan(calls);
  }
  for (const { name, recoveries } of results) for (const { told } of recoveries) expect(told, `an offer after ${name}`).not.toBeNull();
});
