import type { Server } from 'socket.io';
import { openAuditLog } from '../data/audit.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Auth } from '../http/auth.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import type { Media } from '../media/open.ts';
import { SUPERVISE_NAMESPACE } from '../protocol/supervise.ts';
import type { RoutingService } from '../routing/service.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { ListeningDesk } from './listening.ts';
import { serveListening } from './listening-gateway.ts';

/** Supervisors who listen in: their sessions, and the sockets by which they ask for them. */
export function openListening(options: {
  io: Server;
  prisma: PrismaClient;
  auth: Auth;
  signedIn: SignedInSockets;
  catalog: Pick<Catalog, 'centers'>;
  service: RoutingService;
  media: Pick<Media, 'service' | 'ticketSecret'>;
  log: SocketLog;
}): ListeningDesk {
  const { io, prisma, auth, signedIn, catalog, service, media, log } = options;
  const policies = async () => new Map((await catalog.centers()).map(({ id, listening }) => [id, listening]));
  const desk = new ListeningDesk({
    service,
    media: media.service,
    ticketSecret: media.ticketSecret,
    audit: openAuditLog(prisma),
    policies,
    log,
  });
  const namespace = io.of(SUPERVISE_NAMESPACE);
  signedIn.guard(namespace, ({ role }) => role === 'supervisor' || role === 'administrator');
  serveListening(namespace, { desk, whoIs: auth.whoIs, log });
  return desk;
}
