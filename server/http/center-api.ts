import { Hono } from 'hono';
import type { Catalog } from '../data/catalog.ts';
import { type Me, ROLES } from '../protocol/api.ts';
import { Failure, isCounted } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Auth } from './auth.ts';
import { jsonOnly, ownPagesOnly, smallOnly } from './own-requests.ts';
import { signedInAs } from './requests.ts';
import { addSignIn } from './sign-in-api.ts';
import { STATUS } from './status.ts';

/** Everything under /api at a center on machines of its own: what its agents' pages ask for besides their workstation's socket. */
export function openCenterApi(options: {
  auth: Auth;
  catalog: Pick<Catalog, 'centers'>;
  /** Where browsers find us, when a proxy asks us under another host. */
  publicUrl: string | null;
  health: () => object;
  onSignedOut: (userId: string) => Promise<void>;
  /** GET /metrics */
  metricsApi: Hono;
  /** What callers' pages ask for at the center's own entry. */
  entry: Hono;
  log: SocketLog;
}): Hono {
  const { auth, catalog, log } = options;
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof Failure) {
      if (!isCounted(error)) log.warn({ path: context.req.path, error: error.toWire() }, 'Request refused');
      return context.json({ error: error.toWire() }, STATUS[error.code]);
    }
    log.error({ path: context.req.path, err: error }, 'Request failed');
    return context.json({ error: { code: 'internal', message: 'Something went wrong on our side' } }, 500);
  });
  app.notFound((context) => context.json({ error: { code: 'not-found', message: 'There is nothing here' } }, 404));
  app.use('*', ownPagesOnly(options.publicUrl), jsonOnly, smallOnly);
  addSignIn(app, options);
  app.route('/metrics', options.metricsApi);
  app.get('/api/health', (context) => context.json(options.health()));
  // Its agents work by it also while the routing server is away.
  app.get('/api/ready', (context) => context.json({ status: 'ready' }));
  app.get('/api/me', async (context) => {
    const { supervises: _, ...who } = await signedInAs(auth, ROLES, context);
    const [center] = await catalog.centers();
    return context.json<Me>({ ...who, centerName: center?.name ?? null });
  });
  app.route('/', options.entry);
  return app;
}
