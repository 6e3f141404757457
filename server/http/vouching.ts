import { createHmac, timingSafeEqual } from 'node:crypto';

const COOKIE = 'tandem-vouched';
/** A request is answered long before. */
const GOOD_MS = 60_000;

/** Says to the rest of this server who asks, where not a session of their own but somebody whom it believes has said so. */
export interface Vouching {
  /** A Cookie header for one request, which nobody outside is given. */
  cookieFor(userId: string): string;
  /** null: it says nobody. */
  userIn(cookie: string | undefined): string | null;
}

/** @param key 32 bytes */
export function openVouching({ key, now }: { key: Buffer; now: () => number }): Vouching {
  const sign = (said: string) => createHmac('sha256', key).update(said).digest();
  return {
    cookieFor(userId) {
      const said = `${Buffer.from(userId).toString('base64url')}.${now() + GOOD_MS}`;
      return `${COOKIE}=${said}.${sign(said).toString('base64url')}`;
    },
    userIn(cookie) {
      const [, user = '', until = '', shown = ''] = /^tandem-vouched=([\w-]+)\.(\d+)\.([\w-]+)$/.exec(cookie ?? '') ?? [];
      if (user === '') return null;
      const [given, good] = [Buffer.from(shown, 'base64url'), sign(`${user}.${until}`)];
      if (given.length !== good.length || !timingSafeEqual(given, good) || Number(until) < now()) return null;
      return Buffer.from(user, 'base64url').toString();
    },
  };
}
