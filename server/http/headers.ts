import type { ServerResponse } from 'node:http';

/** Response headers of every page and answer. The widget's frame alone may be shown on other sites. */
export function setSecurityHeaders(response: ServerResponse, path: string): void {
  const framable = path === '/embed' || path.startsWith('/embed/');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('Permissions-Policy', 'microphone=(self), camera=(self), display-capture=(self), geolocation=()');
  response.setHeader(
    'Content-Security-Policy',
    // blob: the timers that go on in a tab in the background (app/lib/background-timers.ts).
    `base-uri 'self'; object-src 'none'; form-action 'self'; worker-src 'self' blob:; frame-ancestors ${framable ? '*' : "'self'"}`,
  );
  if (!framable) response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  // Customers' sites load the tag from here.
  if (path === '/widget.js') response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}
