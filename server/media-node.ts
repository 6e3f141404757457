import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { Server as SocketServer } from 'socket.io';
import { ulid } from 'ulid';
import { Intake } from './abuse/intake.ts';
import { InstallationClock } from './clock.ts';
import type { Closers } from './closers.ts';
import type { Config, NodeConfig } from './config.ts';
import { openMetrics } from './data-out/metrics.ts';
import { proxyList, stampClientAddress } from './http/addresses.ts';
import { limitSockets, senderOf } from './http/limit-sockets.ts';
import { openListener } from './http/listener.ts';
import { metricsAlone, openMetricsApi } from './http/metrics-api.ts';
import { metricsKey } from './http/metrics-key.ts';
import { closeHttp, connectionsOf, inUrl, listen } from './http/open.ts';
import { attachMediaGateway } from './media/gateway.ts';
import { LocalNode } from './media/local-node.ts';
import { NodeLink } from './media/node-link.ts';
import { startWorkers } from './media/open.ts';
import { openMediaWord } from './media/own-word.ts';
import { serverInfo } from './system/info.ts';
import type { Tandem } from './tandem.ts';
import { openTraces } from './traces/open.ts';
import { RoomSpans } from './traces/room-spans.ts';

/** How often a node that is told to end looks whether its last conversation is over. */
const LOOK_EVERY_MS = 200;

/**
 * A server of the role `media` alone: media workers, the sockets of those who are in calls there, and a link to the routing server
 * that decides. It has neither database nor pages, and holds no secret but its own key. Its conversations go on while the link is
 * down.
 */
export async function startMediaNode(
  { config, node: settings, log: root, now: wall }: { config: Config; node: NodeConfig; log: Logger; now: () => number },
  closers: Closers,
): Promise<Tandem> {
  const log = root.child({ system: 'media', node: settings.id });
  const clock = new InstallationClock({ wall, log });
  const { now } = clock;
  const service = closers.add(await startWorkers(config.media, { log, now }));
  const traces = await openTraces(config, { run: ulid(), log });
  const spans = traces.on ? new RoomSpans({ tell: traces.tell, node: settings.id, now }) : null;
  closers.add({
    async close() {
      spans?.closeAll();
      await traces.close();
    },
  });
  const node = new LocalNode(service, spans);
  const word = closers.add(openMediaWord(service));
  const link = new NodeLink(node, { ...settings, word: word.look, log, clock });
  closers.add(link);

  const metrics = openMetrics();
  metrics.add(() => [
    serverInfo(config.roles),
    { name: 'media_linked', help: 'Whether the routing server is linked', samples: [{ value: link.isSynced ? 1 : 0 }] },
    { name: 'media_draining', help: 'Whether no new conversations are taken', samples: [{ value: node.draining ? 1 : 0 }] },
    { name: 'media_rooms', help: 'Conversations here', samples: [{ value: node.load().rooms }] },
    { name: 'media_parties', help: 'Parties here', samples: [{ value: node.load().parties }] },
    { name: 'media_transports', help: 'WebRTC transports of the parties here', samples: [{ value: service.stats().transports }] },
    {
      ...{ name: 'media_workers', help: 'Media workers, by state' },
      samples: (['up', 'starting', 'closed'] as const).map((state) => ({
        labels: { state },
        value: service.stats().workers.filter((worker) => worker.state === state).length,
      })),
    },
    ...service.packets.figures(),
    ...clock.figures(),
    ...traces.figures(),
  ]);
  const metricsApi = metricsAlone(openMetricsApi({ mayAsk: metricsKey(settings.metricsKey), metrics }));
  const proxies = proxyList(config.trustedProxies);
  const listener = openListener(config.tls, log);
  const http = listener.server.on('request', answerFor({ link, node, metrics: getRequestListener(metricsApi.fetch), proxies }));
  const intake = new Intake();
  const io = new SocketServer({
    serveClient: false,
    pingInterval: 3000,
    pingTimeout: 5000,
    maxHttpBufferSize: 256 * 1024,
    // Parties' pages come from elsewhere: what lets them in is a ticket, and no cookie means anything here.
    transports: ['websocket'],
    allowRequest: (request, callback) => callback(null, intake.mayConnect(senderOf(request, proxies), performance.now())),
  });
  const limitAttached = limitSockets({ io, http, intake, proxies });
  attachMediaGateway(io, {
    ...{ service, log, clock: now },
    ticketKey: () => link.ticketKey,
    node: { id: settings.id, linked: () => link.isSynced },
  });
  const connections = connectionsOf(http);
  closers.add({
    async close() {
      listener.close();
      await closeHttp(io, http, connections);
    },
  });
  io.attach(http);
  limitAttached();
  const port = await listen(http, config.port, config.host);
  link.open();
  return {
    url: `${listener.scheme}://${inUrl(config.host)}:${port}`,
    demo: false,
    drain() {
      node.draining = true;
      link.tellLoad();
      log.info({ rooms: service.stats().calls, limitMs: settings.drainMs }, 'No new conversations from now on');
      return new Promise((resolve) => {
        const until = performance.now() + settings.drainMs;
        const look = setInterval(() => {
          if (service.stats().calls > 0 && performance.now() < until) return;
          clearInterval(look);
          resolve();
        }, LOOK_EVERY_MS);
      });
    },
    close: () => closers.close(),
  };
}

/** For who watches it, and for browsers that measure the way to it. */
function answerFor(parts: { link: NodeLink; node: LocalNode; metrics: RequestListener; proxies: BlockList }) {
  const { link, node, metrics, proxies } = parts;
  return (request: IncomingMessage, response: ServerResponse) => {
    const { url, method } = request;
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      response.end(JSON.stringify(body));
    };
    const path = (url ?? '').split('?')[0];
    if (method !== 'GET' && method !== 'HEAD') return send(405, { error: { code: 'bad-request', message: 'There is nothing here' } });
    if (path === '/api/widget/probe') {
      response.writeHead(204, { 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
      return void response.end();
    }
    if (path === '/metrics') {
      stampClientAddress(request, proxies);
      return metrics(request, response);
    }
    if (path === '/api/health') return send(200, { status: node.draining ? 'draining' : 'ok', linked: link.isSynced });
    const isReady = link.isSynced && !node.draining;
    if (path === '/api/ready' && isReady) return send(200, { status: 'ready' });
    if (path === '/api/ready')
      return send(503, { error: { code: 'unavailable', message: 'This media server takes no new conversations now.' } });
    send(404, { error: { code: 'not-found', message: 'There is nothing here' } });
  };
}
