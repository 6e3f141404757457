import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { ERROR_CODES } from '../../server/protocol/codes.ts';
import { SENTENCES, type SentenceKey } from '../../server/protocol/sentences.ts';
import { halfOf } from '../features/admin/form-errors.ts';
import { sentenceKey } from '../lib/i18n/error-words.ts';
import { sayIn } from '../lib/i18n/testing.ts';
import admin from './en/admin.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };

/** What servers refuse is said in every language: each of their sentences is in the messages, with the names and numbers in it. */

const SERVER = path.join(import.meta.dirname, '../../server');
// What schemas of the protocol say is said by the forms that use them.
const files = globSync('**/*.ts', { cwd: SERVER, exclude: (name) => /\.test\.ts$|(^|\/)testing|^protocol/.test(name) });

/** Said to our own servers and pages, whose people see at most the more general sentence of the code. */
const TO_PROGRAMS = new Set([
  'The key can’t be checked at the moment',
  'No such center and key',
  'The center is linked by a younger key',
  'The routing server answered …',
  'The routing server can’t be reached',
  'The routing server refused it with …',
  'Supervisors act by the routing server',
  'There is another call of that name',
  'has agents of another center',
  'The routing server told of another center',
  'No such media node and key',
  'This media server takes no new conversations now.',
  'A report is missing before this one: send a snapshot',
  'A younger report is here already',
  'Not understood',
  'The call was left before it began',
  'This call exists already',
  'Reservation token … was withdrawn before.',
  'The media worker refused: …',
  'This transport is connected already.',
  'This transport does not send.',
  'This party sends already.',
  'This transport is not, or no longer, part of the call.',
  'This party has no transports yet: wait for `joined`.',
  'The transport has closed in the meantime.',
  'has more than one encoding',
  'Requests from other sites are not taken',
  'Send JSON, with the content type application/json',
  'Send the recording itself, with the content type application/octet-stream',
  'The request is not JSON',
  'is not one of this queue’s',
  'is no version of this record',
  // The HTTP API’s, which programs read.
  'There is no such event yet',
  'is not before the end of the period',
  'Show a key: Authorization: Bearer <key>',
  'This key is not known, or has ended',
  'Too many requests with this key. Wait a minute, then try again.',
  'This key does not have the scope …',
  'Too many streams are open. Close one, then try again.',
  'Too many reports with this key in a minute. Wait a little, then try again.',
]);

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const nameOf = (node: unknown): string => (isNode(node) && typeof node.name === 'string' ? node.name : '');

/** Sentences that stand in a file's refusals; "…" is something in them that no page could say in its language. */
function refusalsIn(source: string): { text: string; line: number }[] {
  const tree = parseAst(source, { lang: 'ts' }) as unknown as Node;
  const constants = new Map<string, unknown>();
  const said: Node[] = [];
  const walk = (node: Node): void => {
    const given = node.arguments as Node[] | undefined;
    if (node.type === 'VariableDeclarator') constants.set(nameOf(node.id), node.init);
    const refuses = node.type === 'NewExpression' ? nameOf(node.callee) === 'Failure' : nameOf(node.callee) === 'refuse';
    if (refuses && given?.[1]) said.push(given[1]);
    if (node.type === 'ObjectExpression') {
      const of = (name: string) => (node.properties as Node[]).find((one) => nameOf(one.key) === name)?.value;
      const message = of('message');
      const code = of('code');
      if (isNode(code) && (ERROR_CODES as readonly unknown[]).includes(code.value) && isNode(message)) said.push(message);
    }
    for (const child of Object.values(node).flat()) if (isNode(child)) walk(child);
  };
  walk(tree);
  const textsOf = (node: unknown): string[] => {
    if (!isNode(node)) return [];
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : [];
      case 'TemplateLiteral':
        return [(node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked).join('…')];
      case 'ConditionalExpression':
        return [...textsOf(node.consequent), ...textsOf(node.alternate)];
      case 'LogicalExpression':
        return [...textsOf(node.left), ...textsOf(node.right)];
      case 'Identifier':
        return textsOf(constants.get(nameOf(node)));
      default:
        return [];
    }
  };
  return said.flatMap((node) => textsOf(node).map((text) => ({ text, line: source.slice(0, node.start).split('\n').length })));
}

/** Halves of sentences are said with the name of their field. */
const isTranslated = (text: string) =>
  (!text.includes('…') && sentenceKey(text) in errors.sentences) || (/^\p{Ll}/u.test(text) && halfOf(text).key in admin.wrong.halves);

const untranslated = (source: string) =>
  refusalsIn(source)
    .filter(({ text }) => !TO_PROGRAMS.has(text) && !isTranslated(text))
    .map(({ text, line }) => `${line} ${text}`);

test.each([
  ['a failure', `throw new Failure('conflict', 'The moon is down');`],
  ['a refusal of a core', `const answer = () => refuse('conflict', 'The moon is down');`],
  ['an error of the wire', `answer({ code: 'internal', message: 'The moon is down' });`],
  ['a sentence that stands elsewhere', `const DOWN = 'The moon is down'; throw new Failure('conflict', DOWN, 'field');`],
  ['one of two', `throw new Failure('conflict', up ? 'There is no such call' : 'The moon is down');`],
  ['a name without a key', `throw new Failure('conflict', \`\${name} is down\`);`],
])('%s without a translation is found', (_, source) => {
  expect(untranslated(source)).toHaveLength(1);
});

test('every sentence by which a server refuses something is in the messages', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => untranslated(readFileSync(path.join(SERVER, file), 'utf8')).map((one) => `${file}:${one}`));
  expect(found).toEqual([]);
});

describe('a sentence with a name or a number in it', () => {
  const say = sayIn('en');
  const keys = Object.keys(SENTENCES) as SentenceKey[];

  test('has a translation for each key of the servers, and none is left over', () => {
    expect(Object.keys(errors.named).sort()).toEqual([...keys].sort());
  });

  test.each(keys)('%s is in English what the server says', (key) => {
    for (const name of ['Carol Nguyen', 'O’Hara {x} <b>', ''])
      for (const count of [0, 1, 2, 8, 500]) {
        const english = (SENTENCES[key] as (values: { name: string; count: number }) => string)({ name, count });
        expect(say({ key: `errors.named.${key}`, values: { name, count } })).toBe(english);
      }
  });

  test.each(keys)('%s has what is in it in the other languages as well', (key) => {
    for (const locale of ['pt', 'fr'] as const) {
      const said = sayIn(locale)({ key: `errors.named.${key}`, values: { name: 'Carol Nguyen', count: 7 } });
      expect(said).toMatch(/Carol Nguyen|7/);
    }
  });
});
