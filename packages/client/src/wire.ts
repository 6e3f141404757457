import { wireErrorOf } from '../../../app/lib/failure.ts';
import { MicrophoneError } from '../../../app/lib/media/microphone.ts';
import type { WireError } from '../../../server/protocol/common.ts';
import { TandemError } from './errors.ts';
import type { Place } from './place.ts';

export const errorOf = ({ code, message, field }: WireError): TandemError => new TandemError(code, message, field);

const MICROPHONES = {
  refused: 'The microphone may not be used. Allow it in the browser, then try again.',
  missing: 'No microphone was found. Connect one, then try again.',
  busy: 'Another program is using the microphone. Close it there, then try again.',
  unsupported: 'This browser can’t use a microphone here.',
} as const;

/** Whatever was thrown on the way, as the client says it. */
export function clientError(error: unknown): TandemError {
  if (error instanceof TandemError) return error;
  if (error instanceof MicrophoneError) return new TandemError(`microphone-${error.kind}`, MICROPHONES[error.kind]);
  return errorOf(wireErrorOf(error));
}

export const aborted = () => new TandemError('aborted', 'The call was given up before it began.');
export const unreachable = () => new TandemError('unavailable', 'The server can’t be reached. Check the connection and try again.');

/** @throws TandemError */
export async function fetchJson(place: Place, path: string, signal?: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(place.address(path), { credentials: 'omit', ...(signal ? { signal } : {}) });
  } catch {
    throw signal?.aborted ? aborted() : unreachable();
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = (Object(body) as { error?: WireError }).error;
  throw error === undefined ? unreachable() : errorOf(error);
}
