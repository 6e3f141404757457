import type { Hono } from 'hono';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import type { People } from '../data/people.ts';
import type { Auth } from '../http/auth.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import type { MediaRooms } from '../media/rooms.ts';
import { BOARD_NAMESPACE, type Board } from '../protocol/board.ts';
import type { Supervise } from '../protocol/supervision.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { Routing } from '../routing/open.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import { openActing } from './acting.ts';
import { openBoard } from './board.ts';
import { type LiveFigures, openLiveFigures } from './live-figures.ts';
import { openPlanning } from './planning.ts';
import type { Refusals } from './refusals.ts';
import type { ReportService } from './report-service.ts';
import { openReports } from './reports.ts';

export interface Supervision {
  parts: readonly (readonly [path: string, app: Hono])[];
  reports: ReportService;
  /** The live board as it is at this moment. */
  board(): Board;
  midnights: LiveFigures['midnights'];
  /** People or centers are other than they were. */
  reload(): Promise<void>;
  /** Told of what has been stored, batch by batch. */
  deliver(events: readonly RoutingEvent[]): void;
  close(): Promise<void>;
}

/** The supervisors' room, but for listening in: live board, acting with its audit log, reports, planning. */
export async function openSupervision(options: {
  io: Sockets;
  prisma: PrismaClient;
  auth: Auth;
  signedIn: SignedInSockets;
  catalog: Catalog;
  people: People;
  routing: Routing;
  media: MediaRooms;
  /** Has a center do what a supervisor asks for. */
  supervise: (centerId: string, message: Supervise) => Promise<void>;
  onPersonChanged: (id: string) => Promise<void>;
  refusals: Refusals;
  now: () => number;
  log: { child(bindings: object): SocketLog & { info(details: object, message: string): void } };
}): Promise<Supervision> {
  const { io, prisma, auth, signedIn, catalog, people, routing, media, supervise, onPersonChanged, refusals, now, log } = options;
  const figures = await openLiveFigures({ prisma, store: routing.store, service: routing.service, catalog, media });
  const namespace = io.of(BOARD_NAMESPACE);
  signedIn.guard(namespace, ({ role }) => role === 'supervisor' || role === 'administrator');
  const board = openBoard({ namespace, figures, log: log.child({ system: 'board' }) });
  const reports = openReports({ prisma, auth, now, log: log.child({ system: 'reports' }) });
  const planning = openPlanning({ prisma, auth, catalog, now, log: log.child({ system: 'planning' }) });
  const acting = openActing({
    ...{ prisma, auth, now, people, catalog, supervise, onPersonChanged, refusals },
    routing: routing.service,
    onRoutingChanged: routing.configure,
  });
  return {
    parts: [
      ['/api/reports', reports.api],
      ['/api/planning', planning.api],
      ['/api/supervision', acting.api],
    ],
    reports: reports.service,
    board: () => figures.board(),
    midnights: figures.midnights,
    reload: () => figures.reload(),
    deliver: (events) => board.deliver(events),
    async close() {
      planning.close();
      board.close();
      figures.close();
      await reports.close();
    },
  };
}
