import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Ratings } from '../data/ratings.ts';
import { RateCall, type RatingsPage, RatingsQuery } from '../protocol/ratings.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface RatingsApiOptions {
  auth: Auth;
  ratings: Ratings;
  now: () => number;
  /** Ratings that one address may send in a minute. */
  perMinute: number;
}

/** /api/widget/rating for whoever has the key of the conversation; /api/ratings for those who supervise its center. */
export function openRatingsApi({ auth, ratings, now, perMinute }: RatingsApiOptions): Hono {
  const app = new Hono();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });

  app.post('/widget/rating', async (context) => {
    await limiter.consume(addressOf(context)).catch(() => {
      throw new Failure('too-many', 'Too many ratings were sent from your address. Wait a minute, then try again.');
    });
    await ratings.rate(await bodyOf(RateCall, context), now());
    return context.json({});
  });
  app.get('/ratings', async (context) => {
    const { role, centerId, supervises } = await signedInAs(auth, ['supervisor', 'administrator'], context);
    const query = parse(RatingsQuery, context.req.query());
    const centers = role === 'administrator' ? null : [...(centerId === null ? [] : [centerId]), ...supervises];
    return context.json<RatingsPage>(await ratings.page(query, centers));
  });
  return app;
}
