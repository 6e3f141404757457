import { z } from 'zod';
import { text } from './common.ts';
import type { Disposition as Tree } from './disposition-tree.ts';

export { asTree, isLeaf, leaves, PATH_SEPARATOR, pathText } from './disposition-tree.ts';
export type Disposition = Tree;

export const MAX_DEPTH = 3;
const name = text(80)
  .trim()
  .min(1, 'is empty')
  .refine((value) => !value.includes('›'), 'holds ›, which stands between the levels');
export const Disposition: z.ZodType<Disposition, Disposition> = z.object({ name, children: z.array(z.lazy(() => Disposition)).max(30) });

const depth = ({ children }: Disposition): number => 1 + Math.max(0, ...children.map(depth));
const distinct = (all: readonly Disposition[]): boolean =>
  new Set(all.map((one) => one.name)).size === all.length && all.every((one) => distinct(one.children));

/** A queue's choices. */
export const Dispositions = z
  .array(Disposition)
  .min(1, 'is empty')
  .max(30)
  .refine((all) => all.every((one) => depth(one) <= MAX_DEPTH), `has more than ${MAX_DEPTH} levels`)
  .refine(distinct, 'names one twice on the same level');
export type Dispositions = z.infer<typeof Dispositions>;

/** Where the agent's choice leads to: names from the top down. */
export const DispositionPath = z.array(text(80)).min(1, 'is needed').max(MAX_DEPTH);
export type DispositionPath = z.infer<typeof DispositionPath>;
