import type { IncomingMessage } from 'node:http';

/** Set by this server on each request from the socket it came by; whatever a client sent under this name is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-tandem-client-address';

export function stampClientAddress(request: IncomingMessage): void {
  const address = request.socket.remoteAddress ?? '';
  request.headers[CLIENT_ADDRESS_HEADER] = address;
  // The API's requests are made from the raw headers.
  const raw = request.rawHeaders;
  for (let index = raw.length - 2; index >= 0; index -= 2) if (raw[index]?.toLowerCase() === CLIENT_ADDRESS_HEADER) raw.splice(index, 2);
  raw.push(CLIENT_ADDRESS_HEADER, address);
}

/**
 * Whether a browser sent this from one of our own pages. Cookies alone don't tell: another site's page can open a socket
 * with them. A request without an Origin comes from no page.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
