/** Dispositions as a tree, without the schema library: a workstation shows them before it has anything to parse. */

/** How a call ended, as a queue's tree of choices: a branch has children, a leaf is what an agent chooses. */
export interface Disposition {
  name: string;
  children: Disposition[];
}
export const MAX_DEPTH = 3;
/** On one level, under one heading. */
export const MAX_SIBLINGS = 30;
/** Choices of a queue, over all of its levels. */
export const MAX_LEAVES = 200;
/** Between the names of a path, as it is stored and shown: "Order › Returned". */
export const PATH_SEPARATOR = ' › ';

/** Every leaf as its path from the top, in the order of the tree. */
export function leaves(all: readonly Disposition[], above: readonly string[] = []): string[][] {
  return all.flatMap(({ name: own, children }) => {
    const path = [...above, own];
    return children.length === 0 ? [path] : leaves(children, path);
  });
}

/** A path in one line. */
export const pathText = (path: readonly string[]): string => path.join(PATH_SEPARATOR);

export const isLeaf = (all: readonly Disposition[], path: readonly string[]): boolean =>
  leaves(all).some((leaf) => leaf.length === path.length && leaf.every((name, index) => name === path[index]));

/** What was stored before there were trees is a list of names: each is a leaf. */
export const asTree = (stored: readonly (string | Disposition)[]): Disposition[] =>
  stored.map((one) => (typeof one === 'string' ? { name: one, children: [] } : one));
