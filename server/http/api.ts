import { type Context, Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import { type Me, ROLES } from '../protocol/api.ts';
import type { WireError } from '../protocol/common.ts';
import { CallKey, LeaveLine, type Topics } from '../protocol/widget.ts';
import { Failure, isCounted } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import { addressOf, isFromThisMachine } from './addresses.ts';
import { type AdminApiOptions, openAdminApi } from './admin-api.ts';
import { type CallsApiOptions, openCallsApi } from './calls-api.ts';
import { jsonOnly, ownPagesOnly, smallOnly } from './own-requests.ts';
import { bodyOf, signedInAs } from './requests.ts';
import { addSignIn } from './sign-in-api.ts';
import { STATUS } from './status.ts';

export interface ApiOptions extends AdminApiOptions, CallsApiOptions {
  /** Requests of parts that bring their own, under their paths. They come before the others. */
  parts: readonly (readonly [path: string, app: Hono])[];
  /** What takes something else than JSON, and limits it by itself. */
  uploads: readonly (readonly [path: string, app: Hono])[];
  /** Where a center's media is reached, an origin; '' where the page comes from. */
  probeOf: (centerId: string) => string;
  /** Lets callers' pages in by their keys. */
  widgets: Pick<WidgetGuard, 'http' | 'keyOf'>;
  /** How much one address asks for. */
  enter: Enter;
  /** One that was refused counts for what its address sends; false: its connection ends. */
  mayGoOn: (address: string) => boolean;
  /** Where browsers find us, when a proxy asks us under another host. */
  publicUrl: string | null;
  log: SocketLog;
  /** Demo accounts to show on the sign-in page; null when there are none. */
  demo: { password: string } | null;
  leaveCall: (key: CallKey & LeaveLine) => Promise<void>;
  /** `status` is for everybody, the rest for those who run the place. */
  /** Whether new calls are taken. */
  isReady: () => boolean;
  health: () => { status: string; [detail: string]: unknown };
  /** One of this person's sessions has ended. */
  onSignedOut: (userId: string) => Promise<void>;
}

/** Everything under /api. */
export function openApi(options: ApiOptions): Hono {
  const { auth, catalog, people, log } = options;
  const app = new Hono();

  const refuse = (context: Context, error: WireError) => {
    // For programs; people read it in the sentence.
    if (error.code === 'too-many' && typeof error.values?.count === 'number') context.header('Retry-After', String(error.values.count));
    if (error.code === 'too-many' && !options.mayGoOn(addressOf(context))) context.header('Connection', 'close');
    return context.json({ error }, STATUS[error.code]);
  };
  app.onError((error, context) => {
    if (error instanceof Failure) {
      if (!isCounted(error)) log.warn({ path: context.req.path, error: error.toWire() }, 'Request refused');
      return refuse(context, error.toWire());
    }
    log.error({ path: context.req.path, err: error }, 'Request failed');
    return refuse(context, { code: 'internal', message: 'Something went wrong on our side' });
  });
  app.notFound((context) => refuse(context, { code: 'not-found', message: 'There is nothing here' }));

  app.use('*', async (context, next) => {
    await options.enter('request', { address: addressOf(context) });
    await next();
  });
  app.use('/api/widget/*', options.widgets.http);
  app.use('*', ownPagesOnly(options.publicUrl));
  for (const [path, upload] of options.uploads) app.route(path, upload);
  app.use('*', jsonOnly, smallOnly);

  addSignIn(app, options);

  app.get('/api/health', async (context) => {
    const { status, ...details } = options.health();
    // Also while nobody's session can be checked it must be seen that the program runs.
    const who = await auth.whoIs(context.req.header('cookie')).catch(() => null);
    const mayKnow = isFromThisMachine(context.req.raw.headers) || who?.role === 'supervisor' || who?.role === 'administrator';
    return context.json(mayKnow ? { status, ...details } : { status });
  });
  app.get('/api/ready', (context) => {
    if (options.isReady()) return context.json({ status: 'ready' });
    return refuse(context, { code: 'unavailable', message: 'Nobody can be reached at the moment. Try again in a moment.' });
  });
  app.get('/api/me', async (context) => {
    const { supervises: _, ...who } = await signedInAs(auth, ROLES, context);
    const center = (await catalog.centers()).find((one) => one.id === who.centerId);
    return context.json<Me>({ ...who, centerName: center?.name ?? null });
  });
  app.get('/api/demo-accounts', async (context) => {
    if (!options.demo) throw new Failure('not-found', 'There are no demo accounts');
    const centers = new Map((await catalog.centers()).map((center) => [center.id, center.name]));
    const accounts = (await people.listDemo()).map(({ email, role, name, centerId }) => ({
      email,
      role,
      name,
      centerName: centers.get(centerId ?? '') ?? null,
    }));
    return context.json({ accounts, password: options.demo.password });
  });

  app.get('/api/widget/topics', async (context) => {
    const { req } = context;
    const { queues } = options.widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    const all = (await catalog.queues()).map(({ id, name, takesTexts }) => ({ id, name, takesTexts }));
    const topics = all.filter(({ id }) => queues === null || queues.includes(id));
    const centers = (await catalog.centers()).map(({ id }) => ({ id, probe: `${options.probeOf(id)}/api/widget/probe` }));
    return context.json<Topics>({ topics, centers });
  });
  app.get('/api/widget/probe', (context) => context.body(null, 204));
  app.post('/api/widget/leave', async (context) => {
    await options.leaveCall(await bodyOf(CallKey.extend(LeaveLine.shape), context));
    return context.json({});
  });

  for (const [path, part] of options.parts) app.route(path, part);
  app.route('/api/calls', openCallsApi(options));
  app.route('/api/admin', openAdminApi(options));
  return app;
}
