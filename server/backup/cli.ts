import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { backUp } from './back-up.ts';
import { BackupError } from './backup-error.ts';
import { restore } from './restore.ts';

const USAGE = `  npm run backup -- FILE                 copies the database and the secret into a new file
  npm run restore -- FILE [--replace]    puts them back; with --replace also where there are data already

  --config FILE    the file of settings that the program is started with`;

class UsageError extends Error {}

/** @returns the exit code: 1 when it could not be done, 2 when it was asked for wrongly */
async function main([what, ...args]: string[]): Promise<number> {
  try {
    const { file, replace, config } = read(args);
    assertOwner(config.dataFolder);
    if (what === 'backup') {
      await backUp(config, file, Date.now());
      process.stdout.write(`The backup is in ${file}. It holds the secret too: keep it where only those can read it who run the place.\n`);
    } else {
      const { manifest, before } = await restore(config, file, { replace, now: Date.now() });
      process.stdout.write(`What the backup of ${manifest.madeAt} holds is there again. Start the program.\n`);
      if (before !== null) process.stdout.write(`What was there before is in ${before}: delete it when all is well.\n`);
    }
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof BackupError) && !(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n${isUsage ? `\n${USAGE}\n` : ''}`);
    return isUsage ? 2 : 1;
  }
}

function read(args: string[]) {
  try {
    const options = { config: { type: 'string' }, replace: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
    return {
      file,
      replace: values.replace,
      config: readConfig(process.env, values.config === undefined ? [] : ['--config', values.config]),
    };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
}

/** What root writes there the program could not open afterwards. */
function assertOwner(folder: string): void {
  if (process.getuid?.() !== 0 || !existsSync(folder)) return;
  const { uid } = statSync(folder);
  if (uid !== 0) throw new BackupError(`${folder} belongs to another user (number ${uid}). Run this as that user.`);
}

process.exitCode = await main(process.argv.slice(2));
