import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import { openApiKeys } from '../data/api-keys.ts';
import type { AuditLog } from '../data/audit.ts';
import { openCallList } from '../data/call-list.ts';
import type { CallStories } from '../data/call-story.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import { openEventLog } from '../data/event-log.ts';
import type { People } from '../data/people.ts';
import { proxyList } from '../http/addresses.ts';
import { openApiKeysApi } from '../http/api-keys-api.ts';
import type { Auth } from '../http/auth.ts';
import { openDataApi } from '../http/data-api.ts';
import { keyFinder } from '../http/keyed.ts';
import { OpenStreams } from '../http/open-streams.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import { ALERTS_NAMESPACE } from '../protocol/alerts.ts';
import type { Board } from '../protocol/board.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import { openAlerts } from '../supervision/alerts/open.ts';
import type { ReportService } from '../supervision/report-service.ts';
import { openWebhooks } from '../webhooks/open.ts';
import { apiAgents, apiQueues } from './api-figures.ts';
import { EventTail } from './event-tail.ts';
import { figuresOf, type Metrics } from './metrics.ts';

export interface DataOutOptions {
  prisma: PrismaClient;
  auth: Auth;
  audit: AuditLog;
  catalog: Catalog;
  people: People;
  stories: CallStories;
  reports: ReportService;
  config: Pick<Config, 'webhookNetworks'>;
  /** 32 bytes, which the secrets of webhooks are sealed with. */
  key: Buffer;
  /** The live board as it is at this moment. */
  board: () => Board;
  /** Takes the figures of what there is to do. */
  metrics: Pick<Metrics, 'add'>;
  log: SocketLog;
  now: () => number;
}

export interface DataOut {
  parts: readonly (readonly [path: string, app: Hono])[];
  /** Tells supervisors' pages of alerts. */
  serve(io: Sockets, signedIn: SignedInSockets): void;
  /** Told of what has been stored, batch by batch. */
  deliver(events: readonly RoutingEvent[]): void;
  close(): Promise<void>;
}

/** What leaves the program: alerts to supervisors, webhooks, and to other programs the HTTP API with its stream of events. */
export async function openDataOut(options: DataOutOptions): Promise<DataOut> {
  const { prisma, auth, audit, catalog, people, stories, reports, board, log, now } = options;
  const keys = openApiKeys(prisma);
  const events = openEventLog(prisma, now);
  const tail = new EventTail(events, (error) => log.error({ err: error }, 'The log could not be read for those who follow it'));
  const streams = new OpenStreams();
  const keyOf = keyFinder(keys, now);
  const dataApi = openDataApi({
    ...{ keyOf, calls: openCallList(prisma), stories, events, tail, streams, reports },
    agents: async () => apiAgents(await people.list(), await catalog.skills(), board()),
    queues: async () => apiQueues(await catalog.queues(), board()),
  });
  const networks = proxyList(options.config.webhookNetworks);
  const webhooks = await openWebhooks({ prisma, auth, audit, key: options.key, networks, log, now });
  const alerts = await openAlerts({ prisma, auth, audit, catalog, people, board, log, now });
  alerts.onNews((news) => webhooks.tell(news));
  options.metrics.add(async () => figuresOf({ board: board(), webhooks: await webhooks.counts(), streams: streams.size }));
  return {
    parts: [
      ['/api/v1', dataApi],
      ['/api/alerts', alerts.api],
      ['/api/admin/keys', openApiKeysApi({ auth, keys, audit, onEnded: (id) => streams.endOf(id), now })],
      ['/api/admin/webhooks', webhooks.api],
    ],
    serve(io, signedIn) {
      signedIn.guard(io.of(ALERTS_NAMESPACE), ({ role }) => role === 'supervisor' || role === 'administrator');
      alerts.serve(io.of(ALERTS_NAMESPACE));
    },
    deliver(batch) {
      tail.notice(batch);
      webhooks.deliver(batch);
    },
    async close() {
      streams.close();
      tail.close();
      await alerts.close();
      await webhooks.close();
    },
  };
}
