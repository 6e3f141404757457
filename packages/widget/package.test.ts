import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { callMark } from './src/call-mark.ts';
import { contextOf, LARGEST_CONTEXT } from './src/context.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const tsc = path.join(here, '../../node_modules/typescript/bin/tsc');
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a customer's project sees it: the published files alone, by the package's name. */
async function compileAgainstPackage(source: string): Promise<string> {
  writeFileSync(path.join(folder, 'site.ts'), source);
  const options = ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--types', ''];
  const compiled = run(process.execPath, [tsc, ...options, 'site.ts'], { cwd: folder });
  return compiled.then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test('what is published has types by which the example compiles, and a mistake does not', async () => {
  const installed = path.join(folder, 'node_modules/@tandem/widget');
  mkdirSync(installed, { recursive: true });
  await run(process.execPath, [tsc, '-p', path.join(here, 'tsconfig.json'), '--outDir', path.join(installed, 'dist')]);
  cpSync(path.join(here, 'package.json'), path.join(installed, 'package.json'));
  const example = readFileSync(path.join(here, 'example/shop.ts'), 'utf8');
  const documented = [...readFileSync(path.join(here, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(documented.length).toBeGreaterThan(1);
  for (const code of documented) expect(await compileAgainstPackage(code)).toBe('');
  expect(await compileAgainstPackage(example)).toBe('');
  expect(await compileAgainstPackage(example.replace("'call-ended'", "'call-over'"))).toContain('call-over');
  expect(await compileAgainstPackage(example.replace("position: 'bottom-left'", "position: 'top'"))).toContain('"top"');
});

describe('a context', () => {
  test.each<[what: string, given: unknown, taken: unknown]>([
    ['an object', { cart: 3, deep: { list: [1, null] } }, { cart: 3, deep: { list: [1, null] } }],
    ['markup, which stays text', { note: '<img onerror=alert(1)>' }, { note: '<img onerror=alert(1)>' }],
    ['a list', [1, 2], null],
    ['text', 'cart', null],
    ['nothing', null, null],
    ['what can’t be written', { big: 1n }, null],
    ['as much as fits', { text: 'x'.repeat(LARGEST_CONTEXT - 11) }, { text: 'x'.repeat(LARGEST_CONTEXT - 11) }],
    ['a byte more', { text: 'x'.repeat(LARGEST_CONTEXT - 10) }, null],
    ['a megabyte', { text: 'x'.repeat(1_000_000) }, null],
    ['as many signs, but more bytes', { text: 'é'.repeat(LARGEST_CONTEXT - 11) }, null],
  ])('%s', (_, given, taken) => expect(contextOf(given)).toEqual(taken));

  test('that goes round in a circle is none', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(contextOf(circle)).toBe(null);
  });
});

describe('the mark of a call that goes on', () => {
  test('is there from one page to the next, for its key alone, and leaves nothing behind', () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('sessionStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    });
    expect(callMark('pk_a').get()).toBeNull();
    callMark('pk_a').set('1');
    expect([callMark('pk_a').get(), callMark('pk_b').get()]).toEqual(['1', null]);
    callMark('pk_a').set(null);
    expect(kept.size).toBe(0);
    vi.unstubAllGlobals();
  });

  test('does without a storage that is closed to the page', () => {
    vi.stubGlobal('sessionStorage', {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(callMark('pk_a').get()).toBeNull();
    callMark('pk_a').set('1');
    vi.unstubAllGlobals();
  });
});
