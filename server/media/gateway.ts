import type { KeyObject } from 'node:crypto';
import type { types as ms } from 'mediasoup';
import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';
import type { z } from 'zod';
import {
  AskShare,
  ConnectTransport,
  DeclineShare,
  Handshake,
  MEDIA_NAMESPACE,
  type MediaToParty,
  type NodeId,
  Nothing,
  type PartyToMedia,
  Produce,
  SetMuted,
  ShareRef,
  StopShare,
  type TicketClaims,
  TransportRef,
} from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import { handle, refuseConnection, type SocketLog } from '../sockets/handle.ts';
import { parse } from '../sockets/parse.ts';
import { type MediaLog, messageOf } from './log.ts';
import type { PartySink } from './party-session.ts';
import type { MediaService } from './service.ts';
import { verifyTicket } from './tickets.ts';

export interface MediaGatewayOptions {
  service: MediaService;
  /** Tells whose tickets are good; null while it is not known yet. */
  ticketKey: () => KeyObject | null;
  /** On a machine of its own it hears of its rooms by a link, and a party may be here before that. */
  node?: { id: NodeId; linked: () => boolean };
  log: MediaLog;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

interface Data {
  claims: TicketClaims;
  rtpCapabilities: ms.RtpCapabilities;
}
type MessageOf<E extends keyof PartyToMedia> = Parameters<PartyToMedia[E]>[0];
/** What a handler of this request gives back: the data of its acknowledgement, nothing when that is empty. */
type DataOf<E extends keyof PartyToMedia> = Extract<Parameters<Parameters<PartyToMedia[E]>[1]>[0], { ok: true }>['data'];
// biome-ignore lint/suspicious/noConfusingVoidType: it is the type that a handler returns.
type Empty<T> = T extends Record<string, never> ? void : T;
type Result<E extends keyof PartyToMedia> = Empty<DataOf<E>> | Promise<Empty<DataOf<E>>>;
type MediaNamespace = Namespace<PartyToMedia, MediaToParty, DefaultEventsMap, Data>;
type MediaSocket = Parameters<Parameters<MediaNamespace['use']>[0]>[0];

const CONSUME_TIMEOUT_MS = 10_000;
/** How much later than a party what lets it in may come. */
const LINK_BEHIND_MS = 2000;

/** The `/media` namespace: see server/protocol/media.ts. A socket is one party's presence; when it goes, so do its transports. */
export function attachMediaGateway(io: Server, { service, ticketKey, node, log, clock = Date.now }: MediaGatewayOptions): void {
  const namespace: MediaNamespace = io.of(MEDIA_NAMESPACE);

  namespace.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => next(refused(error, 'handshake', log)),
    );
  });

  async function admit(socket: MediaSocket): Promise<void> {
    const { ticket, rtpCapabilities } = parse(Handshake, socket.handshake.auth);
    const key = ticketKey();
    if (key === null) throw notLinked();
    const claims = await verifyTicket(ticket, key, clock(), node?.id ?? null);
    await assertMayJoinSoon(claims);
    socket.data = { claims, rtpCapabilities: rtpCapabilities as ms.RtpCapabilities };
  }

  async function assertMayJoinSoon(claims: TicketClaims): Promise<void> {
    const until = node === undefined ? 0 : performance.now() + LINK_BEHIND_MS;
    for (;;) {
      try {
        return service.assertMayJoin(claims);
      } catch (error) {
        const left = until - performance.now();
        if (left > 0) await service.changed(left);
        else if (node === undefined || node.linked()) throw error;
        else throw notLinked();
      }
    }
  }

  namespace.on('connection', (socket) => {
    const { claims, rtpCapabilities } = socket.data;
    let session: ReturnType<MediaService['join']>;
    try {
      session = service.join(claims, rtpCapabilities, sinkOf(socket));
    } catch (error) {
      // The call was closed, or the agent put out, between the handshake and now.
      refused(error, 'join', log);
      socket.emit('closed', { reason: 'call-ended' });
      socket.disconnect();
      return;
    }
    log.info(claims, 'media party joined');

    const named: SocketLog = {
      warn: (details, message) => log.warn({ ...claims, ...details }, message),
      error: (details, message) => log.error({ ...claims, ...details }, message),
    };
    const on = <E extends keyof PartyToMedia>(event: E, schema: z.ZodType<MessageOf<E>>, run: (message: MessageOf<E>) => Result<E>) =>
      handle(socket as unknown as Socket, event, schema, named, run);
    on('connect-transport', ConnectTransport, (message) => session.connectTransport(message));
    on('produce', Produce, (message) => session.produce(message));
    on('restart-ice', TransportRef, ({ transportId }) => session.restartIce(transportId));
    on('rejoin', Nothing, () => session.rejoin());
    on('set-muted', SetMuted, ({ muted }) => session.setMuted(muted));
    on('stop-share', StopShare, ({ source }) => session.stopShare(source));
    on('watch-share', ShareRef, ({ producerId }) => session.watchShare(producerId));
    on('unwatch-share', ShareRef, ({ producerId }) => session.unwatchShare(producerId));
    on('ask-share', AskShare, (message) => session.askShare(message));
    on('decline-share', DeclineShare, (message) => session.declineShare(message));
    socket.on('disconnect', (reason) => {
      session.leave();
      log.info({ ...claims, reason }, 'media party left');
    });
  });
}

const notLinked = () => new Failure('unavailable', 'This media server can’t reach the routing server now. Try again in a moment.');

/** One log line, and what the browser is told. */
function refused(error: unknown, event: string, log: MediaLog): Error {
  const failure = error instanceof Failure ? error : new Failure('internal', 'Something went wrong on our side.');
  log[error instanceof Failure ? 'warn' : 'error']({ event, error: failure.toWire(), cause: messageOf(error) }, 'Message refused');
  return refuseConnection(failure);
}

function sinkOf(socket: MediaSocket): PartySink {
  return {
    joined: (parameters) => void socket.emit('joined', parameters),
    consume: (parameters) => socket.timeout(CONSUME_TIMEOUT_MS).emitWithAck('consume', parameters),
    consumerClosed: (consumerId) => void socket.emit('consumer-closed', { consumerId }),
    lost: () => void socket.emit('lost'),
    partyMuted: (id, muted) => void socket.emit('party-muted', { id, muted }),
    partyLeft: (id) => void socket.emit('party-left', { id }),
    shareOffered: (share) => void socket.emit('share-offered', share),
    shareClosed: (producerId, ended) => void socket.emit('share-closed', { producerId, ended }),
    shareAsked: (from, source) => void socket.emit('share-asked', { from, source }),
    shareDeclined: (from, source) => void socket.emit('share-declined', { from, source }),
    shareStopped: (source) => void socket.emit('share-stopped', { source }),
    quality: (parties) => void socket.volatile.emit('quality', { parties }),
    shareWatchers: (source, watchers) => void socket.emit('share-watchers', { source, watchers }),
    closed: (reason) => {
      socket.emit('closed', { reason });
      socket.disconnect();
    },
  };
}
