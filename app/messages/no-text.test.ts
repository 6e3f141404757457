import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { sentenceKey } from '../lib/i18n/error-words.ts';
import errors from './en/errors.json' with { type: 'json' };

/** No word that people read stands in the code: all of them are in the messages, where they have their translations. */

const APP = path.join(import.meta.dirname, '..');
const files = globSync('**/*.{ts,tsx}', { cwd: APP, exclude: (name) => /\.test\.tsx?$|fixture/.test(name) });

/** The same in every language. */
const NAMES = new Set(['Tandem', 'Slow Morning', 'English', 'Português', 'Français']);

/** Attributes and properties that are read or heard, on our components as on the browser's elements. */
const READ = new Set(
  'aria-label aria-description aria-placeholder aria-roledescription aria-valuetext alt description header hint how label lead legend placeholder submitLabel text title what word'.split(
    ' ',
  ),
);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** A word at least: two letters one after the other. Units and signs are none. */
const hasWord = (text: string) => /\p{L}{2}/u.test(text) && !NAMES.has(text.trim());

/** "The call was lost." but not a class, a key or an address. */
const isSentence = (text: string) => /^\p{Lu}[\p{L}’]*[,:]? [\p{L}“]/u.test(text) && !NAMES.has(text);

/** Strings that a value may turn out to be: through conditions, defaults and brackets. */
function stringsOf(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'string' ? [value.value] : [];
    case 'TemplateLiteral':
      return (value.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked);
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return stringsOf(value.expression);
    case 'ConditionalExpression':
      return [...stringsOf(value.consequent), ...stringsOf(value.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return value.type === 'LogicalExpression' || value.operator === '+' ? [...stringsOf(value.left), ...stringsOf(value.right)] : [];
    default:
      return [];
  }
}

const nameOf = (node: unknown): string => {
  if (!isNode(node)) return '';
  return String(typeof node.name === 'string' ? node.name : (node.value ?? ''));
};

/** What people would read in a source file. */
function textIn(source: string, file: string): string[] {
  const found: string[] = [];
  const report = (node: Node, text: string) => found.push(`${file}:${source.slice(0, node.start).split('\n').length} ${text.trim()}`);
  const walk = (node: Node, parent: Node | null): void => {
    // Errors are for developers, or are said by useErrorWords, which needs a translation of each sentence.
    if (node.type === 'NewExpression' && /(Error|Exception)$/.test(nameOf(node.callee))) return;
    if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'Super') return;
    if (node.type === 'JSXElement' && isNode(node.openingElement) && nameOf(node.openingElement.name) === 'code') return;
    if (node.type === 'JSXText' && hasWord(String(node.value))) report(node, String(node.value));
    if (node.type === 'JSXExpressionContainer' && parent?.type !== 'JSXAttribute')
      for (const text of stringsOf(node).filter(hasWord)) report(node, text);
    if (node.type === 'JSXAttribute' && READ.has(nameOf(node.name)))
      for (const text of stringsOf(node.value).filter(hasWord)) report(node, text);
    if (node.type === 'Property' && READ.has(nameOf(node.key)))
      for (const text of stringsOf(node.value).filter((one) => /^\p{Lu}\p{L}/u.test(one) && !NAMES.has(one))) report(node, text);
    if (node.type === 'Literal' || node.type === 'TemplateLiteral')
      for (const text of stringsOf(node).filter(isSentence)) if (!(sentenceKey(text) in errors.sentences)) report(node, text);
    for (const child of Object.values(node).flat()) if (isNode(child)) walk(child, node);
  };
  walk(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node, null);
  return [...new Set(found)];
}

test.each([
  ['text of an element', '<p>Call us</p>'],
  ['text that depends', '<p>{late ? "too late" : null}</p>'],
  ['a label', '<Button aria-label="Close" />'],
  ['a label with a name in it', '<Button aria-label={`Remove ${name}`} />'],
  ['a column', 'const column = { header: "Queue" }'],
  ['a sentence', 'toast("The call was lost.")'],
])('%s is found', (_, source) => {
  expect(textIn(source, 'x.tsx')).toHaveLength(1);
});

test.each([
  ['words from the messages', '<p title={t("calls.title")}>{t("calls.text", { count })}</p>'],
  ['classes and roles', '<p className="flex items-center" role="status" data-kind="call" />'],
  ['signs and units', '<p>{seconds} s · {share} %</p>'],
  ['errors for developers', 'throw new Error("Must stand in a page.")'],
])('%s are let through', (_, source) => {
  expect(textIn(source, 'x.tsx')).toEqual([]);
});

test('no text stands in the pages’ code', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => textIn(readFileSync(path.join(APP, file), 'utf8'), file))).toEqual([]);
});
