import type { ErrorCode } from '../../server/protocol/common.ts';
import { type Reader, Refusal } from '../../server/protocol/me.ts';
import { unreachable, WireFailure } from './failure.ts';

export { messageOf, WireFailure } from './failure.ts';

interface ApiOptions<T> {
  /** What the answer must look like: any schema. Leave out when it has no body worth reading. */
  schema?: Reader<T>;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** A request to /api: the parsed answer, or a WireFailure that carries the field at fault. */
export async function api<T = unknown>(path: `/api/${string}`, options: ApiOptions<T> = {}): Promise<T> {
  const response = await reach(path, options);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusalOf(response.status, body);
  if (options.schema === undefined) return body as T;
  const parsed = options.schema.safeParse(body);
  if (!parsed.success) throw new WireFailure({ code: 'internal', message: 'The server’s answer could not be read. Reload the page.' });
  return parsed.data;
}

async function reach(path: string, { method = 'GET', body, signal }: ApiOptions<unknown>): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

function refusalOf(status: number, body: unknown): WireFailure {
  const refusal = Refusal.safeParse(body);
  return refusal.success ? new WireFailure(refusal.data.error) : new WireFailure(byStatus(status));
}

function byStatus(status: number): { code: ErrorCode; message: string } {
  if (status === 401) return { code: 'not-signed-in', message: 'You are not signed in.' };
  if (status === 403) return { code: 'forbidden', message: 'You may not do this.' };
  if (status === 404) return { code: 'not-found', message: 'It is not there any more.' };
  if (status === 409) return { code: 'conflict', message: 'Its state does not allow this now.' };
  if (status === 429) return { code: 'too-many', message: 'Too many requests. Wait a minute, then try again.' };
  if (status >= 502 && status <= 504) return unreachable();
  return { code: 'internal', message: 'The server could not do this. Try again.' };
}
