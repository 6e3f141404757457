import type { Hono } from 'hono';
import { openApiKeys } from '../data/api-keys.ts';
import type { AuditLog } from '../data/audit.ts';
import { openCallList } from '../data/call-list.ts';
import type { CallStories } from '../data/call-story.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import { openEventLog } from '../data/event-log.ts';
import type { People } from '../data/people.ts';
import { openApiKeysApi } from '../http/api-keys-api.ts';
import type { Auth } from '../http/auth.ts';
import { openDataApi } from '../http/data-api.ts';
import { keyFinder } from '../http/keyed.ts';
import { OpenStreams } from '../http/open-streams.ts';
import type { Board } from '../protocol/board.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { apiAgents, apiQueues } from './api-figures.ts';
import { EventTail } from './event-tail.ts';

export interface DataOutOptions {
  prisma: PrismaClient;
  auth: Auth;
  audit: AuditLog;
  catalog: Catalog;
  people: People;
  stories: CallStories;
  /** The live board as it is at this moment. */
  board: () => Board;
  log: SocketLog;
  now: () => number;
}

export interface DataOut {
  /** /api/v1 */
  dataApi: Hono;
  /** /api/admin/keys */
  keysApi: Hono;
  /** Told of what has been stored, batch by batch. */
  deliver(events: readonly RoutingEvent[]): void;
  close(): void;
}

/** What other programs get from here: the HTTP API by keys, and the stream of events. */
export function openDataOut({ prisma, auth, audit, catalog, people, stories, board, log, now }: DataOutOptions): DataOut {
  const keys = openApiKeys(prisma);
  const events = openEventLog(prisma, now);
  const tail = new EventTail(events, (error) => log.error({ err: error }, 'The log could not be read for those who follow it'));
  const streams = new OpenStreams();
  const dataApi = openDataApi({
    ...{ keyOf: keyFinder(keys, now), calls: openCallList(prisma), stories, events, tail, streams },
    agents: async () => apiAgents(await people.list(), await catalog.skills(), board()),
    queues: async () => apiQueues(await catalog.queues(), board()),
  });
  return {
    dataApi,
    keysApi: openApiKeysApi({ auth, keys, audit, onEnded: (id) => streams.endOf(id), now }),
    deliver: (batch) => tail.notice(batch),
    close() {
      streams.close();
      tail.close();
    },
  };
}
