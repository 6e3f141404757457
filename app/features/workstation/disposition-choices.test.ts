import { expect, test } from 'vitest';
import { type Disposition, Dispositions } from '../../../server/protocol/disposition.ts';
import { dispositionGroups, isCut, MOST_SHOWN, withRecent } from './disposition-choices.ts';

const leaf = (name: string): Disposition => ({ name, children: [] });
const tree = Dispositions.parse([
  { name: 'Order', children: [leaf('Placed'), leaf('Changed'), { name: 'Returned', children: [leaf('Broken'), leaf('Too late')] }] },
  leaf('Wrong number'),
  { name: 'Délivery', children: [leaf('Late'), leaf('Lost')] },
]);
const texts = (find: string, recent: string[] = []) =>
  dispositionGroups(tree, find, recent).map(({ kind, name, choices }) => [kind, name, choices.map((choice) => choice.text)]);

test('the tree is listed branch by branch, each choice with its whole path', () => {
  expect(texts('')).toEqual([
    ['branch', 'Order', ['Order › Placed', 'Order › Changed']],
    ['branch', 'Order › Returned', ['Order › Returned › Broken', 'Order › Returned › Too late']],
    ['branch', '', ['Wrong number']],
    ['branch', 'Délivery', ['Délivery › Late', 'Délivery › Lost']],
  ]);
});

test('what the agent chose last comes first, as far as this queue has it', () => {
  expect(texts('', ['Wrong number', 'Gone from the tree', 'Order › Placed'])[0]).toEqual([
    'recent',
    '',
    ['Wrong number', 'Order › Placed'],
  ]);
});

test('a short list needs no recent ones', () => {
  expect(dispositionGroups([leaf('Yes'), leaf('No')], '', ['No']).map(({ kind }) => kind)).toEqual(['branch']);
});

test.each([
  ['late', ['Délivery › Late', 'Order › Returned › Too late']],
  ['ret bro', ['Order › Returned › Broken']],
  ['delivery', ['Délivery › Late', 'Délivery › Lost']],
  ['NUMBER', ['Wrong number']],
])('%j finds by names along the path, without accents or capitals', (find, found) => {
  const names = dispositionGroups(tree, find, []).flatMap(({ choices }) => choices.map(({ text }) => text));
  expect(names.toSorted()).toEqual(found.toSorted());
});

test('a name that begins with what was typed stands before one that is found by its path', () => {
  const two = Dispositions.parse([{ name: 'Lost parcel', children: [leaf('Refunded')] }, leaf('Lost contact')]);
  expect(dispositionGroups(two, 'lost', [])[0]?.choices.map(({ text }) => text)).toEqual(['Lost contact', 'Lost parcel › Refunded']);
});

test('nothing found is an empty list', () => {
  expect(texts('elephant')).toEqual([]);
});

test('a tree of thousands is cut short until something is typed', () => {
  const huge = Array.from({ length: 30 }, (_, a) => ({ name: `A${a}`, children: Array.from({ length: 30 }, (__, b) => leaf(`B${b}`)) }));
  expect(dispositionGroups(huge, '', []).flatMap(({ choices }) => choices)).toHaveLength(MOST_SHOWN);
  expect([isCut(huge, ''), isCut(huge, 'B29'), isCut(tree, '')]).toEqual([true, false, false]);
  expect(dispositionGroups(huge, 'A29 B29', [])[0]?.choices[0]?.text).toBe('A29 › B29');
});

test('the latest choice is remembered once, and four at most', () => {
  expect(withRecent(['a', 'b', 'c', 'd'], 'c')).toEqual(['c', 'a', 'b', 'd']);
  expect(withRecent(['a', 'b', 'c', 'd'], 'e')).toEqual(['e', 'a', 'b', 'c']);
});
