import type { WireError } from '../../../server/protocol/common.ts';
import type { LeaveMessage } from '../../../server/protocol/messages.ts';

const UNREACHABLE: WireError = { code: 'unavailable', message: 'The server can’t be reached. Check the connection, then send again.' };

/** By hand, without the schema library. @returns why it could not be left; null when it was */
export async function sendMessage(message: LeaveMessage): Promise<WireError | null> {
  try {
    const response = await fetch('/api/widget/messages', {
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
