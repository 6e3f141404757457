import { Hono } from 'hono';
import type { AuditLog } from '../data/audit.ts';
import { keyIdOf } from '../data/link-key-facts.ts';
import type { LinkedCenter, LinkKeyStore } from '../data/link-keys.ts';
import type { LinkedMachines } from '../data/linked-machines.ts';
import type { CenterLink, CenterLinkKey, CenterLinks } from '../protocol/center-links.ts';
import { hashKey } from '../sockets/keys.ts';
import { admission } from './admission.ts';
import type { Auth, SignedIn } from './auth.ts';
import { keyViews } from './link-key-views.ts';
import { idOf } from './requests.ts';

export interface CenterLinksApiOptions {
  auth: Auth;
  store: LinkKeyStore;
  audit: AuditLog;
  link: {
    /** The hash of the key by which this center is linked now; null: it is not. */
    linkedBy(centerId: string): string | null;
    /** Keys of this center are other than they were: a link whose key is not good any more ends at once. */
    recheck(centerId: string): Promise<void>;
  };
  /** What machines said of themselves. */
  machines: Pick<LinkedMachines, 'forget'>;
  now: () => number;
}

type Change = 'secret renewed' | 'old secret ended' | 'secret ended' | 'deleted';

/** The keys by which centers link, under /api/admin/center-links: for administrators. */
export function openCenterLinksApi({ auth, store, audit, link, machines, now }: CenterLinksApiOptions): Hono {
  const app = new Hono();
  const admit = admission({ auth, audit, now, roles: ['administrator'], action: 'link-key-changed', subject: 'center' });
  const view = (center: LinkedCenter): CenterLink => {
    const linkedBy = link.linkedBy(center.id);
    return { ...center, keys: keyViews(center.keys, linkedBy), linked: linkedBy !== null };
  };
  const done = async (who: SignedIn, change: Change, { id, name, keys }: LinkedCenter) => {
    await link.recheck(id);
    // Then the installation runs it.
    if (keys.every(({ derived }) => derived)) await machines.forget('center', id);
    await audit.record({
      ...{ at: now(), actor: who, action: 'link-key-changed', outcome: 'done', centerId: id },
      subject: { kind: 'center', id, name },
      details: { change },
    });
  };

  app.get('/', async (context) => {
    await admit(context);
    return context.json<CenterLinks>({ centers: (await store.list()).map(view) });
  });
  app.post('/:id/keys', async (context) => {
    const who = await admit(context);
    const { center, key } = await store.addKey(idOf(context), { id: who.id, name: who.name, now: now() });
    try {
      await done(who, 'secret renewed', center);
    } catch (error) {
      // A key that is not written down must not be good.
      await store.endKey(center.id, keyIdOf(hashKey(key)));
      await link.recheck(center.id);
      throw error;
    }
    return context.json<CenterLinkKey>({ center: view(center), key });
  });
  app.post('/:id/keys/end-old', async (context) => {
    const who = await admit(context);
    const center = await store.endOldKeys(idOf(context));
    await done(who, 'old secret ended', center);
    return context.json<CenterLink>(view(center));
  });
  app.delete('/:id/keys/:key', async (context) => {
    const who = await admit(context);
    const center = await store.endKey(idOf(context), context.req.param('key'));
    await done(who, 'secret ended', center);
    return context.json<CenterLink>(view(center));
  });
  app.delete('/:id/keys', async (context) => {
    const who = await admit(context);
    const center = await store.endAllKeys(idOf(context));
    await done(who, 'deleted', center);
    return context.json<CenterLink>(view(center));
  });
  return app;
}
