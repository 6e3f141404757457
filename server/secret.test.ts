import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { createOnce } from './create-once.ts';
import { keptSecret } from './secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tandem-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a secret is made once and kept, readable by its owner alone, with nothing left beside it', () => {
  const secret = keptSecret(folder);
  expect(secret).toMatch(/^[\w-]{64}$/);
  expect(keptSecret(folder)).toBe(secret);
  expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret']);
});

test.each([
  ['empty', () => ''],
  ['cut', (secret: string) => secret.slice(0, 40)],
  ['too long', (secret: string) => secret + secret],
])('a file that is %s is refused with what to do, and left as it is', (_, damage) => {
  const file = path.join(folder, 'secret');
  const damaged = damage(keptSecret(folder));
  writeFileSync(file, damaged);
  expect(() => keptSecret(folder)).toThrow(ConfigError);
  expect(() => keptSecret(folder)).toThrow(`${file} is damaged`);
  expect(readFileSync(file, 'utf8')).toBe(damaged);
});

test('of several writers of a file only the first succeeds', () => {
  const file = path.join(folder, 'file');
  expect(createOnce(file, 'first', 0o600)).toBe(true);
  expect(createOnce(file, 'second', 0o600)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a file that can’t be written leaves nothing behind', () => {
  expect(() => createOnce(path.join(folder, 'missing', 'file'), 'x', 0o600)).toThrow('ENOENT');
  expect(existsSync(path.join(folder, 'missing'))).toBe(false);
});
