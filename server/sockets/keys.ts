import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** sha256 of a secret, hex: what is stored instead of it. The secrets are random, so no salt is needed. */
export const hashKey = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a secret is the one of this stored hash, in a time that does not tell how much of it is right. */
export function keyMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashKey(secret), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}

export const newSecret = (): string => randomBytes(24).toString('base64url');

/** A key for one purpose, derived from the installation's secret (HMAC-SHA256). */
export const deriveKey = (secret: string, purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();
