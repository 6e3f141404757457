import { createHmac, timingSafeEqual } from 'node:crypto';

/** How requests to a company's own system prove that they come from its Tandem; docs/customer-connector.md tells the company. */

export const TIMESTAMP_HEADER = 'x-tandem-timestamp';
export const SIGNATURE_HEADER = 'x-tandem-signature';
/** A receiver refuses what was signed longer ago, or further ahead. */
export const REPLAY_WINDOW_SECONDS = 300;

export interface SignedRequest {
  method: string;
  /** Path and query, as in the first line of the request. */
  path: string;
  /** Seconds since the epoch. */
  timestamp: number;
  /** '' when there is none. */
  body: string;
}

/** `v1=` and the HMAC-SHA256, hex, over method, path, timestamp and body, each after the other on a line of its own. */
export function signatureOf(secret: string, { method, path, timestamp, body }: SignedRequest): string {
  const signed = [method, path, String(timestamp), body].join('\n');
  return `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`;
}

/** As a receiver checks it. @param now seconds since the epoch */
export function isSigned(secret: string, request: SignedRequest, signature: string, now: number): boolean {
  const expected = Buffer.from(signatureOf(secret, request));
  const given = Buffer.from(signature);
  if (!(Math.abs(now - request.timestamp) <= REPLAY_WINDOW_SECONDS)) return false;
  return given.length === expected.length && timingSafeEqual(given, expected);
}
