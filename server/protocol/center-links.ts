import { z } from 'zod';
import { CenterId } from './common.ts';
import { LinkKey } from './link-keys.ts';

/** The links of centers to the routing server, under /api/admin/center-links: for administrators. */
export const CenterLink = z.object({
  id: CenterId,
  name: z.string(),
  /** Those that are good, the youngest first: two while they are being changed. None: only the one that the installation derives. */
  keys: z.array(LinkKey),
  /** A CTI processor of this center is linked now. */
  linked: z.boolean(),
});
export type CenterLink = z.infer<typeof CenterLink>;
export const CenterLinks = z.object({ centers: z.array(CenterLink) });
export type CenterLinks = z.infer<typeof CenterLinks>;
/** The key is told once. */
export const CenterLinkKey = z.object({ center: CenterLink, key: z.string() });
export type CenterLinkKey = z.infer<typeof CenterLinkKey>;
