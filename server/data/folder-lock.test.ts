import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tandem-lock-'));
  file = path.join(folder, 'tandem.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a lock names its process, and is gone when it is given back', () => {
  const unlock = lockFolder(folder);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  unlock();
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock of a process that is alive is respected', () => {
  writeFileSync(file, String(process.ppid));
  expect(() => lockFolder(folder)).toThrow(`is in use by process ${process.ppid}`);
  expect(readdirSync(folder)).toEqual(['tandem.lock']);
});

test('a lock of a process that is gone is taken over, with nothing left beside it', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  lockFolder(folder);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  expect(readdirSync(folder)).toEqual(['tandem.lock']);
});

test.each([[''], ['0'], ['-1'], ['12x']])('a lock that names no process (“%s”) may be somebody’s: it is not taken over', (content) => {
  writeFileSync(file, content);
  expect(() => lockFolder(folder)).toThrow('names no process');
  expect(readFileSync(file, 'utf8')).toBe(content);
});
