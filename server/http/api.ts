import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Me, ROLES } from '../protocol/api.ts';
import type { ErrorCode, WireError } from '../protocol/common.ts';
import { CallKey, type Topics } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import { addressOf, isFromThisMachine } from './addresses.ts';
import { type AdminApiOptions, openAdminApi } from './admin-api.ts';
import { type CallsApiOptions, openCallsApi } from './calls-api.ts';
import { isOwnOrigin } from './origin.ts';
import { bodyOf, signedInAs } from './requests.ts';
import { SignInTries } from './sign-in-tries.ts';

export interface ApiOptions extends AdminApiOptions, CallsApiOptions {
  /** Requests of parts that bring their own, under their paths. They come before the others. */
  parts: readonly (readonly [path: string, app: Hono])[];
  /** Lets callers' pages in by their keys. */
  widgets: Pick<WidgetGuard, 'http' | 'keyOf'>;
  /** Where browsers find us, when a proxy asks us under another host. */
  publicUrl: string | null;
  log: SocketLog;
  /** Demo accounts to show on the sign-in page; null when there are none. */
  demo: { password: string } | null;
  leaveCall: (key: CallKey) => Promise<void>;
  /** `status` is for everybody, the rest for those who run the place. */
  health: () => { status: string; [detail: string]: unknown };
  /** One of this person's sessions has ended. */
  onSignedOut: (userId: string) => Promise<void>;
}

const STATUS: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503> = {
  'bad-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'stale-token': 409,
  conflict: 409,
  gap: 409,
  'too-many': 429,
  'proof-needed': 429,
  unavailable: 503,
  internal: 500,
};
const LARGEST_BODY = 64 * 1024;
const REQUESTS_A_MINUTE = 600;

/** Everything under /api. */
export function openApi(options: ApiOptions): Hono {
  const { auth, catalog, people, log } = options;
  const app = new Hono();

  const refuse = (context: Context, error: WireError) => context.json({ error }, STATUS[error.code]);
  app.onError((error, context) => {
    if (error instanceof Failure) {
      log.warn({ path: context.req.path, error: error.toWire() }, 'Request refused');
      return refuse(context, error.toWire());
    }
    log.error({ path: context.req.path, err: error }, 'Request failed');
    return refuse(context, { code: 'internal', message: 'Something went wrong on our side' });
  });
  app.notFound((context) => refuse(context, { code: 'not-found', message: 'There is nothing here' }));

  app.use('*', limitPerAddress());
  app.use('/api/widget/*', options.widgets.http);
  app.use('*', ownPagesOnly(options.publicUrl), jsonOnly, bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLarge }));

  // Of better-auth's many requests these three: no people are made, changed or listed by it.
  const tries = new SignInTries();
  app.post('/api/auth/sign-in/email', async (context) => {
    const { raw } = context.req;
    const sent: unknown = await raw
      .clone()
      .json()
      .catch(() => null);
    const email = sent !== null && typeof sent === 'object' && 'email' in sent ? sent.email : null;
    return tries.run(email, addressOf(context), () => auth.handler(raw));
  });
  app.post('/api/auth/sign-out', async (context) => {
    const who = await auth.whoIs(context.req.header('cookie'));
    const response = await auth.handler(context.req.raw);
    if (who) await options.onSignedOut(who.id);
    return response;
  });
  app.get('/api/auth/get-session', (context) => auth.handler(context.req.raw));

  app.get('/api/health', async (context) => {
    const { status, ...details } = options.health();
    // Also while nobody's session can be checked it must be seen that the program runs.
    const who = await auth.whoIs(context.req.header('cookie')).catch(() => null);
    const mayKnow = isFromThisMachine(context.req.raw.headers) || who?.role === 'supervisor' || who?.role === 'administrator';
    return context.json(mayKnow ? { status, ...details } : { status });
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
    // All media is at this address today; a center with media of its own will have a probe of its own.
    const centers = (await catalog.centers()).map(({ id }) => ({ id, probe: '/api/widget/probe' }));
    return context.json<Topics>({ topics, centers });
  });
  app.get('/api/widget/probe', (context) => context.body(null, 204));
  app.post('/api/widget/leave', async (context) => {
    await options.leaveCall(await bodyOf(CallKey, context));
    return context.json({});
  });

  for (const [path, part] of options.parts) app.route(path, part);
  app.route('/api/calls', openCallsApi(options));
  app.route('/api/admin', openAdminApi(options));
  return app;
}

function limitPerAddress(): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: 60 });
  return async (context, next) => {
    await limiter.consume(addressOf(context)).catch(() => {
      throw new Failure('too-many', 'Too many requests. Wait a minute, then try again.');
    });
    await next();
  };
}

const changesNothing = (context: Context) => context.req.method === 'GET' || context.req.method === 'HEAD';

/** Another site's page may send requests with our people's cookies. Callers' pages have shown a key, and cookies mean nothing there. */
function ownPagesOnly(publicUrl: string | null): MiddlewareHandler {
  return async (context, next) => {
    const isCallers = context.req.path.startsWith('/api/widget/');
    if (!isCallers && !changesNothing(context) && !isOwnOrigin(context.req.header('origin'), context.req.header('host'), publicUrl))
      throw new Failure('forbidden', 'Requests from other sites are not taken');
    await next();
  };
}

/** Browsers send forms and plain text to other sites without asking them first; JSON they don't. */
const jsonOnly: MiddlewareHandler = async (context, next) => {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const hasBody = Number(context.req.header('content-length') ?? 0) > 0 || context.req.header('transfer-encoding') !== undefined;
  if (!changesNothing(context) && hasBody && type !== 'application/json')
    throw new Failure('bad-request', 'Send JSON, with the content type application/json');
  await next();
};

function refuseLarge(): never {
  throw new Failure('bad-request', 'The request is too large');
}
