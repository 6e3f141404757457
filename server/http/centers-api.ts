import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { readStaff } from '../data/center-staff.ts';
import { takeTimeline } from '../data/center-timeline.ts';
import type { CustomerSources } from '../data/customers/sources.ts';
import type { PrismaClient } from '../data/database.ts';
import type { LinkKeyStore } from '../data/link-keys.ts';
import { ratingsOf } from '../data/ratings.ts';
import type { WidgetKeyStore } from '../data/widget-keys.ts';
import { AskRatings, ENTRY_URL_HEADER, type RatingsTold, TellTimeline, type TimelineTold } from '../protocol/center-staff.ts';
import { Failure } from '../sockets/failure.ts';
import { keyMatches } from '../sockets/keys.ts';
import { bodyOf, idOf } from './requests.ts';

/** The center that asks, by its link key. @throws Failure `not-signed-in` */
export type CenterOf = (context: Context) => Promise<string>;

export function centerByKey(linkKeys: Pick<LinkKeyStore, 'hashesOf'>): CenterOf {
  return async (context) => {
    const id = idOf(context);
    const [, key] = /^Bearer +(\S{1,200})$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (key === undefined || !(await linkKeys.hashesOf(id)).some((hash) => keyMatches(key, hash)))
      throw new Failure('not-signed-in', 'No such center and key');
    return id;
  };
}

/** What centers on machines of their own ask for and tell, under /api/centers: each with its link key, of itself alone. */
export function openCentersApi(options: {
  prisma: PrismaClient;
  centerOf: CenterOf;
  sources: CustomerSources;
  widgetKeys: WidgetKeyStore;
  /** Of media servers. */
  mediaOrigins: () => readonly string[];
  now: () => number;
}): Hono {
  const { prisma, centerOf, sources, widgetKeys, mediaOrigins, now } = options;
  const app = new Hono();
  app.get('/:id/staff', async (context) => {
    const id = await centerOf(context);
    const entryUrl = context.req.header(ENTRY_URL_HEADER);
    if (entryUrl !== undefined && URL.parse(entryUrl)?.origin === entryUrl)
      await prisma.center.updateMany({ where: { id, OR: [{ entryUrl: null }, { entryUrl: { not: entryUrl } }] }, data: { entryUrl } });
    const staff = JSON.stringify(await readStaff(prisma, id, { sources, widgetKeys }, mediaOrigins()));
    const etag = `"${createHash('sha256').update(staff).digest('base64url')}"`;
    if (context.req.header('if-none-match') === etag) return context.body(null, 304, { etag });
    return context.body(staff, 200, { etag, 'content-type': 'application/json' });
  });
  app.post('/:id/ratings', async (context) => {
    const centerId = await centerOf(context);
    const { callIds } = await bodyOf(AskRatings, context);
    return context.json<RatingsTold>({ ratings: Object.fromEntries(await ratingsOf(prisma, callIds, centerId)) });
  });
  app.post('/:id/timeline', async (context) => {
    const id = await centerOf(context);
    const told = await takeTimeline(prisma, id, await bodyOf(TellTimeline, context), now());
    return context.json<TimelineTold>({ told });
  });
  return app;
}
