import type { Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import type { PrismaClient } from '../data/database.ts';
import { openRatings } from '../data/ratings.ts';
import type { Auth } from '../http/auth.ts';
import { openRatingsApi } from '../http/ratings-api.ts';
import type { Note } from '../routing/service.ts';

interface Ports {
  prisma: PrismaClient;
  auth: Auth;
  enter: Enter;
  note: Note;
  now: () => number;
}

/** What callers say of conversations that are over, and who reads it. */
export function openRatingDesk({ prisma, auth, enter, note, now }: Ports) {
  const api = openRatingsApi({ auth, ratings: openRatings(prisma), now, enter, note });
  return { parts: [['/api', api]] as const satisfies [path: string, app: Hono][] };
}
