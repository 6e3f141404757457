import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Disposition, leaves, MAX_DEPTH, pathText } from '../../../../server/protocol/disposition-tree.ts';
import { addAfter, at, indent, move, outdent, type Place, remove, rename, rowsOf } from './disposition-rows.ts';

const tree = (...children: (string | Disposition)[]): Disposition[] =>
  children.map((one) => (typeof one === 'string' ? { name: one, children: [] } : one));
const branch = (name: string, ...children: (string | Disposition)[]): Disposition => ({ name, children: tree(...children) });

/** The names in their order, each as deep as it stands. */
const outline = (dispositions: readonly Disposition[]): string[] =>
  rowsOf(dispositions).map(({ place, name }) => '·'.repeat(place.length - 1) + name);

const sales = tree('Ordered', branch('Not now', 'Too expensive', branch('Elsewhere', 'In a shop')), 'Wrong number');

test('the lines of a tree, with what can be done to each', () => {
  const can = { canMoveUp: false, canMoveDown: false, canIndent: false, canOutdent: false };
  expect(rowsOf(sales)).toEqual([
    { place: [0], name: 'Ordered', number: '1', heading: false, ...can, canMoveDown: true },
    // Three levels already: there is no fourth.
    { place: [1], name: 'Not now', number: '2', heading: true, ...can, canMoveUp: true, canMoveDown: true },
    { place: [1, 0], name: 'Too expensive', number: '2.1', heading: false, ...can, canMoveDown: true, canOutdent: true },
    { place: [1, 1], name: 'Elsewhere', number: '2.2', heading: true, ...can, canMoveUp: true, canOutdent: true },
    { place: [1, 1, 0], name: 'In a shop', number: '2.2.1', heading: false, ...can, canOutdent: true },
    { place: [2], name: 'Wrong number', number: '3', heading: false, ...can, canMoveUp: true, canIndent: true },
  ]);
});

describe('a change gives', () => {
  test.each<[what: string, changed: { tree: Disposition[]; place?: Place }, lines: string[], place: Place | undefined]>([
    [
      'a new name',
      { tree: rename(sales, [1, 1, 0], 'On a market') },
      ['Ordered', 'Not now', '·Too expensive', '·Elsewhere', '··On a market', 'Wrong number'],
      undefined,
    ],
    [
      'one more after another',
      addAfter(sales, [1, 0]),
      ['Ordered', 'Not now', '·Too expensive', '·', '·Elsewhere', '··In a shop', 'Wrong number'],
      [1, 1],
    ],
    [
      'one more at the end',
      addAfter(sales, null),
      ['Ordered', 'Not now', '·Too expensive', '·Elsewhere', '··In a shop', 'Wrong number', ''],
      [3],
    ],
    ['one less, with what is under it', { tree: remove(sales, [1]) }, ['Ordered', 'Wrong number'], undefined],
    [
      'another order, with what is under it',
      move(sales, [1], -1),
      ['Not now', '·Too expensive', '·Elsewhere', '··In a shop', 'Ordered', 'Wrong number'],
      [0],
    ],
    ['nothing new at the end of a level', move(sales, [2], 1), outline(sales), [2]],
    [
      'one more under another',
      indent(sales, [2]),
      ['Ordered', 'Not now', '·Too expensive', '·Elsewhere', '··In a shop', '·Wrong number'],
      [1, 2],
    ],
    ['nothing new where nothing is above', indent(sales, [0]), outline(sales), [0]],
    [
      'one that stands after what it was under',
      outdent(sales, [1, 1, 0]),
      ['Ordered', 'Not now', '·Too expensive', '·Elsewhere', '·In a shop', 'Wrong number'],
      [1, 2],
    ],
    ['nothing new at the top', outdent(sales, [1]), outline(sales), [1]],
  ])('%s', (_, changed, lines, place) => {
    expect(outline(changed.tree)).toEqual(lines);
    expect(changed.place).toEqual(place);
  });
});

test('whatever is moved about, nothing is lost or doubled, and no tree is too deep', () => {
  const names = (all: readonly Disposition[]) =>
    rowsOf(all)
      .map(({ name }) => name)
      .toSorted();
  fc.assert(
    fc.property(fc.array(fc.record({ nth: fc.nat(), what: fc.nat(3) }), { maxLength: 60 }), (steps) => {
      let now = sales;
      for (const { nth, what } of steps) {
        const rows = rowsOf(now);
        const row = rows[nth % rows.length];
        if (!row) return;
        const name = row.name;
        const changed =
          what === 0 && row.canIndent
            ? indent(now, row.place)
            : what === 1 && row.canOutdent
              ? outdent(now, row.place)
              : what === 2
                ? move(now, row.place, 1)
                : move(now, row.place, -1);
        now = changed.tree;
        expect(at(now, changed.place)?.name).toBe(name);
        expect(names(now)).toEqual(names(sales));
        for (const { place } of rowsOf(now)) expect(place.length).toBeLessThanOrEqual(MAX_DEPTH);
      }
    }),
    { numRuns: 500 },
  );
});

test('only what has nothing under it is a choice', () => {
  expect(leaves(sales).map(pathText)).toEqual(['Ordered', 'Not now › Too expensive', 'Not now › Elsewhere › In a shop', 'Wrong number']);
});
