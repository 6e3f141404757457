import type { CallerGate } from '../abuse/gate.ts';
import type { AnnouncementBook } from '../announcements/book.ts';
import { believeCenters } from '../center/word.ts';
import type { Config } from '../config.ts';
import { openCallTexts } from '../data/call-texts.ts';
import { openConsentBook } from '../data/consents.ts';
import type { PrismaClient } from '../data/database.ts';
import { lastAgentOf } from '../data/last-agent.ts';
import type { LinkKeyStore } from '../data/link-keys.ts';
import { clientAddress, countedAs, proxyList } from '../http/addresses.ts';
import type { Media } from '../media/open.ts';
import { LINK_NAMESPACE } from '../protocol/link.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import type { LinkNotes } from '../system/link-notes.ts';
import { traceOfRoom } from '../traces/of-call.ts';
import type { Traces } from '../traces/open.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import type { RoutingEvent } from './core/events.ts';
import type { RoutingState } from './core/state.ts';
import { carryOut, reopenMedia } from './effects.ts';
import { LinkGateway, type LinkNamespace } from './link-gateway.ts';
import type { Routing } from './open.ts';
import { openConversations, TextDesk } from './text-desk.ts';
import { SilenceWatch } from './text-watch.ts';
import { TextBook } from './texts.ts';
import { TicketBook } from './tickets.ts';
import type { ListenersHeard, ListenersSeen } from './views.ts';
import { WidgetGateway } from './widget-gateway.ts';

/** How long reports of activity are kept to replay decisions from. */
const REPORTS_KEPT_MS = 48 * 60 * 60 * 1000;
const RETENTION_EVERY_MS = 60 * 60 * 1000;
/** How often texts of conversations that are over leave the memory. */
const FORGET_TEXTS_EVERY_MS = 60_000;

export interface Gateways {
  widget: WidgetGateway;
  link: LinkGateway;
  texts: TextDesk;
  /** Resolves when the caller of that conversation can join its media. */
  prepared(conversationId: string): Promise<void>;
  /** Called for each text of a conversation once it is kept. */
  onText: TextBook['onText'];
  /**
   * Media and gateways follow what is decided from now on, and the core begins to decide.
   * @param others told of it after them
   */
  start(others: ((events: readonly RoutingEvent[], state: RoutingState) => void)[]): Promise<void>;
  close(): void;
}

/** The sockets of callers and of centers, and what both are told. */
export async function openGateways(options: {
  io: Sockets;
  prisma: PrismaClient;
  linkKeys: Pick<LinkKeyStore, 'hashesOf'>;
  notes: LinkNotes<'center'>;
  routing: Routing;
  media: Media;
  /** Supervisors who listen in. */
  listening: { seen: ListenersSeen; heard: ListenersHeard };
  widgets: Pick<WidgetGuard, 'guard' | 'assertReaches' | 'consentOf' | 'verify'>;
  gate: CallerGate;
  /** What is announced to those who wait. */
  announcements: Pick<AnnouncementBook, 'revOf' | 'told'>;
  config: Pick<Config, 'trustedProxies'>;
  now: () => number;
  log: SocketLog;
  traces: Traces;
}): Promise<Gateways> {
  const { io, prisma, linkKeys, notes, routing, media, listening, widgets, config, now, log, traces } = options;
  const { service, store } = routing;
  const proxies = proxyList(config.trustedProxies);
  const tickets = new TicketBook(media.rooms, media.sign);
  const book = await TextBook.open({ store: openCallTexts(prisma), now, log }, openConversations(service.state));
  const texts = new TextDesk(service.state, book);
  const silence = new SilenceWatch({
    ...{ service, lastText: texts.lastOf },
    onChange: (conversationId) => {
      widget.tellConversation(conversationId);
      link.tellConversation(conversationId);
    },
  });
  io.of(WIDGET_NAMESPACE).use(believeCenters((centerId) => linkKeys.hashesOf(centerId)));
  widgets.guard(io.of(WIDGET_NAMESPACE));
  const widget = new WidgetGateway({
    ...{ namespace: io.of(WIDGET_NAMESPACE), service, tickets, texts, log, traces },
    listenersHeard: listening.heard,
    silence,
    gate: options.gate,
    announcements: options.announcements,
    lastAgentOf: (caller) => lastAgentOf(prisma, caller, now()),
    assertReaches: widgets.assertReaches,
    consentOf: widgets.consentOf,
    consents: openConsentBook(prisma),
    verify: widgets.verify,
    addressOf: ({ address, headers }) => countedAs(clientAddress(address, headers, proxies)),
  });
  widget.rememberCalls(service.state);
  const link = new LinkGateway({
    ...{ namespace: io.of(LINK_NAMESPACE) as LinkNamespace, service, tickets, texts, notes, log, traces },
    listenersSeen: listening.seen,
    silentAt: silence.endsAt,
    echoTicket: (agentId, centerId) => media.echo.ticketFor(agentId, centerId),
    keyHashesOf: (centerId) => linkKeys.hashesOf(centerId),
  });
  media.rooms.traceBy((conversationId) => traceOfRoom(service.state, conversationId));
  media.rooms.cutWhen((centerId) => !link.isLinked(centerId));
  media.rooms.onMoved((conversationId) => {
    const told = async () => {
      await tickets.renew(conversationId, service.state);
      widget.tellConversation(conversationId);
      link.tellConversation(conversationId);
    };
    told().catch((error: unknown) => log.error({ err: error, conversationId }, 'Tickets to another media server could not be given'));
  });
  book.onText((conversationId, text) => {
    widget.tellText(conversationId, text);
    link.tellText(conversationId, text);
    silence.heard(conversationId);
  });
  const forgetTexts = setInterval(() => book.forgetAllBut(openConversations(service.state)), FORGET_TEXTS_EVERY_MS);
  const forgetReports = setInterval(() => {
    // Old reports can go only where a younger snapshot tells everything anew.
    link.askForSnapshots();
    store
      .forgetReportsBefore(now() - REPORTS_KEPT_MS)
      .catch((error: unknown) => log.error({ err: error }, 'Old reports could not be deleted'));
  }, RETENTION_EVERY_MS);
  return {
    widget,
    link,
    texts,
    onText: (listener) => book.onText(listener),
    prepared: (conversationId) => tickets.prepareCall(conversationId, service.state),
    async start(others) {
      await reopenMedia(media.rooms, tickets, service.state);
      const own = [widget, link].map(
        (gateway) => (events: readonly RoutingEvent[], state: RoutingState) =>
          gateway.deliver(
            events.filter(({ toldBy }) => toldBy === undefined),
            state,
          ),
      );
      carryOut(service, media.rooms, tickets, [...own, ...others], log);
      await service.start();
    },
    close() {
      clearInterval(forgetReports);
      clearInterval(forgetTexts);
      silence.close();
      link.close();
      widget.close();
    },
  };
}
