import type { ServerResponse } from 'node:http';

/** Response headers of every page and answer. The widget's frame alone may be shown on other sites: it has its own (frame.ts). */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('Permissions-Policy', 'microphone=(self), camera=(self), display-capture=(self), geolocation=()');
  response.setHeader(
    'Content-Security-Policy',
    // blob: the timers that go on in a tab in the background (app/lib/background-timers.ts).
    `base-uri 'self'; object-src 'none'; form-action 'self'; worker-src 'self' blob:; frame-ancestors 'self'`,
  );
  response.setHeader('X-Frame-Options', 'SAMEORIGIN');
}
