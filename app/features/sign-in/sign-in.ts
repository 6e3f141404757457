import { z } from 'zod';
import { homeOf, Me, Role } from '../../../server/protocol/api.ts';
import { api, WireFailure } from '../../lib/api.ts';
import { safeNext } from '../../lib/auth.ts';
import type { Messages } from '../../lib/i18n/messages.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** Under which key the sentence about a field stands. */
export type FieldError = keyof Messages['sign-in']['errors'];

export const Credentials = z.object({
  email: z
    .string()
    .trim()
    .min(1, 'email-missing' satisfies FieldError)
    .pipe(z.email('email-wrong' satisfies FieldError)),
  password: z.string().min(1, 'password-missing' satisfies FieldError),
});
export type Credentials = z.infer<typeof Credentials>;

/** Signs in and says where to go next. */
export async function signIn(credentials: Credentials, next: string | null): Promise<string> {
  await api('/api/auth/sign-in/email', { method: 'POST', body: credentials });
  const me = await api('/api/me', { schema: Me });
  return safeNext(next) ?? homeOf(me.role);
}

/** Why it did not work, in words for the person at the door. It doesn't tell which of the two is wrong. */
export function refusalWords(error: unknown): Words {
  if (!(error instanceof WireFailure)) return words('sign-in.refused.other');
  switch (error.code) {
    case 'not-signed-in':
    case 'bad-request':
      return words('sign-in.refused.no-match');
    case 'forbidden':
      return words('sign-in.refused.switched-off');
    case 'too-many':
      return words('sign-in.refused.too-many');
    case 'unavailable':
      return words('sign-in.refused.unavailable');
    default:
      return words('sign-in.refused.other');
  }
}

/** GET /api/demo-accounts answers only while the demo accounts exist. */
export const DemoAccounts = z.object({
  accounts: z.array(z.object({ email: z.string(), role: Role, name: z.string(), centerName: z.string().nullable() })),
  password: z.string(),
});
export type DemoAccounts = z.infer<typeof DemoAccounts>;
