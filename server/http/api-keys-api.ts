import { Hono } from 'hono';
import type { ApiKeys } from '../data/api-keys.ts';
import type { AuditLog } from '../data/audit.ts';
import { ApiKeyInput, type ApiKeys as ApiKeyList, type NewApiKey } from '../protocol/api-keys.ts';
import { admission } from './admission.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf } from './requests.ts';

export interface ApiKeysApiOptions {
  auth: Auth;
  keys: ApiKeys;
  audit: AuditLog;
  /** A key has ended: what it holds open ends with it. */
  onEnded: (keyId: string) => void;
  now: () => number;
}

/** Keys of other programs, under /api/admin/keys: for administrators. */
export function openApiKeysApi({ auth, keys, audit, onEnded, now }: ApiKeysApiOptions): Hono {
  const app = new Hono();
  const admit = admission({ auth, audit, now, roles: ['administrator'], action: 'api-key-made', subject: 'api-key' });
  app.get('/', async (context) => {
    await admit(context);
    return context.json<ApiKeyList>({ keys: await keys.list() });
  });
  app.post('/', async (context) => {
    const who = await admit(context);
    const made = await keys.make(await bodyOf(ApiKeyInput, context), who, now());
    const { id, name, scopes, centers } = made.key;
    try {
      await audit.record({
        ...{ at: now(), actor: who, action: 'api-key-made', outcome: 'done', centerId: null },
        subject: { kind: 'api-key', id, name },
        details: { scopes: scopes.join(', '), centers: centers?.join(', ') ?? null },
      });
    } catch (error) {
      // A key that is not written down must not be good.
      await keys.end(id, now());
      throw error;
    }
    return context.json<NewApiKey>(made);
  });
  app.post('/:id/end', async (context) => {
    const who = await admit(context, 'api-key-ended');
    const key = await keys.end(idOf(context), now());
    onEnded(key.id);
    const subject = { kind: 'api-key', id: key.id, name: key.name } as const;
    await audit.record({ at: now(), actor: who, action: 'api-key-ended', outcome: 'done', centerId: null, subject });
    return context.json(key);
  });
  return app;
}
