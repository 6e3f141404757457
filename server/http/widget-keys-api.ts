import { type Context, Hono } from 'hono';
import type { AuditLog } from '../data/audit.ts';
import type { WidgetKeyStore } from '../data/widget-keys.ts';
import { OLD_SECRET_HOURS } from '../protocol/webhooks.ts';
import { type NewIdentitySecret, type WidgetKey, WidgetKeyInput, type WidgetKeys } from '../protocol/widget-keys.ts';
import { newSecret } from '../sockets/keys.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf, signedInAs } from './requests.ts';

export interface WidgetKeysApiOptions {
  auth: Auth;
  store: WidgetKeyStore;
  audit: AuditLog;
  /** A key was changed: who lets callers in looks at it anew. */
  onChanged: () => Promise<void>;
  now: () => number;
}

/** Keys of the widget, under /api/admin/widget-keys: for administrators. */
export function openWidgetKeysApi({ auth, store, audit, onChanged, now }: WidgetKeysApiOptions): Hono {
  const app = new Hono();
  const who = (context: Context) => signedInAs(auth, ['administrator'], context);
  const done = async (actor: { id: string; name: string }, key: WidgetKey, change: string) => {
    await onChanged();
    await audit.record({
      ...{ at: now(), actor, action: 'widget-key-changed', outcome: 'done', centerId: null },
      subject: { kind: 'widget-key', id: key.id, name: key.name },
      details: { change, sites: key.origins?.join(' ') ?? '*', enabled: key.enabled },
    });
  };

  app.get('/', async (context) => {
    await who(context);
    return context.json<WidgetKeys>({ keys: await store.list() });
  });
  app.post('/', async (context) => {
    const actor = await who(context);
    const key = await store.create(await bodyOf(WidgetKeyInput, context), now());
    await done(actor, key, 'created');
    return context.json<WidgetKey>(key);
  });
  app.patch('/:id', async (context) => {
    const actor = await who(context);
    const key = await store.change(idOf(context), await bodyOf(WidgetKeyInput, context));
    await done(actor, key, 'changed');
    return context.json<WidgetKey>(key);
  });
  app.delete('/:id', async (context) => {
    const actor = await who(context);
    await done(actor, await store.remove(idOf(context)), 'deleted');
    return context.json({});
  });
  app.post('/:id/secret', async (context) => {
    const actor = await who(context);
    const secret = newSecret();
    const key = await store.renewSecret(idOf(context), secret, now() + OLD_SECRET_HOURS * 60 * 60_000);
    await done(actor, key, 'secret renewed');
    return context.json<NewIdentitySecret>({ key, secret });
  });
  app.delete('/:id/old-secret', async (context) => {
    const actor = await who(context);
    const key = await store.endOldSecret(idOf(context));
    await done(actor, key, 'old secret ended');
    return context.json<WidgetKey>(key);
  });
  return app;
}
