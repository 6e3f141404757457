import type { BlockList } from 'node:net';
import type { Hono } from 'hono';
import { openAlertBook } from '../data/alert-book.ts';
import type { AuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { openEventLog } from '../data/event-log.ts';
import { openWebhookBook } from '../data/webhook-book.ts';
import type { Auth } from '../http/auth.ts';
import { openWebhooksApi } from '../http/webhooks-api.ts';
import type { Alert } from '../protocol/alerts.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { AlertNews } from '../supervision/alerts/desk.ts';
import { maySendTo } from './addresses.ts';
import { WebhookDesk } from './desk.ts';
import { sender } from './send.ts';

/** How far back alerts are looked through after a start, for those that were kept but not yet handed over. */
const CATCH_UP_MS = 60 * 60_000;

interface WebhooksOptions {
  prisma: PrismaClient;
  auth: Auth;
  audit: AuditLog;
  /** 32 bytes, which secrets are sealed with. */
  key: Buffer;
  /** Of the own network: where webhooks may be sent. */
  networks: BlockList;
  log: SocketLog;
  now: () => number;
}

export interface Webhooks {
  /** /api/admin/webhooks */
  api: Hono;
  deliver(events: readonly RoutingEvent[]): void;
  tell(news: AlertNews): void;
  counts(): Promise<{ pending: number; dead: number }>;
  close(): Promise<void>;
}

/** Webhooks: addresses that are told of events and alerts, however often it takes. */
export async function openWebhooks({ prisma, auth, audit, key, networks, log, now }: WebhooksOptions): Promise<Webhooks> {
  const book = openWebhookBook(prisma, key);
  const events = openEventLog(prisma, now);
  const may = maySendTo(networks);
  const desk = new WebhookDesk({ book, events, send: sender(may), now, random: Math.random, log });
  const tellAlert = (kind: AlertNews['kind'], alert: Alert) => {
    const { firedAt, clearedAt, acknowledged } = alert;
    const at = { fired: firedAt, cleared: clearedAt, acknowledged: acknowledged?.at ?? null }[kind];
    return desk.tellAlert(`alert-${kind}`, alert, at ?? firedAt);
  };
  // Between an alert being kept and it being handed over here the program may have ended.
  for (const alert of await openAlertBook(prisma).since(now() - CATCH_UP_MS)) {
    await tellAlert('fired', alert);
    if (alert.clearedAt !== null) await tellAlert('cleared', alert);
    if (alert.acknowledged) await tellAlert('acknowledged', alert);
  }
  return {
    api: openWebhooksApi({ auth, book, events, audit, may, now }),
    deliver: (batch) => desk.notice(batch),
    tell({ kind, alert }) {
      tellAlert(kind, alert).catch((error: unknown) => log.error({ err: error }, 'An alert could not be kept for webhooks'));
    },
    counts: () => book.counts(),
    close: () => desk.close(),
  };
}
