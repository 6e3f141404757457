import type { Hono } from 'hono';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { SignInTries } from './sign-in-tries.ts';

/** Sign-in and sign-out. @param onSignedOut one of this person's sessions has ended */
export function addSignIn(app: Hono, { auth, onSignedOut }: { auth: Auth; onSignedOut: (userId: string) => Promise<void> }): void {
  // Of better-auth's many requests these three: no people are made, changed or listed by it.
  const tries = new SignInTries();
  app.post('/api/auth/sign-in/email', async (context) => {
    const { raw } = context.req;
    const sent: unknown = await raw
      .clone()
      .json()
      .catch(() => null);
    const email = sent !== null && typeof sent === 'object' && 'email' in sent ? sent.email : null;
    return tries.run(email, addressOf(context), () => auth.handler(raw));
  });
  app.post('/api/auth/sign-out', async (context) => {
    const who = await auth.whoIs(context.req.header('cookie'));
    const response = await auth.handler(context.req.raw);
    if (who) await onSignedOut(who.id);
    return response;
  });
  app.get('/api/auth/get-session', (context) => auth.handler(context.req.raw));
}
