import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Server as SocketServer } from 'socket.io';
import { ulid } from 'ulid';
import type { Config } from './config.ts';
import { openCtiGateway, type WorkstationNamespace } from './cti/gateway.ts';
import { CtiProcessor } from './cti/processor.ts';
import { openAuditLog } from './data/audit.ts';
import { openCallQuality } from './data/call-quality.ts';
import { openCallStories } from './data/call-story.ts';
import { openCallTexts } from './data/call-texts.ts';
import { openCatalog } from './data/catalog.ts';
import { openCenterData } from './data/center-data.ts';
import { openCustomerSources } from './data/customers/sources.ts';
import { openDatabase } from './data/database.ts';
import { DEMO_PASSWORD } from './data/demo.ts';
import { lastAgentOf } from './data/last-agent.ts';
import { openMessageBook } from './data/left-messages.ts';
import { openPeople } from './data/people.ts';
import { openRoutingStore } from './data/routing-store.ts';
import { openDataOut } from './data-out/open.ts';
import { clientAddress, countedAs, proxyList } from './http/addresses.ts';
import { openAgentDayApi } from './http/agent-day-api.ts';
import { openApi } from './http/api.ts';
import { openAuth } from './http/auth.ts';
import { isOwnOrigin } from './http/origin.ts';
import { openPages } from './http/pages.ts';
import { SignedInSockets } from './http/signed-in-sockets.ts';
import { openWeb } from './http/web.ts';
import { linkKey, prepareInstallation } from './installation.ts';
import { EchoDesk } from './media/echo.ts';
import { attachMediaGateway } from './media/gateway.ts';
import { MediaService } from './media/service.ts';
import { BOARD_NAMESPACE } from './protocol/board.ts';
import { LINK_NAMESPACE } from './protocol/link.ts';
import { WIDGET_NAMESPACE } from './protocol/widget.ts';
import { workstationNamespace } from './protocol/workstation.ts';
import { configureCommand } from './routing/configuration.ts';
import { carryOut, reopenMedia } from './routing/effects.ts';
import { LinkGateway, type LinkNamespace } from './routing/link-gateway.ts';
import { RoutingService } from './routing/service.ts';
import { openConversations, TextDesk } from './routing/text-desk.ts';
import { TextBook } from './routing/texts.ts';
import { TicketBook } from './routing/tickets.ts';
import { WidgetGateway } from './routing/widget-gateway.ts';
import { keptSecret } from './secret.ts';
import { Failure } from './sockets/failure.ts';
import { deriveKey } from './sockets/keys.ts';
import { openActing } from './supervision/acting.ts';
import { openBoard } from './supervision/board.ts';
import { openListening } from './supervision/listen.ts';
import type { ListeningDesk } from './supervision/listening.ts';
import { openLiveFigures } from './supervision/live-figures.ts';
import { openPlanning } from './supervision/planning.ts';
import { openReports } from './supervision/reports.ts';

export interface Tandem {
  /** Where it listens, for instance `http://127.0.0.1:3000`. */
  url: string;
  demo: boolean;
  /** Ends everything that was started, youngest first. Twice is fine. */
  close(): Promise<void>;
}

export interface TandemOptions {
  config: Config;
  log: Logger;
  now?: () => number;
  /** Without the pages, for tests that only speak the protocol. */
  pages?: boolean;
  /** Called when the program must not go on: what is in memory is no longer what would survive. */
  onFatal: (error: unknown) => void;
}

/** How long reports of activity are kept to replay decisions from. */
const REPORTS_KEPT_MS = 48 * 60 * 60 * 1000;
/** How often texts of conversations that are over leave the memory. */
const FORGET_TEXTS_EVERY_MS = 60_000;
const RETENTION_EVERY_MS = 60 * 60 * 1000;
/** Time for open connections to be closed in good order when the program ends. */
const GOODBYE_MS = 1000;

/** Starts every system in this process. On a failure, what had started is ended again. */
export async function startTandem({ config, log, now = Date.now, pages = true, onFatal }: TandemOptions): Promise<Tandem> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      for (const end of closers.reverse()) {
        try {
          await end();
        } catch (error) {
          log.error({ err: error }, 'Something did not end cleanly');
        }
      }
    })();
    return closing;
  };
  try {
    const secret = config.secret ?? keptSecret(config.dataFolder);
    const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder });
    closers.push(() => database.close());
    const { prisma } = database;
    const { demo } = await prepareInstallation(prisma, config, secret, now());
    const catalog = openCatalog(prisma);
    const sources = openCustomerSources(prisma, { key: deriveKey(secret, 'customer-systems'), now });
    const auth = openAuth(prisma, {
      secret: deriveKey(secret, 'sessions').toString('hex'),
      baseUrl: `http://${inUrl(config.host)}:${config.port}`,
      publicUrl: config.publicUrl,
    });
    const signedIn = new SignedInSockets({ whoIs: auth.whoIs, log: log.child({ system: 'web' }) });
    closers.push(() => signedIn.close());
    const proxies = proxyList(config.trustedProxies);

    const ticketSecret = deriveKey(secret, 'media-tickets');
    const media = await MediaService.create({
      workers: config.media.workers,
      listenIp: config.media.ip,
      announcedAddress: config.media.announcedAddress ?? undefined,
      basePort: config.media.port,
      workerBin: config.media.workerBin ?? undefined,
      log: log.child({ system: 'media' }),
      now,
    });
    const quality = openCallQuality(prisma);
    let qualityKept: Promise<unknown> = Promise.resolve();
    media.onEvent((event) => {
      if (event.kind !== 'quality') return;
      const kept = quality
        .add({ ...event, at: now() })
        .catch((error: unknown) => log.error({ err: error }, 'The quality of a call could not be kept'));
      qualityKept = qualityKept.then(() => kept);
    });
    // The last calls end with the media.
    closers.push(() => qualityKept);
    closers.push(() => media.close());
    const echo = new EchoDesk(media, ticketSecret, now);

    const store = await openRoutingStore(prisma, { cleansUp: database.kind === 'embedded' });
    const routing = await RoutingService.open({ store, now, log: log.child({ system: 'routing' }), onFatal });
    closers.push(() => routing.close());
    // One after the other: of two changes at the same moment the one that was read later is taken in later.
    let configured: Promise<unknown> = Promise.resolve();
    const configure = async () => {
      const next = configured.catch(() => {}).then(async () => routing.submit(await configureCommand(catalog)));
      configured = next;
      await next;
    };
    await configure();

    const reports = openReports({ prisma, auth, now, log: log.child({ system: 'reports' }) });
    closers.push(() => reports.close());
    const processors: CtiProcessor[] = [];
    const gateways: { widget: WidgetGateway | null; link: LinkGateway | null; listening: ListeningDesk | null } = {
      widget: null,
      link: null,
      listening: null,
    };
    const people = openPeople(prisma);
    const callStories = openCallStories(prisma);
    const figures = await openLiveFigures({ prisma, store, service: routing, catalog, media });
    closers.push(() => figures.close());
    const dataOut = await openDataOut({
      ...{ prisma, auth, catalog, people, config, now },
      audit: openAuditLog(prisma),
      stories: callStories,
      reports: reports.service,
      key: deriveKey(secret, 'webhooks'),
      board: figures.board,
      log: log.child({ system: 'data-out' }),
    });
    closers.push(() => dataOut.close());
    const planning = openPlanning({ prisma, auth, catalog, now, log: log.child({ system: 'planning' }) });
    closers.push(() => planning.close());
    const onPersonChanged = async (id: string) => {
      await signedIn.recheck(id);
      await gateways.listening?.recheck(id);
      await figures.reload();
      for (const processor of processors) await processor.reloadProfile(id);
    };
    const acting = openActing({
      ...{ prisma, auth, now },
      people,
      catalog,
      routing,
      supervise: (centerId, message) => (gateways.link ?? failStarting()).supervise(centerId, message),
      onPersonChanged,
      onRoutingChanged: configure,
    });
    const api = openApi({
      auth,
      catalog,
      people,
      parts: [
        ...dataOut.parts,
        ['/api/agents', openAgentDayApi({ auth, prisma, now })],
        ['/api/reports', reports.api],
        ['/api/planning', planning.api],
        ['/api/supervision', acting.api],
      ],
      publicUrl: config.publicUrl,
      log: log.child({ system: 'web' }),
      demo: demo ? { password: DEMO_PASSWORD } : null,
      leaveCall: async (key) => gateways.widget?.leave(key),
      callsIn: (queueId) => [...routing.state.calls.values()].filter((call) => call.queueId === queueId).length,
      health: () => ({ status: 'ok', database: database.kind, calls: routing.state.calls.size, media: media.stats() }),
      onSignedOut: async (id) => {
        await signedIn.recheck(id);
        await gateways.listening?.recheck(id);
      },
      onPersonChanged,
      onRoutingChanged: configure,
      sources,
      onSourceChanged: async (centerId) => {
        for (const processor of processors) if (processor.centerId === centerId) await processor.reopenCustomers();
      },
      messages: openMessageBook(prisma),
      messagesPerMinute: config.callsPerMinute,
      callStories,
      midnights: figures.midnights,
      now,
    });

    const nextPages = pages ? await openPages({ dev: config.dev }) : null;
    if (nextPages) closers.push(() => nextPages.close());
    const http = openWeb({
      api,
      auth,
      proxies,
      pages: nextPages?.handle ?? (async (_, response) => void response.writeHead(404).end()),
      log: log.child({ system: 'web' }),
    });
    const io = new SocketServer(http, {
      serveClient: false,
      // A page or a network that is gone without a word is noticed within 8 s.
      pingInterval: 3000,
      pingTimeout: 5000,
      // A message of 1 MB is told what is wrong with it; what is far larger is cut off.
      maxHttpBufferSize: 2 * 1024 * 1024,
      // Next.js answers its own upgrades in development.
      destroyUpgrade: !config.dev,
      allowRequest: ({ headers }, callback) => callback(null, isOwnOrigin(headers.origin, headers.host, config.publicUrl)),
    });
    const connections = connectionsOf(http);
    closers.push(() => closeHttp(io, http, connections));

    const tickets = new TicketBook(ticketSecret, now);
    const routingLog = log.child({ system: 'routing' });
    const textBook = await TextBook.open({ store: openCallTexts(prisma), now, log: routingLog }, openConversations(routing.state));
    const texts = new TextDesk(routing.state, textBook);
    const forgetTexts = setInterval(() => textBook.forgetAllBut(openConversations(routing.state)), FORGET_TEXTS_EVERY_MS);
    closers.push(() => clearInterval(forgetTexts));
    const listening = openListening({ io, prisma, auth, signedIn, catalog, service: routing, media, ticketSecret, log: routingLog });
    closers.push(() => listening.close());
    gateways.listening = listening;
    const widget = new WidgetGateway({
      namespace: io.of(WIDGET_NAMESPACE),
      service: routing,
      tickets,
      texts,
      listenersHeard: listening.heard,
      log: routingLog,
      callsPerMinute: config.callsPerMinute,
      lastAgentOf: (caller) => lastAgentOf(prisma, caller, now()),
      addressOf: ({ address, headers }) => countedAs(clientAddress(address, headers, proxies)),
    });
    closers.push(() => widget.close());
    gateways.widget = widget;
    widget.rememberCalls(routing.state);
    const link = new LinkGateway({
      namespace: io.of(LINK_NAMESPACE) as LinkNamespace,
      service: routing,
      tickets,
      texts,
      listenersSeen: listening.seen,
      echoTicket: (agentId) => echo.ticketFor(agentId),
      log: routingLog,
      keyHashOf: (centerId) => catalog.linkKeyHash(centerId),
    });
    closers.push(() => link.close());
    gateways.link = link;
    listening.onChange((conversationId) => {
      widget.tellConversation(conversationId);
      link.tellConversation(conversationId);
    });
    textBook.onText((conversationId, text) => {
      widget.tellText(conversationId, text);
      link.tellText(conversationId, text);
    });
    signedIn.guard(io.of(BOARD_NAMESPACE), ({ role }) => role === 'supervisor' || role === 'administrator');
    dataOut.serve(io, signedIn);
    const board = openBoard({ namespace: io.of(BOARD_NAMESPACE), figures, log: log.child({ system: 'board' }) });
    closers.push(() => board.close());
    attachMediaGateway(io, { service: media, ticketSecret, log: log.child({ system: 'media' }), clock: now });

    const retention = setInterval(() => void forgetOldReports(), RETENTION_EVERY_MS);
    closers.push(() => clearInterval(retention));
    const forgetOldReports = async () => {
      // Old reports can go only where a younger snapshot tells everything anew.
      link.askForSnapshots();
      await store
        .forgetReportsBefore(now() - REPORTS_KEPT_MS)
        .catch((error: unknown) => routingLog.error({ err: error }, 'Old reports could not be deleted'));
    };

    await reopenMedia(media, tickets, routing.state, routingLog);
    carryOut(
      routing,
      media,
      tickets,
      [
        (events, state) => widget.deliver(events, state),
        (events, state) => link.deliver(events, state),
        (events) => board.deliver(events),
        (events) => dataOut.deliver(events),
        (events, state) => listening.deliver(events, state),
      ],
      routingLog,
    );
    await routing.start();

    // Before anybody can connect: a workstation that comes to a center which is not there yet would be refused.
    for (const center of config.centers) {
      const centerLog = log.child({ system: 'cti', center: center.id });
      const processor = await CtiProcessor.open({
        data: await openCenterData(prisma, center.id, { sources, log: centerLog }),
        link: { key: linkKey(secret, center.id), epoch: ulid(), log: centerLog },
        now,
      });
      processors.push(processor);
      closers.push(() => processor.close());
      const namespace = io.of(workstationNamespace(center.id));
      signedIn.guard(namespace, ({ role, centerId }) => role === 'agent' && centerId === center.id);
      openCtiGateway({
        namespace: namespace as WorkstationNamespace,
        processor,
        log: centerLog,
        now,
        agentIdOf: async (handshake) => (await auth.whoIs(handshake.headers.cookie))?.id ?? null,
      });
    }

    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(config.port, config.host, resolve);
    });
    const { port } = http.address() as AddressInfo;
    const url = `http://${inUrl(config.host)}:${port}`;

    // Over TCP also inside one process: there is one code path.
    for (const processor of processors) processor.linkTo(linkUrl(config.host, port));
    return { url, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Requests come only once everything is there. */
function failStarting(): never {
  throw new Failure('unavailable', 'The server is starting. Try again in a moment.');
}

/** A server that listens on all addresses is reached on this machine's own. */
function linkUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${inUrl(reachable)}:${port}`;
}

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

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
