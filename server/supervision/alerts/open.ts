import type { Hono } from 'hono';
import type { Namespace } from 'socket.io';
import { openAlertBook } from '../../data/alert-book.ts';
import type { AuditLog } from '../../data/audit.ts';
import type { Catalog } from '../../data/catalog.ts';
import type { PrismaClient } from '../../data/database.ts';
import type { People } from '../../data/people.ts';
import { acknowledge, openAlertsApi } from '../../http/alerts-api.ts';
import type { Auth } from '../../http/auth.ts';
import type { Board } from '../../protocol/board.ts';
import type { SocketLog } from '../../sockets/handle.ts';
import { AlertDesk, type AlertNews } from './desk.ts';
import { AlertsGateway } from './gateway.ts';

interface AlertsOptions {
  prisma: PrismaClient;
  auth: Auth;
  audit: AuditLog;
  catalog: Catalog;
  people: People;
  /** The live board as it is at this moment. */
  board: () => Board;
  log: SocketLog;
  now: () => number;
}

export interface Alerts {
  /** /api/alerts */
  api: Hono;
  /** Tells the supervisors who are connected here; its middleware lets in no others. */
  serve(namespace: Namespace): void;
  onNews(listener: (news: AlertNews) => void): void;
  close(): Promise<void>;
}

/** Alerts: rules kept and looked after, and whom they are for told. */
export async function openAlerts({ prisma, auth, audit, catalog, people, board, log, now }: AlertsOptions): Promise<Alerts> {
  const book = openAlertBook(prisma);
  const desk = await AlertDesk.open({ book, board, now, log });
  const keeping = { auth, desk, book, catalog, people, audit, now };
  return {
    api: openAlertsApi(keeping),
    serve(namespace) {
      const gateway = new AlertsGateway({
        ...{ namespace, log, now, whoIs: auth.whoIs },
        alerts: () => desk.alerts,
        figures: () => desk.figures,
        acknowledge: (id, who) => acknowledge(keeping, id, who),
      });
      desk.onNews(() => gateway.changed());
      desk.onFigures(() => gateway.moved());
    },
    onNews: (listener) => desk.onNews(listener),
    close: () => desk.close(),
  };
}
