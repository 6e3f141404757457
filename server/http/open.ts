import { createServer, type Server as HttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Server as SocketServer } from 'socket.io';
import { Intake } from '../abuse/intake.ts';
import type { Config } from '../config.ts';
import type { Figure } from '../data-out/metrics.ts';
import { proxyList, stampClientAddress } from './addresses.ts';
import { limitSockets, senderOf } from './limit-sockets.ts';
import { openListener } from './listener.ts';
import { metricsAlone } from './metrics-api.ts';
import { openPages } from './pages.ts';
import { type WebOptions, webListener } from './web.ts';

/** Time for open connections to be closed in good order when the program ends. */
const GOODBYE_MS = 1000;

/** Where this program is reached: `url` as it is said, `link` from its own machine, also when it listens on all addresses. */
export interface Listening {
  url: string;
  link: string;
}

export interface Http {
  /** There from the beginning, so that every system can say what it answers; connections come with `serve`. */
  io: SocketServer;
  /** Listens, and answers that it is not this server's turn, until `serve` is called. */
  listen(): Promise<Listening>;
  /** Who watches the servers may ask for its metrics until then, too. */
  meanwhile(metricsApi: Hono): void;
  /** @param web.mayConnect whether a socket may be opened at all */
  serve(
    web: Pick<WebOptions, 'api' | 'auth' | 'frame' | 'isApis' | 'believeDoor'> & { mayConnect: (request: IncomingMessage) => boolean },
  ): void;
  figures(): Figure[];
  /** Whether an address that asks too often keeps its connection. */
  mayGoOn(address: string): boolean;
  close(): Promise<void>;
}

/** The one HTTP server: pages, API and sockets. */
export async function openHttp(options: {
  config: Pick<Config, 'dev' | 'host' | 'port' | 'publicUrl' | 'trustedProxies' | 'tls'>;
  pages: boolean;
  log: WebOptions['log'];
}): Promise<Http> {
  const { config, log } = options;
  const pages = options.pages ? await openPages({ dev: config.dev }) : null;
  let mayConnect = (_: IncomingMessage) => false;
  const proxies = proxyList(config.trustedProxies);
  let metrics: RequestListener | null = null;
  const waiting: RequestListener = (request, response) => {
    if (metrics === null || request.url?.split('?')[0] !== '/metrics') return standBy(request, response);
    stampClientAddress(request, proxies);
    metrics(request, response);
  };
  const intake = new Intake();
  const listener = openListener(config.tls, log);
  const http = listener.server.on('request', waiting);
  // Behind a certificate that names another host: this machine's own way in.
  const inner = config.tls === null ? null : createServer(waiting);
  const io = new SocketServer({
    serveClient: false,
    // A page or a network that is gone without a word is noticed within 8 s.
    pingInterval: 3000,
    pingTimeout: 5000,
    // A message of 1 MB is told what is wrong with it; what is far larger is cut off.
    maxHttpBufferSize: 2 * 1024 * 1024,
    // Next.js answers its own upgrades in development.
    destroyUpgrade: !config.dev,
    allowRequest: (request, callback) =>
      callback(null, intake.mayConnect(senderOf(request, proxies), performance.now()) && mayConnect(request)),
  });
  const connections = connectionsOf(http);
  const limitAttached = limitSockets({ io, http, intake, proxies });
  const innerConnections = inner && connectionsOf(inner);
  return {
    io,
    async listen() {
      const port = await listen(http, config.port, config.host);
      const url = `${listener.scheme}://${inUrl(config.host)}:${port}`;
      if (inner === null) return { url, link: `http://${inUrl(reachable(config.host))}:${port}` };
      return { url, link: `http://127.0.0.1:${await listen(inner, 0, '127.0.0.1')}` };
    },
    meanwhile(metricsApi) {
      metrics = getRequestListener(metricsAlone(metricsApi).fetch);
    },
    serve({ mayConnect: admits, ...web }) {
      mayConnect = admits;
      const handle = pages?.handle ?? (async (_, response) => void response.writeHead(404).end());
      const answer = webListener({ ...web, proxies, pages: handle, log });
      for (const server of inner === null ? [http] : [http, inner]) server.off('request', waiting).on('request', answer);
      // Sockets last: they take their own requests, and leave the others to who listens already.
      io.attach(http);
      limitAttached();
      if (inner !== null) io.engine.attach(inner, { path: io.path() });
    },
    mayGoOn: (address) => intake.take(address, 0, performance.now()),
    figures: () => [
      {
        ...{ name: 'cut_off_total', kind: 'counter' },
        help: 'Messages that were not read since the program started, and their connections ended, because an address sent too much',
        samples: [{ labels: {}, value: intake.refused }],
      },
    ],
    async close() {
      listener.close();
      await closeHttp(io, http, connections);
      if (inner !== null && innerConnections !== null) await closeHttp(io, inner, innerConnections);
      await pages?.close();
    },
  };
}

/** @returns the port */
export async function listen(server: HttpServer, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/**
 * The answer of a server that runs while another one decides. Whoever shares out connections sees by `/api/ready` that there is
 * nobody to be sent here yet.
 */
const standBy: RequestListener = ({ url }, response) => {
  const isHealthy = url === '/api/health';
  response.writeHead(isHealthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '1' });
  const error = { code: 'unavailable', message: 'This server stands by. Try again in a moment.' };
  response.end(JSON.stringify(isHealthy ? { status: 'standing-by' } : { error }));
};

/** A server that listens on all addresses is reached on this machine's own. */
const reachable = (host: string) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

export const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

/**
 * Takes no new connections first: a browser that is cut off comes back within milliseconds, and what it opens while the
 * others are being closed would hold the server open. Then everybody is cut off, whatever they were in the middle of.
 */
export async function closeHttp(io: SocketServer, http: HttpServer, connections: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  // It ends when the last connection has, and one that says nothing would have it wait for ever.
  await Promise.race([io.close().catch(() => {}), delay(GOODBYE_MS, undefined, { ref: false })]);
  for (const connection of connections) connection.destroy();
  await closed;
}

/** The connections that are open, at any moment. */
export function connectionsOf(http: HttpServer): Set<Socket> {
  const open = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return open;
}
