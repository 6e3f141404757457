import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ZodType } from 'zod';
import type { Catalog } from '../data/catalog.ts';
import type { People } from '../data/people.ts';
import { type Me, PersonChange, PersonInput, QueueInput, type Role, SkillInput } from '../protocol/api.ts';
import type { ErrorCode, WireError } from '../protocol/common.ts';
import { CallKey } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import { parseError, type SocketLog } from '../sockets/handle.ts';
import { CLIENT_ADDRESS_HEADER } from './addresses.ts';
import type { Auth, SignedIn } from './auth.ts';

export interface ApiOptions {
  auth: Auth;
  catalog: Catalog;
  people: People;
  log: SocketLog;
  /** Demo accounts to show on the sign-in page; null when there are none. */
  demo: { password: string } | null;
  leaveCall: (key: CallKey) => Promise<void>;
  callsIn: (queueId: string) => number;
  health: () => object;
  /** Administrators have changed people or queues; the running systems take it up. */
  onPersonChanged: (id: string) => Promise<void>;
  onQueuesChanged: () => Promise<void>;
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
  unavailable: 503,
  internal: 500,
};

/** Everything under /api. */
export function openApi(options: ApiOptions): Hono {
  const { auth, catalog, people, log } = options;
  const app = new Hono();
  const perAddress = new RateLimiterMemory({ points: 600, duration: 60 });
  // A guesser is slowed down for the account, wherever they come from.
  const perAccount = new RateLimiterMemory({ points: 30, duration: 300 });

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

  app.use('*', async (context, next) => {
    try {
      await perAddress.consume(context.req.header(CLIENT_ADDRESS_HEADER) ?? '');
    } catch {
      throw new Failure('too-many', 'Too many requests. Wait a minute, then try again.');
    }
    await next();
  });
  app.use(
    '*',
    bodyLimit({
      maxSize: 64 * 1024,
      onError: () => {
        throw new Failure('bad-request', 'The request is too large');
      },
    }),
  );

  app.on(['GET', 'POST'], '/api/auth/*', async (context) => {
    if (context.req.path.endsWith('/sign-in/email')) {
      const body: unknown = await context.req.raw
        .clone()
        .json()
        .catch(() => null);
      const email = body && typeof body === 'object' && 'email' in body ? String(body.email).toLowerCase() : '';
      const tries = await perAccount.get(email);
      if (tries && tries.remainingPoints <= 0) throw new Failure('too-many', 'Too many tries. Wait five minutes, then try again.');
      const response = await auth.handler(context.req.raw);
      if (response.ok) await perAccount.delete(email);
      else await perAccount.consume(email).catch(() => {});
      return response;
    }
    return auth.handler(context.req.raw);
  });

  /** The handler of a signed-in request: who asks, what was sent, what comes back. */
  const as =
    <T>(roles: Role[], schema: ZodType<T> | null, run: (call: { who: SignedIn; body: T; id: string }) => Promise<object | undefined>) =>
    async (context: Context) => {
      const who = await auth.whoIs(context.req.raw.headers);
      if (!who) throw new Failure('not-signed-in', 'Sign in first');
      if (!roles.includes(who.role)) throw new Failure('forbidden', 'Your account may not do this');
      const body = schema ? parse(schema, await readJson(context)) : (undefined as T);
      return context.json((await run({ who, body, id: context.req.param('id') ?? '' })) ?? {});
    };
  const everybody: Role[] = ['agent', 'supervisor', 'administrator'];
  const administrators: Role[] = ['administrator'];

  app.get('/api/health', (context) => context.json(options.health()));
  app.get(
    '/api/me',
    as(everybody, null, async ({ who }): Promise<Me> => {
      const center = (await catalog.centers()).find((one) => one.id === who.centerId);
      return { ...who, centerName: center?.name ?? null };
    }),
  );
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

  app.get('/api/widget/topics', async (context) =>
    context.json({ topics: (await catalog.queues()).map(({ id, name }) => ({ id, name })) }),
  );
  app.post('/api/widget/leave', async (context) => {
    await options.leaveCall(parse(CallKey, await readJson(context)));
    return context.json({});
  });

  app.get(
    '/api/admin/centers',
    as(administrators, null, async () => ({ centers: await catalog.centers() })),
  );
  app.get(
    '/api/admin/skills',
    as(administrators, null, async () => ({ skills: await catalog.skills() })),
  );
  app.post(
    '/api/admin/skills',
    as(administrators, SkillInput, async ({ body }) => catalog.createSkill(body)),
  );
  app.patch(
    '/api/admin/skills/:id',
    as(administrators, SkillInput, async ({ body, id }) => {
      const skill = await catalog.changeSkill(id, body);
      for (const person of await people.list())
        if (person.skills.some((one) => one.skillId === id)) await options.onPersonChanged(person.id);
      return skill;
    }),
  );
  app.delete(
    '/api/admin/skills/:id',
    as(administrators, null, async ({ id }) => {
      await catalog.deleteSkill(id);
      return undefined;
    }),
  );
  app.get(
    '/api/admin/people',
    as(administrators, null, async () => ({ people: await people.list() })),
  );
  app.post(
    '/api/admin/people',
    as(administrators, PersonInput, async ({ body }) => {
      const person = await people.create(body);
      await options.onPersonChanged(person.id);
      return person;
    }),
  );
  app.patch(
    '/api/admin/people/:id',
    as(administrators, PersonChange, async ({ body, id }) => {
      const person = await people.change(id, body);
      if (!person.active || body.password !== undefined) await auth.endSessions(id);
      await options.onPersonChanged(id);
      return person;
    }),
  );
  app.get(
    '/api/admin/queues',
    as(administrators, null, async () => ({ queues: await catalog.queues() })),
  );
  app.post(
    '/api/admin/queues',
    as(administrators, QueueInput, async ({ body }) => {
      const queue = await catalog.createQueue(body);
      await options.onQueuesChanged();
      return queue;
    }),
  );
  app.patch(
    '/api/admin/queues/:id',
    as(administrators, QueueInput, async ({ body, id }) => {
      const queue = await catalog.changeQueue(id, body);
      await options.onQueuesChanged();
      return queue;
    }),
  );
  app.delete(
    '/api/admin/queues/:id',
    as(administrators, null, async ({ id }) => {
      const calls = options.callsIn(id);
      if (calls > 0)
        throw new Failure('conflict', `${calls} ${calls === 1 ? 'call is' : 'calls are'} in this queue. Delete it when they are over.`);
      await catalog.deleteQueue(id);
      await options.onQueuesChanged();
      return undefined;
    }),
  );
  return app;
}

function parse<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { message, field } = parseError(parsed.error);
  throw new Failure('bad-request', message, field);
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('bad-request', 'The request is not JSON');
  }
}
