import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, ConfigError } from './config.ts';
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
  if (!isKeptSecret(secret))
    throw new ConfigError(
      `${file} is damaged: it should hold a secret of 64 characters. Restore it from a backup, or delete it to get a new one; ` +
        'then everybody has to sign in again.',
    );
  return secret;
}

/** Whether it has the form of one that is made here, and not set from outside. */
export const isKeptSecret = (secret: string): boolean => /^[\w-]{64}$/.test(secret);

/** The secret that is set or kept; null where there is none yet. None is made. */
export function findSecret({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): string | null {
  return secret ?? (existsSync(path.join(dataFolder, 'secret')) ? keptSecret(dataFolder) : null);
}

/** Keeps one that was made elsewhere. @returns false when another is there, which is left */
export function keepSecret(folder: string, secret: string): boolean {
  return createOnce(path.join(folder, 'secret'), secret, 0o600) || keptSecret(folder) === secret;
}
