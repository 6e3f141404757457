import type { ErrorCode } from '../protocol/common.ts';

/** The status of HTTP for each refusal. */
export const STATUS: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503> = {
  'bad-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'stale-token': 409,
  conflict: 409,
  gap: 409,
  'too-many': 429,
  'proof-needed': 429,
  unavailable: 503,
  internal: 500,
};
