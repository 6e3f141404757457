import { Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import type { Ratings } from '../data/ratings.ts';
import { RateCall, type RatingsPage, RatingsQuery } from '../protocol/ratings.ts';
import type { Note } from '../routing/service.ts';
import { parse } from '../sockets/parse.ts';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface RatingsApiOptions {
  auth: Auth;
  ratings: Ratings;
  now: () => number;
  /** How often they are sent. */
  enter: Enter;
  note: Note;
}

/** /api/widget/rating for whoever has the key of the conversation; /api/ratings for those who supervise its center. */
export function openRatingsApi({ auth, ratings, now, enter, note }: RatingsApiOptions): Hono {
  const app = new Hono();

  app.post('/widget/rating', async (context) => {
    const rating = await bodyOf(RateCall, context);
    await enter('rating', { address: addressOf(context), callId: rating.key.callId });
    await note(await ratings.rate(rating, now()));
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
