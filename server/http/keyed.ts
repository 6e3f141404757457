import type { Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ApiKeys } from '../data/api-keys.ts';
import type { ApiKey, ApiScope } from '../protocol/api-keys.ts';
import { Failure } from '../sockets/failure.ts';

export const REQUESTS_A_MINUTE = 300;

/** Who asks with a key, and whether it may. */
export type KeyOf = (context: Context, scope: ApiScope) => Promise<ApiKey>;

/**
 * @returns finds the key of a request (`Authorization: Bearer …`), and takes one request off what it may ask in a minute.
 * It throws a Failure: `not-signed-in` without a key that is good, `forbidden` when it lacks the scope, `too-many`.
 */
export function keyFinder(keys: ApiKeys, now: () => number, perMinute = REQUESTS_A_MINUTE): KeyOf {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (context, scope) => {
    const [, secret] = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (secret === undefined) throw new Failure('not-signed-in', 'Show a key: Authorization: Bearer <key>');
    const key = await keys.find(secret, now());
    if (!key) throw new Failure('not-signed-in', 'This key is not known, or has ended');
    await limiter.consume(key.id).catch(() => {
      throw new Failure('too-many', 'Too many requests with this key. Wait a minute, then try again.');
    });
    if (!key.scopes.includes(scope)) throw new Failure('forbidden', `This key does not have the scope ${scope}`, 'scope');
    return key;
  };
}
