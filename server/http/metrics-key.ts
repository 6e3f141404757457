import type { Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Failure } from '../sockets/failure.ts';
import { hashKey, keyMatches } from '../sockets/keys.ts';
import { REQUESTS_A_MINUTE } from './keyed.ts';

/**
 * Who may ask for metrics where there are none of the installation's keys: whoever shows the one key of a setting.
 * @param key null: nobody from another machine
 * @returns throws a Failure: `not-signed-in` without that key, `too-many`
 */
export function metricsKey(key: string | null): (context: Context) => Promise<void> {
  const hash = key === null ? null : hashKey(key);
  const limiter = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: 60 });
  return async (context) => {
    const [, shown] = /^Bearer +(\S{1,200})$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (shown === undefined) throw new Failure('not-signed-in', 'Show a key: Authorization: Bearer <key>');
    if (hash === null || !keyMatches(shown, hash)) throw new Failure('not-signed-in', 'This key is not known, or has ended');
    await limiter.consume('key').catch(() => {
      throw new Failure('too-many', 'Too many requests with this key. Wait a minute, then try again.');
    });
  };
}
