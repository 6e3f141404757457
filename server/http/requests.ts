import type { Context } from 'hono';
import type { ZodType } from 'zod';
import type { Role } from '../protocol/api.ts';
import { Id } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import type { Auth, SignedIn } from './auth.ts';

/** Who asks. @throws Failure `not-signed-in`, or `forbidden` unless they have one of these roles */
export async function signedInAs(auth: Auth, roles: readonly Role[], context: Context): Promise<SignedIn> {
  const who = await auth.whoIs(context.req.header('cookie'));
  if (!who) throw new Failure('not-signed-in', 'Sign in first');
  if (!roles.includes(who.role)) throw new Failure('forbidden', 'Your account may not do this');
  return who;
}

/** What was sent, parsed. @throws Failure `bad-request` that names the first field at fault */
export async function bodyOf<T>(schema: ZodType<T>, context: Context): Promise<T> {
  return parse(schema, await jsonOf(context));
}

/** A body that is too large is read on to its end without being kept, or the answer would not be read. This often its size at most. */
const READ_ON = 16;

/** What was sent, as it is; null when it is larger than `max` bytes. */
export async function bytesOf(context: Context, max: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (context.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size <= max) parts.push(part);
    else parts.length = 0;
    if (size > max * READ_ON) break;
  }
  return size > max ? null : Buffer.concat(parts);
}

async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('bad-request', 'The request is not JSON');
  }
}

/** What the address names. @throws Failure `not-found` for what can't name anything: the database could not even look for it */
export function idOf(context: Context): string {
  const id = Id.safeParse(context.req.param('id'));
  if (!id.success) throw new Failure('not-found', 'There is nothing here');
  return id.data;
}
