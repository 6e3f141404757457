import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Failure } from '../sockets/failure.ts';
import { isOwnOrigin } from './origin.ts';

/** Which requests are taken at all. */

const LARGEST_BODY = 64 * 1024;

const changesNothing = (context: Context) => context.req.method === 'GET' || context.req.method === 'HEAD';

/** Another site's page may send requests with our people's cookies. Callers' pages have shown a key, and cookies mean nothing there. */
export function ownPagesOnly(publicUrl: string | null): MiddlewareHandler {
  return async (context, next) => {
    const isCallers = context.req.path.startsWith('/api/widget/');
    if (!isCallers && !changesNothing(context) && !isOwnOrigin(context.req.header('origin'), context.req.header('host'), publicUrl))
      throw new Failure('forbidden', 'Requests from other sites are not taken');
    await next();
  };
}

/** Browsers send forms and plain text to other sites without asking them first; JSON they don't. */
export const jsonOnly: MiddlewareHandler = async (context, next) => {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const hasBody = Number(context.req.header('content-length') ?? 0) > 0 || context.req.header('transfer-encoding') !== undefined;
  if (!changesNothing(context) && hasBody && type !== 'application/json')
    throw new Failure('bad-request', 'Send JSON, with the content type application/json');
  await next();
};

/** What is not larger than any of our requests. */
export const smallOnly: MiddlewareHandler = bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLarge });

function refuseLarge(): never {
  throw new Failure('bad-request', 'The request is too large');
}
