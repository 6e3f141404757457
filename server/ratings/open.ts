import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { PrismaClient } from '../data/database.ts';
import { openRatings } from '../data/ratings.ts';
import type { Auth } from '../http/auth.ts';
import { openRatingsApi } from '../http/ratings-api.ts';

interface Ports {
  prisma: PrismaClient;
  auth: Auth;
  config: Pick<Config, 'callsPerMinute'>;
  now: () => number;
}

/** What callers say of conversations that are over, and who reads it. */
export function openRatingDesk({ prisma, auth, config, now }: Ports) {
  const api = openRatingsApi({ auth, ratings: openRatings(prisma), now, perMinute: config.callsPerMinute });
  return { parts: [['/api', api]] as const satisfies [path: string, app: Hono][] };
}
