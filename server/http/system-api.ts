import { Hono } from 'hono';
import type { SystemView } from '../protocol/system.ts';
import type { Auth } from './auth.ts';
import { signedInAs } from './requests.ts';

/** GET /api/admin/system, for administrators: the servers of the installation, and what links them. */
export function openSystemApi({ auth, look }: { auth: Auth; look: () => Promise<SystemView> }): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    await signedInAs(auth, ['administrator'], context);
    return context.json<SystemView>(await look());
  });
  return app;
}
