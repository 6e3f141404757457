import { z } from 'zod';
import { CenterId, Count, Time, text } from './common.ts';
import { LinkKey } from './link-keys.ts';
import { NodeId } from './media.ts';

/** Media servers on machines of their own, under /api/admin/media-nodes: for administrators. */
export const MediaNodeInput = z.object({
  name: text(80).trim().min(1, 'is empty'),
  centerId: CenterId.nullable(), // null: it serves all centers
  url: text(200).refine(isOrigin, 'is not an http:// or https:// address without a path'), // at which browsers reach it
});
export type MediaNodeInput = z.infer<typeof MediaNodeInput>;
export const NewMediaNodeInput = MediaNodeInput.extend({ id: NodeId });
export type NewMediaNodeInput = z.infer<typeof NewMediaNodeInput>;

/** `gone`: not linked, and what it had is elsewhere. `lost`: its link is down, and it may be back in a moment. */
export const MEDIA_NODE_STATES = ['up', 'draining', 'silent', 'lost', 'gone'] as const;
export type MediaNodeState = (typeof MEDIA_NODE_STATES)[number];

export const MediaNodeView = NewMediaNodeInput.extend({
  url: z.string(),
  /** Those that are good, the youngest first: two while they are being changed. */
  keys: z.array(LinkKey),
  createdAt: Time,
  state: z.enum(MEDIA_NODE_STATES),
  rooms: Count,
  parties: Count,
});
export type MediaNodeView = z.infer<typeof MediaNodeView>;
export const MediaNodes = z.object({ nodes: z.array(MediaNodeView) });
export type MediaNodes = z.infer<typeof MediaNodes>;
/** The key is told once. */
export const MediaNodeKey = z.object({ node: MediaNodeView, key: z.string() });
export type MediaNodeKey = z.infer<typeof MediaNodeKey>;

function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, href } = new URL(url);
  // Nothing that would end what it stands in: it goes into a header of pages.
  return /^https?:$/.test(protocol) && href === `${origin}/` && /^https?:\/\/[a-z0-9.:[\]-]+$/.test(origin);
}
