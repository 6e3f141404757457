import { api } from './api.ts';

/** Ends the session and goes to the sign-in page, also when the server can't be reached. */
export async function signOut(): Promise<void> {
  await api('/api/auth/sign-out', { method: 'POST', body: {} }).catch(() => undefined);
  window.location.assign('/login');
}

/** Where to go after sign-in: a path of this site, or nothing. Browsers read "/\x" and "/<tab>/x" as other sites too. */
export function safeNext(next: string | null): string | null {
  if (next === null || !next.startsWith('/') || next.startsWith('/login')) return null;
  const here = 'http://here.invalid';
  const url = URL.parse(next, here);
  return url?.origin === here ? url.pathname + url.search + url.hash : null;
}
