import { z } from 'zod';
import { Time } from './common.ts';

/** A key by which a center or a media server links: good until an administrator ends it, or makes two younger ones. */
export const LinkKey = z.object({
  id: z.string(), // names it, and opens nothing
  /** null: the one that the installation derives for a center, which nobody was shown. */
  hint: z.string().nullable(), // its last four characters
  /** null: the installation's own, or made by an older version, which did not write it down. */
  madeAt: Time.nullable(),
  madeBy: z.string().nullable(),
  usedAt: Time.nullable(), // when a link by it was opened or ended last
  inUse: z.boolean(), // the link that there is now was opened by it
  derived: z.boolean(), // the one that the installation derives for a center
});
export type LinkKey = z.infer<typeof LinkKey>;
