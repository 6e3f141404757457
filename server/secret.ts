import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from './config.ts';
import { createOnce } from './create-once.ts';
import { newSecret } from './sockets/keys.ts';

/**
 * The installation's secret, made once and kept in the data folder, readable by its owner alone.
 * @throws ConfigError when the file is damaged: with a part of a secret anybody could guess the keys made from it
 */
export function keptSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  mkdirSync(folder, { recursive: true });
  createOnce(file, newSecret() + newSecret(), 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[\w-]{64}$/.test(secret))
    throw new ConfigError(
      `${file} is damaged: it should hold a secret of 64 characters. Restore it from a backup, or delete it to get a new one; ` +
        'then everybody has to sign in again.',
    );
  return secret;
}
