import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Namespace } from 'socket.io';
import { ulid } from 'ulid';
import { openAbuse } from '../abuse/open.ts';
import { openAnnouncements } from '../announcements/open.ts';
import type { Closers } from '../closers.ts';
import type { Config } from '../config.ts';
import type { Catalog } from '../data/catalog.ts';
import type { Database } from '../data/database.ts';
import { openLeases } from '../data/leases.ts';
import type { Figure } from '../data-out/metrics.ts';
import { routingTimes } from '../data-out/times.ts';
import { SharedNamespace } from '../doors/shared-namespace.ts';
import type { Auth } from '../http/auth.ts';
import type { Http } from '../http/open.ts';
import { openOutlookApi } from '../http/outlook-api.ts';
import { openMedia } from '../media/open.ts';
import { OWN_TOKENS } from '../protocol/link.ts';
import { type CallKey, type LeaveLine, WIDGET_NAMESPACE } from '../protocol/widget.ts';
import { CallLog } from '../routing/call-log.ts';
import { mainOf } from '../routing/core/conversation.ts';
import { openGateways } from '../routing/gateways.ts';
import { lead } from '../routing/leadership.ts';
import { openRouting } from '../routing/open.ts';
import { outlookOf } from '../routing/outlook.ts';
import { hashKey, newSecret } from '../sockets/keys.ts';
import { NO_NOTES } from '../system/link-notes.ts';
import type { Traces } from '../traces/open.ts';
import { traceCalls } from '../traces/trace-calls.ts';
import type { OpenWidgetKeys } from '../widget-keys/open.ts';

export interface OwnRouting {
  /** By which the center's CTI processor links to it. */
  linkKey: string;
  /** Callers' sockets, of whichever it is that somebody lets in here. */
  sockets: SharedNamespace;
  hasVoice: boolean;
  has(callId: string): Promise<boolean>;
  leave(key: CallKey & LeaveLine): Promise<void>;
  outlook: Hono;
  /** Conversations that are not over. */
  isOpen(conversationId: string): boolean;
  calls(): number;
  figures(): Figure[];
  /** Queues, skills or the center's limits are other than they were. */
  configure(): Promise<void>;
}

/**
 * A center's own routing: the same core, gateways and log as the routing server's, on the center's database, for callers of its own
 * entry while the routing server can't be reached. Its reservations have numbers of their own.
 */
export async function openOwnRouting(
  options: {
    config: Config;
    centerId: string;
    secret: string;
    database: Database;
    catalog: Catalog;
    widgetKeys: OpenWidgetKeys;
    http: Http;
    auth: Auth;
    onFatal: (error: unknown) => void;
    signal: AbortSignal;
    traces: Traces;
    now: () => number;
    log: Logger;
  },
  closers: Closers,
): Promise<OwnRouting> {
  const { config, centerId, secret, database, catalog, widgetKeys, http, auth, onFatal, signal, traces, now, log } = options;
  const { prisma } = database;
  const { lease } = closers.add(
    await lead({
      ...{ leases: openLeases(prisma), lock: null, holder: ulid(), address: null, alone: database.kind === 'embedded', signal },
      onWaiting: () => log.warn('Another process has this center’s own routing; it is waited for'),
      ...{ onLost: onFatal, log },
    }),
  );
  const media = closers.add(await openMedia({ config, prisma, secret, now, log, traces }));
  const { times } = routingTimes();
  const routing = closers.add(await openRouting({ database, lease, catalog, firstToken: OWN_TOKENS, now, log, onFatal, times }));
  const { service } = routing;
  const { guard: widgets } = widgetKeys;
  const abuse = closers.add(await openAbuse({ prisma, auth, config, secret, note: service.note, isOpen: () => true, now, log }));
  const queueOf = (callId: string) => mainOf(service.state, callId)?.queueId ?? null;
  const announcements = await openAnnouncements({ prisma, auth, now, widgets, queueOf });
  const sockets = new SharedNamespace(withoutItsOwn(http.io.of(WIDGET_NAMESPACE)));
  const linkKey = newSecret();
  const gateways = closers.add(
    await openGateways({
      io: {
        of: (name) => (name === WIDGET_NAMESPACE ? (sockets as unknown as Namespace) : http.io.of(name)),
        count: () => http.io.engine.clientsCount,
      },
      notes: NO_NOTES,
      linkKeys: { hashesOf: async (id) => (id === centerId ? [hashKey(linkKey)] : []) },
      // Supervisors are at the installation.
      listening: { seen: () => [], heard: () => [] },
      ...{ prisma, routing, media, widgets, gate: abuse.gate, announcements: announcements.book, config, now, log, traces },
    }),
  );
  media.serve(http.io);
  if (traces.on) traceCalls(service, traces);
  const callLog = new CallLog(service.state, ({ details, message }) => log.info(details, message));
  await gateways.start([(events, state) => callLog.take(events, state)]);
  return {
    ...{ linkKey, sockets, hasVoice: config.roles.has('media') },
    has: async (callId) => service.state.calls.has(callId) || (await prisma.call.count({ where: { id: callId } })) > 0,
    leave: (key) => gateways.widget.leave(key),
    outlook: openOutlookApi({ widgets, enter: abuse.gate.enter, outlookOf: (queueId) => outlookOf(service.state, queueId, now()) }),
    isOpen: (conversationId) => mainOf(service.state, conversationId) !== null,
    calls: () => service.state.calls.size,
    figures: () => media.figures(),
    configure: () => routing.configure(),
  };
}

/** Tells sockets of this namespace, and lets none in by itself: that is for the entry's door. */
function withoutItsOwn(namespace: Namespace): Namespace {
  const { name } = namespace;
  const told = { to: namespace.to.bind(namespace), in: namespace.in.bind(namespace) };
  const stub = { ...told, name, sockets: new Map(), use: () => stub, on: () => stub };
  return stub as unknown as Namespace;
}
