import { openAuditLog } from '../data/audit.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Auth } from '../http/auth.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import type { Media } from '../media/open.ts';
import { SUPERVISE_NAMESPACE } from '../protocol/supervise.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingState } from '../routing/core/state.ts';
import type { Gateways } from '../routing/gateways.ts';
import type { RoutingService } from '../routing/service.ts';
import type { ListenersHeard, ListenersSeen } from '../routing/views.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import { audited } from './audited.ts';
import { CallerInHand } from './caller-in-hand.ts';
import { ListeningDesk } from './listening.ts';
import { serveListening } from './listening-gateway.ts';
import { ListeningLog } from './listening-log.ts';
import { ListeningRoom } from './listening-room.ts';
import type { Refusals } from './refusals.ts';

export interface Listening {
  seen: ListenersSeen;
  heard: ListenersHeard;
  /** Callers and centers are told of who listens, and who has a caller writes to them. Before anybody can connect. */
  join(gateways: Gateways): void;
  deliver(events: readonly RoutingEvent[], state: RoutingState): void;
  recheck(userId: string): Promise<void>;
  close(): Promise<void>;
}

/** Supervisors who listen in: their sessions, and the sockets by which they ask for them. */
export function openListening(options: {
  io: Sockets;
  prisma: PrismaClient;
  auth: Auth;
  signedIn: SignedInSockets;
  catalog: Pick<Catalog, 'centers'>;
  service: RoutingService;
  media: Pick<Media, 'rooms' | 'sign'>;
  refusals: Refusals;
  log: SocketLog;
}): Listening {
  const { io, prisma, auth, signedIn, catalog, service, media, refusals, log } = options;
  const policies = async () => new Map((await catalog.centers()).map(({ id, listening }) => [id, listening]));
  const audit = openAuditLog(prisma);
  const now = () => service.now();
  const written = new ListeningLog({ audit, audited: audited(audit, refusals, now), state: service.state, now });
  let gateways: Gateways | null = null;
  const inHand = new CallerInHand(service, () => {
    if (!gateways) throw new Error('nobody can be written to yet');
    return gateways.texts;
  });
  const room = new ListeningRoom({ service, media: media.rooms, written, policies, log });
  const desk = new ListeningDesk(room, { service, sign: media.sign, written, log });
  media.rooms.onMoved((conversationId) => {
    desk
      .moved(conversationId)
      .catch((error: unknown) =>
        log.error({ err: error, conversationId }, 'A listener’s ticket to another media server could not be made'),
      );
  });
  const namespace = io.of(SUPERVISE_NAMESPACE);
  signedIn.guard(namespace, ({ role }) => role === 'supervisor' || role === 'administrator');
  serveListening(namespace, { desk, room, inHand, whoIs: auth.whoIs, log });
  return {
    seen: room.seen,
    heard: room.heard,
    join(joined) {
      gateways = joined;
      room.onChange((conversationId) => {
        joined.widget.tellConversation(conversationId);
        joined.link.tellConversation(conversationId);
      });
      joined.onText((conversationId, text) => inHand.tell(room.sessions.of(conversationId), text));
    },
    deliver: (events, state) => desk.deliver(events, state),
    recheck: (userId) => desk.recheck(userId),
    close: () => desk.close(),
  };
}
