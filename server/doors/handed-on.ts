import type { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import { proxy } from 'hono/proxy';
import { CLIENT_ADDRESS_HEADER } from '../http/addresses.ts';
import { metricsAlone } from '../http/metrics-api.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { doorHeaders } from './word.ts';

/** A routing server that has just taken over answers within this time; until then a request waits rather than fails. */
const FIND_LIMIT_MS = 3000;
const LOOK_EVERY_MS = 150;

/** Where the routing server that decides is reached. */
export interface Decider {
  /** null: nobody decides at the moment. @param fresh looks it up anew */
  address(fresh: boolean): Promise<string | null>;
}

/**
 * Requests that the routing server answers, handed on to it by a web node. Nobody's request is sent twice unless it changes
 * nothing: what one did before the connection was lost is not known.
 */
export function handOn(options: {
  decider: Decider;
  doorKey: Buffer;
  /** Of this server itself: it answers all three whoever decides. */
  metricsApi: Hono;
  health: () => object;
  isReady: () => boolean;
  log: SocketLog;
}): Hono {
  const { decider, doorKey, log } = options;
  const app = new Hono();
  app.route('/', metricsAlone(options.metricsApi));
  app.get('/api/health', (context) => context.json(options.health()));
  app.get('/api/ready', (context) => (options.isReady() ? context.json({ status: 'ready' }) : nobody(context)));
  const send = (context: Context, base: string) => {
    const { host, [CLIENT_ADDRESS_HEADER]: address } = context.req.header();
    const url = new URL(context.req.url);
    return proxy(`${base}${url.pathname}${url.search}`, {
      raw: context.req.raw,
      headers: {
        ...context.req.header(),
        ...doorHeaders(doorKey, { headers: { host, [CLIENT_ADDRESS_HEADER]: address } } as Pick<IncomingMessage, 'headers'>),
        host: undefined,
      },
      redirect: 'manual',
    } as Parameters<typeof proxy>[1]);
  };
  app.all('*', async (context) => {
    const mayRepeat = context.req.method === 'GET' || context.req.method === 'HEAD';
    const until = performance.now() + FIND_LIMIT_MS;
    // What can't be sent twice goes to nobody who is known from earlier alone.
    for (let fresh = !mayRepeat; ; fresh = true) {
      const base = await decider.address(fresh).catch(() => null);
      try {
        if (base !== null) return await send(context, base);
      } catch (error) {
        if (!mayRepeat) {
          log.warn({ err: error, path: context.req.path }, 'A request could not be handed on');
          break;
        }
      }
      if (performance.now() > until) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return nobody(context);
  });
  return app;
}

function nobody(context: Context): Response {
  const error = { code: 'unavailable', message: 'Nobody can be reached at the moment. Try again in a moment.' };
  return context.json({ error }, 503, { 'retry-after': '1' });
}
