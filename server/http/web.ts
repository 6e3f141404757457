import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { homeOf, type Role } from '../protocol/api.ts';
import { stampClientAddress } from './addresses.ts';
import type { Auth } from './auth.ts';
import type { Frame } from './frame.ts';
import { setSecurityHeaders } from './headers.ts';
import { stampLocale } from './locale.ts';

/** Who may open which pages. The first prefix that fits counts. */
const PAGES: [prefix: string, roles: Role[]][] = [
  ['/agent', ['agent']],
  ['/supervisor', ['supervisor', 'administrator']],
  ['/admin', ['administrator']],
];

export interface WebOptions {
  api: Hono;
  auth: Auth;
  /** Whose word on the client's address is taken. */
  proxies: BlockList;
  /** What the widget gives to other sites. */
  frame: Frame;
  /** Addresses outside of /api that the API answers all the same. */
  isApis?: ((pathname: string) => boolean) | undefined;
  /** Takes the word of web nodes, which hand on what browsers ask for. @returns whether the request is one of theirs */
  believeDoor?: ((request: IncomingMessage) => boolean | Promise<boolean>) | undefined;
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  log: { error(details: object, message: string): void };
}

/** What answers requests: /api and /metrics by Hono, everything else by Next.js, behind the sign-in where a page asks for it. */
export function webListener({
  api,
  auth,
  proxies,
  frame,
  isApis = () => false,
  believeDoor = () => false,
  pages,
  log,
}: WebOptions): RequestListener {
  const apiListener = getRequestListener(api.fetch);
  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, 'A page failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!(await believeDoor(request))) stampClientAddress(request, proxies);
    const path = pathOf(request.url ?? '/');
    setSecurityHeaders(response);
    if (path === null) {
      response.writeHead(400);
      response.end();
      return;
    }
    if (path.startsWith('/api/') || path === '/metrics' || isApis(path)) {
      if (!isApis(path)) response.setHeader('Cache-Control', 'no-store');
      await apiListener(request, response);
      return;
    }
    if (frame.handle(request, response, path)) return;
    const guard = PAGES.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
    if (guard) {
      const who = await auth.whoIs(request.headers.cookie);
      if (!who) return redirect(response, `/login?next=${encodeURIComponent(request.url ?? path)}`);
      if (!guard[1].includes(who.role)) return redirect(response, homeOf(who.role));
      response.setHeader('Cache-Control', 'no-store');
    }
    stampLocale(request);
    await pages(request, response);
  }
}

/** null when it is none of ours: read as an address of its own, `//agent` would be the page / of a host named agent. */
function pathOf(url: string): string | null {
  const address = `http://host${url}`;
  const path = url.startsWith('/') && URL.canParse(address) ? new URL(address).pathname : '//';
  return path.startsWith('//') ? null : path;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}
