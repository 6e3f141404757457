import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's site: another origin, with a policy that allows our script and our frame and nothing else. */
export interface Site {
  origin: string;
  /** Shows these tags on all of its pages. @returns the address of one */
  shows: (body: string) => string;
  close: () => void;
}

/** @param url of the program whose widget it embeds */
export async function openSite(url: string): Promise<Site> {
  let page = '';
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', `default-src 'none'; script-src ${url}; frame-src ${url}`);
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Another host as well as another port: another site, to the browser's rules for frames and their storage.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    shows: (body) => {
      page = `<!doctype html><html lang="en"><head><title>Another site</title></head><body><main><h1>Another site</h1></main>${body}</body></html>`;
      return `${origin}/cart`;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
