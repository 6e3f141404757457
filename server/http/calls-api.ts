import { Hono } from 'hono';
import type { CallStories, Midnights } from '../data/call-story.ts';
import type { CallStory, RecentCalls } from '../protocol/call-story.ts';
import { maySupervise } from '../supervision/grants.ts';
import type { Auth } from './auth.ts';
import { signedInAs } from './requests.ts';

export interface CallsApiOptions {
  auth: Auth;
  callStories: CallStories;
  midnights: () => Midnights;
}

/** Calls that are over, under /api/calls: for supervisors and administrators. */
export function openCallsApi({ auth, callStories, midnights }: CallsApiOptions): Hono {
  const app = new Hono();

  app.use('*', async (context, next) => {
    await signedInAs(auth, ['supervisor', 'administrator'], context);
    await next();
  });
  app.get('/', async (context) => context.json<RecentCalls>({ calls: await callStories.recent(midnights()) }));
  app.get('/:id/decisions', async (context) => {
    const who = await signedInAs(auth, ['supervisor', 'administrator'], context);
    return context.json<CallStory>(await callStories.story(context.req.param('id'), (centerId) => maySupervise(who, centerId)));
  });
  return app;
}
