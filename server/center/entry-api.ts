import { type Context, Hono } from 'hono';
import type { Catalog } from '../data/catalog.ts';
import { CLIENT_ADDRESS_HEADER } from '../http/addresses.ts';
import type { Auth } from '../http/auth.ts';
import { openCallerSettingsApi } from '../http/caller-settings-api.ts';
import { bodyOf, signedInAs } from '../http/requests.ts';
import { CallKey, LeaveLine, type Topics } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import type { OwnRouting } from './own-routing.ts';
import { type CenterWord, centerHeaders } from './word.ts';

/** Whoever asks has given up by then. */
const LIMIT_MS = 10_000;
/** Of an answer of the routing server, what is for the caller's page. */
const PASSED_ON = ['content-type', 'cache-control', 'retry-after', 'etag', 'accept-ranges', 'content-range', 'content-disposition'];

interface EntryApiOptions {
  catalog: Catalog;
  widgets: Pick<WidgetGuard, 'http' | 'keyOf'>;
  auth: Auth;
  /** null: nobody calls by this center's address. */
  own: () => OwnRouting | null;
  /** Of the routing server that decides; null while it can't be reached. */
  routingUrl: () => string | null;
  word: CenterWord;
  log: SocketLog;
}

/**
 * What pages ask for at a center that is the installation's: callers' pages at its own entry, and its agents'. The routing server answers it while it can be reached; what begins and ends a
 * call the center answers by itself else, and the rest is for later.
 */
export function openEntryApi({ catalog, widgets, auth, own, routingUrl, word, log }: EntryApiOptions): Hono {
  const app = new Hono();

  /** null: it can't be had now. */
  const askRouting = async (context: Context, agentId: string | null = null): Promise<Response | null> => {
    const base = routingUrl();
    if (base === null) return null;
    const { raw } = context.req;
    const { pathname, search } = new URL(raw.url);
    const header = (name: string) => {
      const value = context.req.header(name);
      return value === undefined ? {} : { [name]: value };
    };
    const changes = raw.method !== 'GET' && raw.method !== 'HEAD';
    try {
      const answer = await fetch(`${base}${pathname}${search}`, {
        method: raw.method,
        headers: {
          ...Object.assign({}, ...['content-type', 'accept-language', 'user-agent', 'range', 'if-none-match'].map(header)),
          ...centerHeaders(word, context.req.header(CLIENT_ADDRESS_HEADER) ?? '', agentId),
        },
        ...(changes && { body: await raw.clone().arrayBuffer() }),
        redirect: 'error',
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      const passed = PASSED_ON.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name) ?? '']] : []));
      return context.newResponse(answer.body, answer.status as 200, Object.fromEntries(passed));
    } catch (error) {
      log.warn({ err: error, path: pathname }, 'What a caller’s page asked for could not be handed on to the routing server');
      return null;
    }
  };
  const away = () => new Failure('unavailable', 'Nobody can be reached at the moment. Try again in a moment.');

  app.use('/api/widget/*', widgets.http);
  // By which a page finds that the network is there again, and how far the center is.
  app.get('/api/widget/probe', (context) => context.body(null, 204));
  app.route('/api/widget/settings', openCallerSettingsApi({ widgets }));
  app.get('/api/widget/topics', async (context) => {
    const { req } = context;
    const { queues } = widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    const answer = await askRouting(context);
    if (answer !== null) return answer;
    const topics = (await catalog.queues()).filter(({ id }) => queues === null || queues.includes(id));
    return context.json<Topics>({ topics: topics.map(({ id, name, takesTexts }) => ({ id, name, takesTexts })), centers: [] });
  });
  app.get('/api/widget/outlook', async (context) => {
    const answer = await askRouting(context);
    if (answer !== null) return answer;
    const routing = own();
    if (routing === null) throw away();
    const asked = new Request(`http://center/${new URL(context.req.url).search}`, { headers: context.req.raw.headers });
    return routing.outlook.fetch(asked);
  });
  app.post('/api/widget/leave', async (context) => {
    const key = await bodyOf(CallKey.extend(LeaveLine.shape), context);
    const routing = own();
    if (routing === null || !(await routing.has(key.callId))) return (await askRouting(context)) ?? refuse(away());
    await routing.leave(key);
    return context.json({});
  });
  // Left by callers of all centers: who works here returns them too, in their own name.
  for (const path of ['/api/messages', '/api/messages/*', '/api/blocks'])
    app.all(path, async (context) => {
      const { id } = await signedInAs(auth, ['agent'], context);
      return (await askRouting(context, id)) ?? refuse(away());
    });
  for (const path of ['/api/widget/*', '/api/callbacks/*']) app.all(path, async (context) => (await askRouting(context)) ?? refuse(away()));
  return app;
}

function refuse(failure: Failure): never {
  throw failure;
}
