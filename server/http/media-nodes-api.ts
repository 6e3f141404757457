import { type Context, Hono } from 'hono';
import type { AuditLog } from '../data/audit.ts';
import { keyIdOf } from '../data/link-key-facts.ts';
import type { MediaNodeStore, StoredNode } from '../data/media-nodes.ts';
import type { NodeStatus } from '../media/node-book.ts';
import { MediaNodeInput, type MediaNodeKey, type MediaNodes, type MediaNodeView, NewMediaNodeInput } from '../protocol/media-nodes.ts';
import { hashKey } from '../sockets/keys.ts';
import { admission } from './admission.ts';
import type { Auth, SignedIn } from './auth.ts';
import { keyViews } from './link-key-views.ts';
import { bodyOf, idOf } from './requests.ts';

export interface MediaNodesApiOptions {
  auth: Auth;
  store: MediaNodeStore;
  audit: AuditLog;
  /** How those are that media knows of. */
  statuses: () => readonly NodeStatus[];
  /** The hash of the key by which a node is linked now; null: it is not. */
  linkedBy: (id: string) => string | null;
  /** A node, or its keys, are other than they were: what is not right any more ends at once. */
  onChanged: (id: string) => Promise<void>;
  now: () => number;
}

type Change = 'created' | 'changed' | 'secret renewed' | 'old secret ended' | 'secret ended' | 'deleted';

/** Media servers on machines of their own, under /api/admin/media-nodes: for administrators. */
export function openMediaNodesApi({ auth, store, audit, statuses, linkedBy, onChanged, now }: MediaNodesApiOptions): Hono {
  const app = new Hono();
  const admit = admission({ auth, audit, now, roles: ['administrator'], action: 'media-node-changed', subject: 'media-node' });
  const madeBy = ({ id, name }: SignedIn) => ({ id, name, now: now() });
  const view = (node: StoredNode): MediaNodeView => {
    const { state, rooms, parties } = statuses().find(({ id }) => id === node.id) ?? { state: 'gone', rooms: 0, parties: 0 };
    return { ...node, keys: keyViews(node.keys, linkedBy(node.id)), state, rooms, parties };
  };
  const done = async (who: SignedIn, change: Change, { id, name, centerId, url }: StoredNode) => {
    await onChanged(id);
    await audit.record({
      ...{ at: now(), actor: who, action: 'media-node-changed', outcome: 'done', centerId },
      subject: { kind: 'media-node', id, name },
      details: { change, host: url },
    });
  };
  /** A key that is not written down must not be good. */
  const newKey = async (
    context: Context,
    who: SignedIn,
    change: Change,
    made: { node: StoredNode; key: string },
    undo: () => Promise<unknown>,
  ) => {
    try {
      await done(who, change, made.node);
    } catch (error) {
      await undo();
      await onChanged(made.node.id);
      throw error;
    }
    return context.json<MediaNodeKey>({ node: view(made.node), key: made.key });
  };

  app.get('/', async (context) => {
    await admit(context);
    return context.json<MediaNodes>({ nodes: (await store.list()).map(view) });
  });
  app.post('/', async (context) => {
    const who = await admit(context);
    const made = await store.add(await bodyOf(NewMediaNodeInput, context), madeBy(who));
    return newKey(context, who, 'created', made, () => store.remove(made.node.id));
  });
  app.patch('/:id', async (context) => {
    const who = await admit(context);
    const node = await store.change(idOf(context), await bodyOf(MediaNodeInput, context));
    await done(who, 'changed', node);
    return context.json<MediaNodeView>(view(node));
  });
  app.post('/:id/keys', async (context) => {
    const who = await admit(context);
    const made = await store.addKey(idOf(context), madeBy(who));
    return newKey(context, who, 'secret renewed', made, () => store.endKey(made.node.id, keyIdOf(hashKey(made.key))));
  });
  app.post('/:id/keys/end-old', async (context) => {
    const who = await admit(context);
    const node = await store.endOldKeys(idOf(context));
    await done(who, 'old secret ended', node);
    return context.json<MediaNodeView>(view(node));
  });
  app.delete('/:id/keys/:key', async (context) => {
    const who = await admit(context);
    const node = await store.endKey(idOf(context), context.req.param('key'));
    await done(who, 'secret ended', node);
    return context.json<MediaNodeView>(view(node));
  });
  app.delete('/:id', async (context) => {
    const who = await admit(context);
    const node = await store.remove(idOf(context));
    await done(who, 'deleted', node);
    return context.json({});
  });
  return app;
}
