import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ERROR_CODES } from '../../server/protocol/codes.ts';
import { CLIENT_ERRORS } from './src/errors.ts';

/** The package as who installs it has it. */

const run = promisify(execFile);
const here = import.meta.dirname;
const root = path.join(here, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-client-'));
const installed = path.join(folder, 'node_modules/@tandem/client');
const dist = path.join(installed, 'dist');
beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  for (const name of ['package.json', 'README.md', 'CHANGELOG.md', 'src', 'example'])
    cpSync(path.join(here, name), path.join(installed, name), { recursive: true });
  await run(process.execPath, [path.join(here, 'build.mjs'), dist]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const published = (name: string) => readFileSync(path.join(dist, name), 'utf8');

/** As a company's project sees it: the published files alone. What the types say is all that it may know. */
async function compile(source: string): Promise<string> {
  writeFileSync(path.join(folder, 'site.ts'), source);
  const options = ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--types', ''];
  return run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), ...options, 'site.ts'], { cwd: folder }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test('what would be published is the client, its types and its papers, and nothing else', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: installed });
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  expect(packed?.files.map((file) => file.path).sort()).toEqual(
    [
      ...['CHANGELOG.md', 'README.md', 'package.json', 'dist/index.js', 'dist/standalone.js'],
      ...['client', 'errors', 'index', 'types'].map((name) => `dist/${name}.d.ts`),
    ].sort(),
  );
  for (const name of readdirSync(dist)) {
    expect(published(name)).not.toContain(root);
    expect(published(name)).not.toContain(folder);
  }
});

test('it needs what it says that it needs, and has no part of the server in it', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const ours = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const imported = new Set([...published('index.js').matchAll(/\bfrom "([^".][^"]*)"/g)].map(([, name]) => name));
  expect([...imported].sort()).toEqual(Object.keys(dependencies).sort());
  // Tested with ours, good with what the page's own bundler has of the same major version.
  for (const [name, range] of Object.entries(dependencies)) expect(range).toBe(`^${ours.dependencies[name]}`);
  expect(published('standalone.js')).not.toMatch(/\bfrom\s*"|import\("/);
  expect(published('index.js')).not.toContain('ZodError');
});

test('its types stand by themselves: the README’s examples compile, and mistakes do not', async () => {
  const examples = [...readFileSync(path.join(here, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(examples.length).toBeGreaterThan(2);
  const [example = '', ...others] = examples;
  expect(example).toContain('createClient');
  for (const one of [example, ...others]) expect(await compile(one)).toBe('');
  expect(await compile(example.replace("'connected'", "'conected'"))).toContain('conected');
  expect(await compile("import { createClient } from '@tandem/client';\ncreateClient({ url: 'https://calls.example' });")).toContain('key');
});

test('whatever the server refuses with has its code in the client', () => {
  for (const code of ERROR_CODES) expect(CLIENT_ERRORS).toContain(code);
});
