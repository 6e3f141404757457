import { wireErrorOf } from '../../../app/lib/failure.ts';
import { MicrophoneError } from '../../../app/lib/media/microphone.ts';
import { ShareError } from '../../../app/lib/media/share-source.ts';
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

const SHARES = {
  refused: 'Nothing was chosen to be shown, or the browser does not allow it.',
  missing: 'No camera was found. Connect one, then try again.',
  busy: 'Another program is using the camera. Close it there, then try again.',
  unsupported: 'This browser can’t show that here.',
} as const;

/** Whatever was thrown on the way, as the client says it. */
export function clientError(error: unknown): TandemError {
  if (error instanceof TandemError) return error;
  if (error instanceof MicrophoneError) return new TandemError(`microphone-${error.kind}`, MICROPHONES[error.kind]);
  if (error instanceof ShareError) return new TandemError(`share-${error.kind}`, SHARES[error.kind]);
  return errorOf(wireErrorOf(error));
}

export const aborted = () => new TandemError('aborted', 'The call was given up before it began.');
export const unreachable = () => new TandemError('unavailable', 'The server can’t be reached. Check the connection and try again.');

/** @throws TandemError */
export const fetchJson = async (place: Place, path: string, signal?: AbortSignal): Promise<unknown> =>
  (await reach(place, path, signal === undefined ? {} : { signal })).json().catch(() => null);

/** @throws TandemError */
export async function post<T>(place: Place, path: string, message: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await reach(place, path, { method: 'POST', headers, body: JSON.stringify(message) });
  return (await response.json().catch(() => null)) as T;
}

/** @throws TandemError */
export async function reach(place: Place, path: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(place.address(path), { credentials: 'omit', ...options });
  } catch {
    throw options.signal?.aborted ? aborted() : unreachable();
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const error = (Object(body) as { error?: WireError }).error;
  throw error === undefined ? unreachable() : errorOf(error);
}
