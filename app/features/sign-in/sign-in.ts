import { z } from 'zod';
import { homeOf, Me } from '../../../server/protocol/api.ts';
import { api, messageOf, WireFailure } from '../../lib/api.ts';
import { safeNext } from '../../lib/auth.ts';

export const Credentials = z.object({
  email: z.string().trim().min(1, 'Enter your email address.').pipe(z.email('This is not an email address. Check it for typing errors.')),
  password: z.string().min(1, 'Enter your password.'),
});
export type Credentials = z.infer<typeof Credentials>;

/** Signs in and says where to go next. */
export async function signIn(credentials: Credentials, next: string | null): Promise<string> {
  await api('/api/auth/sign-in/email', { method: 'POST', body: credentials });
  const me = await api('/api/me', { schema: Me });
  return safeNext(next) ?? homeOf(me.role);
}

/** Why it did not work, in words for the person at the door. It doesn't tell which of the two is wrong. */
export function signInMessage(error: unknown): string {
  if (!(error instanceof WireFailure)) return messageOf(error);
  switch (error.code) {
    case 'not-signed-in':
    case 'bad-request':
      return 'Email address and password don’t match. Check both and try again.';
    case 'forbidden':
      return 'This account is switched off. Ask your administrator.';
    case 'too-many':
      return 'Too many tries. Wait a minute, then try again.';
    case 'unavailable':
      return 'The server can’t be reached. Check the connection and try again.';
    default:
      return 'Signing in did not work. Try again in a moment.';
  }
}

/** GET /api/demo-accounts answers only while the demo accounts exist. */
export const DemoAccounts = z.object({
  accounts: z.array(z.object({ email: z.string(), role: z.string(), name: z.string(), centerName: z.string().nullable() })),
  password: z.string(),
});
export type DemoAccounts = z.infer<typeof DemoAccounts>;
