import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Server as SocketServer } from 'socket.io';
import type { Config } from '../config.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import { proxyList } from './addresses.ts';
import { openFrame } from './frame.ts';
import { openPages } from './pages.ts';
import { type WebOptions, webListener } from './web.ts';

/** Where the set-up builds the widget's frame and loader. */
const FRAME_FOLDER = path.join(import.meta.dirname, '../../.frame');
/** Time for open connections to be closed in good order when the program ends. */
const GOODBYE_MS = 1000;

export interface Http {
  /** There from the beginning, so that every system can say what it answers; connections come with `listen`. */
  io: SocketServer;
  /** @returns where this program is reached on its own machine: `url` as it is said, `link` also when it listens on all addresses */
  listen(web: Pick<WebOptions, 'api' | 'auth'>): Promise<{ url: string; link: string }>;
  close(): Promise<void>;
}

/** The one HTTP server: pages, API and sockets. */
export async function openHttp(options: {
  config: Pick<Config, 'dev' | 'host' | 'port' | 'publicUrl' | 'trustedProxies'>;
  pages: boolean;
  /** Lets callers' pages of other sites in. */
  widgets: WidgetGuard;
  log: WebOptions['log'];
}): Promise<Http> {
  const { config, log } = options;
  const pages = options.pages ? await openPages({ dev: config.dev }) : null;
  const frame = openFrame({ folder: options.pages ? FRAME_FOLDER : null, widgets: options.widgets });
  const http = createServer();
  const io = new SocketServer({
    serveClient: false,
    // A page or a network that is gone without a word is noticed within 8 s.
    pingInterval: 3000,
    pingTimeout: 5000,
    // A message of 1 MB is told what is wrong with it; what is far larger is cut off.
    maxHttpBufferSize: 2 * 1024 * 1024,
    // Next.js answers its own upgrades in development.
    destroyUpgrade: !config.dev,
    allowRequest: (request, callback) => callback(null, options.widgets.mayConnect(request)),
  });
  const connections = connectionsOf(http);
  return {
    io,
    async listen({ api, auth }) {
      const handle = pages?.handle ?? (async (_, response) => void response.writeHead(404).end());
      // Sockets last: they take their own requests, and leave the others to who listens already.
      http.on('request', webListener({ api, auth, proxies: proxyList(config.trustedProxies), frame, pages: handle, log }));
      io.attach(http);
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, config.host, resolve);
      });
      const { port } = http.address() as AddressInfo;
      return { url: `http://${inUrl(config.host)}:${port}`, link: `http://${inUrl(reachable(config.host))}:${port}` };
    },
    async close() {
      await closeHttp(io, http, connections);
      await pages?.close();
    },
  };
}

/** A server that listens on all addresses is reached on this machine's own. */
const reachable = (host: string) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

export const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

/**
 * Takes no new connections first: a browser that is cut off comes back within milliseconds, and what it opens while the
 * others are being closed would hold the server open. Then everybody is cut off, whatever they were in the middle of.
 */
async function closeHttp(io: SocketServer, http: HttpServer, connections: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  // It ends when the last connection has, and one that says nothing would have it wait for ever.
  await Promise.race([io.close().catch(() => {}), delay(GOODBYE_MS, undefined, { ref: false })]);
  for (const connection of connections) connection.destroy();
  await closed;
}

/** The connections that are open, at any moment. */
function connectionsOf(http: HttpServer): Set<Socket> {
  const open = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}
