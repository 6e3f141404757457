import type { Hono } from 'hono';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { openWidgetKeyStore, type WidgetKeyStore } from '../data/widget-keys.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { Auth } from '../http/auth.ts';
import { openCallerSettingsApi } from '../http/caller-settings-api.ts';
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
  /** Keys are other than they were. */
  onChanged?: () => void;
}

export interface OpenWidgetKeys {
  store: WidgetKeyStore;
  book: WidgetKeyBook;
  guard: WidgetGuard;
  parts: readonly (readonly [path: string, app: Hono])[];
  figures: () => Figure[];
}

/** The widget's keys: what administrators set, and who is let in by them. */
export async function openWidgetKeys({
  prisma,
  auth,
  key,
  publicUrl,
  log,
  now,
  onChanged = () => {},
}: WidgetKeysOptions): Promise<OpenWidgetKeys> {
  const store = openWidgetKeyStore(prisma, key);
  const book = await WidgetKeyBook.open(store);
  const secretsOf = (id: string) => store.secretsOf(id, now());
  const guard = widgetGuard({ book, secretsOf, publicUrl, now, log });
  const reload = async () => {
    await book.reload();
    onChanged();
  };
  const api = openWidgetKeysApi({ auth, store, audit: openAuditLog(prisma), onChanged: reload, now });
  return {
    ...{ store, book, guard },
    parts: [
      ['/api/admin/widget-keys', api],
      ['/api/widget/settings', openCallerSettingsApi({ widgets: guard })],
    ],
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
