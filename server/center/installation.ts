import { RATINGS_OF_CALLS, RatingsTold } from '../protocol/center-staff.ts';
import type { GivenRating } from '../protocol/ratings.ts';
import { Failure } from '../sockets/failure.ts';

/** An answer may take so long. */
const LIMIT_MS = 10_000;

/** The installation that a center belongs to, as its machine asks it: with the center's link key, of the center alone. */
export interface Installation {
  /** What was said of the center's calls; nothing while that can't be had. */
  ratingsOf(callIds: readonly string[]): Promise<ReadonlyMap<string, GivenRating>>;
  /**
   * Asks each address in turn, until one answers that it is its turn.
   * @param path under /api/centers/:id
   * @throws Failure `unavailable` when none does, `forbidden` when the key is not good, `conflict` for what it will never take, `internal` for an answer that is no good
   */
  ask(path: string, options?: { body?: object; etag?: string | null; headers?: Record<string, string> }): Promise<Response>;
}

export function openInstallation({ urls, centerId, key }: { urls: readonly string[]; centerId: string; key: string }): Installation {
  const installation: Installation = {
    async ratingsOf(callIds) {
      if (callIds.length === 0) return new Map();
      try {
        const answer = await installation.ask('/ratings', { body: { callIds: callIds.slice(0, RATINGS_OF_CALLS) } });
        return new Map(Object.entries(RatingsTold.parse(await answer.json()).ratings));
      } catch {
        return new Map();
      }
    },
    async ask(path, { body, etag = null, headers = {} } = {}) {
      for (const url of urls) {
        const response = await fetch(`${url}/api/centers/${encodeURIComponent(centerId)}${path}`, {
          headers: {
            ...headers,
            authorization: `Bearer ${key}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(etag === null ? {} : { 'if-none-match': etag }),
          },
          ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
          redirect: 'error',
          signal: AbortSignal.timeout(LIMIT_MS),
        }).catch(() => null);
        if (response === null || response.status === 503) continue;
        if (response.ok || response.status === 304) return response;
        await response.body?.cancel();
        if (response.status === 400 || response.status === 409)
          throw new Failure('conflict', `The routing server refused it with ${response.status}`);
        if (response.status === 401) throw new Failure('forbidden', 'No such center and key');
        throw new Failure('internal', `The routing server answered ${response.status}`);
      }
      throw new Failure('unavailable', 'The routing server can’t be reached');
    },
  };
  return installation;
}
