import { describe, expect, test } from 'vitest';
import { asTree, type Disposition, Dispositions, isLeaf, leaves, pathText } from './disposition.ts';
import { MAX_LEAVES, MAX_SIBLINGS } from './disposition-tree.ts';

const leaf = (name: string): Disposition => ({ name, children: [] });
const branch = (name: string, ...children: Disposition[]): Disposition => ({ name, children });
const many = (count: number, make: (nth: number) => Disposition) => Array.from({ length: count }, (_, nth) => make(nth));

const nested = (levels: number): Disposition => (levels === 1 ? leaf('x') : branch('x', nested(levels - 1)));

describe('a queue’s dispositions', () => {
  test('are a tree of three levels, with its names trimmed', () => {
    expect(Dispositions.parse([branch(' Order ', leaf('Placed '))])).toEqual([branch('Order', leaf('Placed'))]);
    expect(Dispositions.safeParse([nested(3)]).success).toBe(true);
  });

  test.each<[what: string, value: unknown, field: string, message: RegExp]>([
    ['none', [], '', /is empty/],
    ['one without a name', [branch('Order', leaf(' '))], '0.children.0.name', /is empty/],
    ['the separator in a name', [leaf('Order › Placed')], '0.name', /stands between/],
    ['four levels', [nested(4)], '0.children.0.children.0.children', /3 levels/],
    ['levels without end', [nested(2000)], '0.children.0.children.0.children', /3 levels/],
    ['a name twice on a level', [branch('Order', leaf('Placed'), leaf('Placed'))], '', /twice/],
    ['too many on a level', many(MAX_SIBLINGS + 1, (nth) => leaf(`x${nth}`)), '', /on one level/],
    ['too many in all', many(8, (nth) => branch(`x${nth}`, ...many(MAX_LEAVES / 8 + 1, (at) => leaf(`y${at}`)))), '', /choices/],
    ['a list of names', ['Sold'], '0', /object/],
  ])('%s is refused at the field', (_, value, field, message) => {
    const { error } = Dispositions.safeParse(value);
    expect(error?.issues[0]?.path.join('.')).toBe(field);
    expect(error?.issues[0]?.message).toMatch(message);
  });
});

test('the choices are the leaves, by their paths', () => {
  const tree = [leaf('Sold'), branch('Not now', leaf('Too expensive'))];
  expect(leaves(tree).map(pathText)).toEqual(['Sold', 'Not now › Too expensive']);
  expect([['Sold'], ['Not now', 'Too expensive']].every((path) => isLeaf(tree, path))).toBe(true);
  for (const path of [['Not now'], ['Too expensive'], [], ['Sold', 'Sold']]) expect(isLeaf(tree, path)).toBe(false);
});

test('a list of names, as it was stored before there were trees, is read as leaves', () => {
  expect(asTree(['Sold', branch('Not now', leaf('Too expensive'))])).toEqual([leaf('Sold'), branch('Not now', leaf('Too expensive'))]);
});
