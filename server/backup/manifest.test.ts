import { expect, test } from 'vitest';
import { BackupError } from './backup-error.ts';
import { readManifest } from './manifest.ts';
import { libpqAddress } from './postgres-programs.ts';

const manifest = {
  ...{ format: 'tandem-backup', version: 1, database: 'embedded' },
  ...{ migration: '20261126000100_lease', madeAt: '2026-11-23T12:00:00.000Z' },
};

test('a manifest is read', () => {
  expect(readManifest(JSON.stringify(manifest))).toEqual(manifest);
});

test.each([
  ['{', 'is no backup of Tandem'],
  [JSON.stringify({ ...manifest, format: 'another' }), 'is no backup of Tandem'],
  [JSON.stringify({ ...manifest, version: 2 }), 'in a form that this version doesn’t know'],
  [JSON.stringify({ ...manifest, migration: '20991231000000_later' }), 'by a newer Tandem'],
])('%s is refused', (text, message) => {
  expect(() => readManifest(text)).toThrow(BackupError);
  expect(() => readManifest(text)).toThrow(message);
});

test.each([
  ['postgresql://tandem:p%40ss@db:5433/tandem?sslmode=require', 'postgresql://tandem@db:5433/tandem?sslmode=require', 'p@ss'],
  ['postgresql://tandem@db/tandem?password=p&connection_limit=5', 'postgresql://tandem@db/tandem', 'p'],
  ['postgresql://tandem@localhost/postgres?host=%2Frun%2Fpg', 'postgresql://tandem@localhost/postgres?host=%2Frun%2Fpg', null],
])('of %s nobody on the machine sees the password, and PostgreSQL’s programs understand the rest', (url, address, password) => {
  expect(libpqAddress(url)).toEqual({ address, password });
});
