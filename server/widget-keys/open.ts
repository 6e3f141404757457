import type { Hono } from 'hono';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { openWidgetKeyStore, type WidgetKeyStore } from '../data/widget-keys.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { Auth } from '../http/auth.ts';
import { openWidgetKeysApi } from '../http/widget-keys-api.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { WidgetKeyBook } from './book.ts';
import { type WidgetGuard, widgetGuard } from './guard.ts';

export interface WidgetKeysOptions {
  prisma: PrismaClient;
  auth: Auth;
  /** 32 bytes, which identity secrets are sealed with. */
  key: Buffer;
  publicUrl: string | null;
  log: SocketLog;
  now: () => number;
}

export interface OpenWidgetKeys {
  store: WidgetKeyStore;
  book: WidgetKeyBook;
  guard: WidgetGuard;
  part: readonly [path: string, app: Hono];
  figures: () => Figure[];
}

/** The widget's keys: what administrators set, and who is let in by them. */
export async function openWidgetKeys({ prisma, auth, key, publicUrl, log, now }: WidgetKeysOptions): Promise<OpenWidgetKeys> {
  const store = openWidgetKeyStore(prisma, key);
  const book = await WidgetKeyBook.open(store);
  const secretsOf = (id: string) => store.secretsOf(id, now());
  const guard = widgetGuard({ book, secretsOf, publicUrl, now, log });
  const api = openWidgetKeysApi({ auth, store, audit: openAuditLog(prisma), onChanged: () => book.reload(), now });
  return {
    ...{ store, book, guard },
    part: ['/api/admin/widget-keys', api],
    figures: () => [
      {
        name: 'widget_refused_total',
        help: 'Widgets that were refused since the program started, by reason',
        kind: 'counter',
        samples: book.refusals().map(({ reason, count }) => ({ labels: { reason }, value: count })),
      },
    ],
  };
}
