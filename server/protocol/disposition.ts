import { z } from 'zod';
import { text } from './common.ts';

/** How a call ended, as a queue's tree of choices: a branch has children, a leaf is what an agent chooses. */
export interface Disposition {
  name: string;
  children: Disposition[];
}
export const MAX_DEPTH = 3;
/** Between the names of a path, as it is stored and shown: "Order › Returned". */
export const PATH_SEPARATOR = ' › ';

const name = text(80)
  .trim()
  .min(1, 'is empty')
  .refine((value) => !value.includes('›'), 'holds ›, which stands between the levels');
export const Disposition: z.ZodType<Disposition> = z.object({ name, children: z.array(z.lazy(() => Disposition)).max(30) });

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

/** Every leaf as its path from the top, in the order of the tree. */
export function leaves(all: readonly Disposition[], above: readonly string[] = []): string[][] {
  return all.flatMap(({ name: own, children }) => {
    const path = [...above, own];
    return children.length === 0 ? [path] : leaves(children, path);
  });
}

/** A path in one line. */
export const pathText = (path: readonly string[]): string => path.join(PATH_SEPARATOR);
