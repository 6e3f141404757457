import { parseArgs } from 'node:util';
import { examine, type Section } from './examine.ts';
import type { Finding } from './finding.ts';

const USAGE = `Looks whether Tandem can run on this machine with its settings, and says what is wrong. Nothing is changed.

  npm run doctor [-- --role ROLE] [--config FILE] [--json]

It ends with 1 when something is wrong.`;

const MARKS = { ok: 'ok     ', warning: 'warning', wrong: 'WRONG  ' } as const;

async function main(args: string[]): Promise<number> {
  const options = { role: { type: 'string' }, config: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  let values: { role?: string; config?: string; json: boolean };
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`);
    return 2;
  }
  const { role, config, json } = values;
  const passedOn = [...(role === undefined ? [] : ['--role', role]), ...(config === undefined ? [] : ['--config', config])];
  const onSection = json ? () => {} : show;
  const sections = await examine(process.env, passedOn, { now: Date.now(), file: config ?? null, onSection });
  const count = (state: Finding['state']) =>
    sections.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;
  const [wrong, warnings] = [count('wrong'), count('warning')];
  if (json) process.stdout.write(`${JSON.stringify({ wrong, warnings, sections }, null, 2)}\n`);
  else process.stdout.write(`\n${wrong} wrong, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}\n`);
  return wrong === 0 ? 0 : 1;
}

function show({ title, findings }: Section): void {
  process.stdout.write(`\n${title}\n`);
  for (const finding of findings) {
    process.stdout.write(`  ${MARKS[finding.state]}  ${finding.what}\n`);
    if (finding.state !== 'ok') process.stdout.write(`           ${finding.todo}\n`);
  }
}

process.exitCode = await main(process.argv.slice(2));
