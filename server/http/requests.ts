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
