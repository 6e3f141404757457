import { type Disposition, PATH_SEPARATOR } from '../../../../server/protocol/disposition-tree.ts';

/** A tree from its leaves, each a path in one line. */
export function treeOf(lines: readonly string[]): Disposition[] {
  const tree: Disposition[] = [];
  for (const line of lines) {
    let level = tree;
    for (const name of line.split(PATH_SEPARATOR)) {
      const there = level.find((one) => one.name === name && line.includes(PATH_SEPARATOR));
      const node = there ?? { name, children: [] };
      if (!there) level.push(node);
      level = node.children;
    }
  }
  return tree;
}
