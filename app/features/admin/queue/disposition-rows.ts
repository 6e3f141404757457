import { type Disposition, MAX_DEPTH, MAX_SIBLINGS } from '../../../../server/protocol/disposition-tree.ts';

/** The tree of dispositions as the lines of its editor, and what can be done to each. Pure: every change gives a new tree. */

/** Where a disposition stands: its index on each level, from the top. */
export type Place = readonly number[];

export interface DispositionRow {
  place: Place;
  name: string;
  /** "2.1": the first under the second. */
  number: string;
  /** Has others under it: agents choose one of those. */
  heading: boolean;
  canMoveUp: boolean;
  canMoveDown: boolean;
  canIndent: boolean;
  canOutdent: boolean;
}

export interface Changed {
  tree: Disposition[];
  /** Where the disposition stands now. */
  place: Place;
}

/** In the order in which they are read. */
export function rowsOf(tree: readonly Disposition[]): DispositionRow[] {
  return rowsUnder(tree, [], tree.length);
}

function rowsUnder(level: readonly Disposition[], above: Place, parentSiblings: number): DispositionRow[] {
  return level.flatMap((one, index) => {
    const place = [...above, index];
    const before = level[index - 1];
    const row: DispositionRow = {
      place,
      name: one.name,
      number: place.map((at) => at + 1).join('.'),
      heading: one.children.length > 0,
      canMoveUp: index > 0,
      canMoveDown: index < level.length - 1,
      canIndent: before !== undefined && before.children.length < MAX_SIBLINGS && place.length + height(one) <= MAX_DEPTH,
      canOutdent: above.length > 0 && parentSiblings < MAX_SIBLINGS,
    };
    return [row, ...rowsUnder(one.children, place, level.length)];
  });
}

/** How many levels it takes, its own included. */
const height = ({ children }: Disposition): number => 1 + Math.max(0, ...children.map(height));

export const at = (tree: readonly Disposition[], place: Place): Disposition | undefined =>
  place.slice(1).reduce<Disposition | undefined>((above, index) => above?.children[index], tree[place[0] ?? -1]);

export const rename = (tree: readonly Disposition[], place: Place, name: string): Disposition[] =>
  change(tree, place, (level, index) => level.map((one, nth) => (nth === index ? { ...one, name } : one)));

/** A new one, still without a name, after this one on its level; null: at the end of the top. */
export function addAfter(tree: readonly Disposition[], place: Place | null): Changed {
  const fresh: Disposition = { name: '', children: [] };
  if (place === null) return { tree: [...tree, fresh], place: [tree.length] };
  const next = sibling(place, 1);
  return { tree: change(tree, next, (level, index) => level.toSpliced(index, 0, fresh)), place: next };
}

/** With everything under it. */
export const remove = (tree: readonly Disposition[], place: Place): Disposition[] =>
  change(tree, place, (level, index) => level.toSpliced(index, 1));

/** Among those on its level. */
export function move(tree: readonly Disposition[], place: Place, by: -1 | 1): Changed {
  const one = at(tree, place);
  const next = sibling(place, by);
  if (!one || !at(tree, next)) return { tree: [...tree], place };
  return { tree: insert(remove(tree, place), next, one), place: next };
}

/** Under the one before it, as its last. */
export function indent(tree: readonly Disposition[], place: Place): Changed {
  const one = at(tree, place);
  const above = at(tree, sibling(place, -1));
  if (!one || !above) return { tree: [...tree], place };
  const next = [...sibling(place, -1), above.children.length];
  return { tree: insert(remove(tree, place), next, one), place: next };
}

/** Out of the one above it, to stand after that. */
export function outdent(tree: readonly Disposition[], place: Place): Changed {
  const one = at(tree, place);
  if (!one || place.length < 2) return { tree: [...tree], place };
  const next = sibling(place.slice(0, -1), 1);
  return { tree: insert(remove(tree, place), next, one), place: next };
}

const sibling = (place: Place, by: number): Place => place.with(-1, (place.at(-1) ?? 0) + by);

const insert = (tree: readonly Disposition[], place: Place, one: Disposition): Disposition[] =>
  change(tree, place, (level, index) => level.toSpliced(index, 0, one));

/** Changes the level on which a place is. */
function change(
  tree: readonly Disposition[],
  place: Place,
  level: (siblings: readonly Disposition[], index: number) => Disposition[],
): Disposition[] {
  const [index = 0, ...below] = place;
  if (below.length === 0) return level(tree, index);
  return tree.map((one, nth) => (nth === index ? { ...one, children: change(one.children, below, level) } : one));
}
