import { z } from 'zod';
import { text } from './common.ts';
import { leaves, MAX_DEPTH, MAX_LEAVES, MAX_SIBLINGS, type Disposition as Tree } from './disposition-tree.ts';

export { asTree, isLeaf, leaves, PATH_SEPARATOR, pathText } from './disposition-tree.ts';
export type Disposition = Tree;

const name = text(80)
  .trim()
  .min(1, 'is empty')
  .refine((value) => !value.includes('›'), 'holds ›, which stands between the levels');
/** Level by level, not by recursion: what is nested without end is refused at the first level too many. */
const below = (levels: number): z.ZodType<Disposition[], Disposition[]> =>
  levels === 0
    ? z.array(z.custom<Disposition>()).max(0, `has more than ${MAX_DEPTH} levels`)
    : z.array(z.object({ name, children: below(levels - 1) })).max(MAX_SIBLINGS, `has more than ${MAX_SIBLINGS} on one level`);
export const Disposition: z.ZodType<Disposition, Disposition> = z.object({ name, children: below(MAX_DEPTH - 1) });

const distinct = (all: readonly Disposition[]): boolean =>
  new Set(all.map((one) => one.name)).size === all.length && all.every((one) => distinct(one.children));

/** A queue's choices. */
export const Dispositions = z
  .array(Disposition)
  .min(1, 'is empty')
  .max(MAX_SIBLINGS, `has more than ${MAX_SIBLINGS} on one level`)
  .refine((all) => leaves(all).length <= MAX_LEAVES, `has more than ${MAX_LEAVES} choices`)
  .refine(distinct, 'names one twice on the same level');
export type Dispositions = z.infer<typeof Dispositions>;

/** Where the agent's choice leads to: names from the top down. */
export const DispositionPath = z.array(text(80)).min(1, 'is needed').max(MAX_DEPTH);
export type DispositionPath = z.infer<typeof DispositionPath>;
