import type { WireError } from '../../../server/protocol/common.ts';
import type { LeaveMessage } from '../../../server/protocol/messages.ts';
import type { RateCall } from '../../../server/protocol/ratings.ts';

const UNREACHABLE: WireError = { code: 'unavailable', message: 'The server can’t be reached. Check the connection, then send again.' };

/** @returns why it could not be left; null when it was */
export const sendMessage = (message: LeaveMessage) => send('/api/widget/messages', message);

/** @returns why it could not be kept; null when it was */
export const sendRating = (rating: RateCall) => send('/api/widget/rating', rating);

/** By hand, without the schema library. */
async function send(path: string, message: object): Promise<WireError | null> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    if (response.ok) return null;
    const body: unknown = await response.json().catch(() => null);
    return errorIn(body) ?? UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

function errorIn(body: unknown): WireError | null {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return typeof error === 'object' && error !== null && 'message' in error ? (error as WireError) : null;
}
