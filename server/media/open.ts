import type { Server } from 'socket.io';
import type { Config } from '../config.ts';
import { openCallQuality } from '../data/call-quality.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { deriveKey } from '../sockets/keys.ts';
import { NO_TRACES, type Traces } from '../traces/open.ts';
import { RoomSpans } from '../traces/room-spans.ts';
import { EchoDesk } from './echo.ts';
import { attachMediaGateway } from './gateway.ts';
import { LocalNode } from './local-node.ts';
import { HERE } from './port.ts';
import { RecordingDesk } from './recordings.ts';
import { MediaRooms } from './rooms.ts';
import { type MediaOptions, MediaService, type MediaStats } from './service.ts';
import { type SignTicket, ticketSigner } from './sign.ts';
import { type TicketKeys, ticketKeys } from './tickets.ts';

export interface Media {
  /** The rooms of all conversations, at whichever media server they are. */
  rooms: MediaRooms;
  sign: SignTicket;
  keys: TicketKeys;
  echo: EchoDesk;
  recordings: RecordingDesk;
  /** Of the workers in this program; null when all media is on other machines. */
  stats(): MediaStats | null;
  serve(io: Server): void;
  /** Of the workers in this program. */
  figures(): Figure[];
  /** Resolves once the quality of the last calls is kept, too. */
  close(): Promise<void>;
}

/** The media workers of this program, the sockets of those who are in calls there, and what is kept of the quality of all calls. */
export async function openMedia(options: {
  config: Pick<Config, 'media' | 'roles'>;
  prisma: PrismaClient;
  secret: string;
  now: () => number;
  log: SocketLog & MediaOptions['log'];
  traces?: Traces;
}): Promise<Media> {
  const { config, prisma, secret, now, log, traces = NO_TRACES } = options;
  const keys = ticketKeys(deriveKey(secret, 'media-tickets'));
  const rooms = new MediaRooms({ now, log });
  const service = !config.roles.has('media') ? null : await startWorkers(config.media, { log, now });
  if (service !== null) {
    const spans = traces.on ? new RoomSpans({ tell: traces.tell, node: HERE, now }) : null;
    rooms.nodes.addHere(new LocalNode(service, spans));
    service.onEvent((event) => rooms.take(HERE, event));
  }
  const quality = openCallQuality(prisma);
  let kept: Promise<unknown> = Promise.resolve();
  rooms.onEvent((event) => {
    if (event.kind !== 'quality') return;
    const keeping = quality
      .add({ ...event, at: now() })
      .catch((error: unknown) =>
        log.error({ err: error, callId: event.callId, party: event.party }, 'The quality of a call could not be kept'),
      );
    kept = kept.then(() => keeping);
  });
  const sign = ticketSigner(rooms, keys, now);
  const recordings = new RecordingDesk(rooms, sign);
  return {
    ...{ rooms, sign, keys, recordings },
    echo: new EchoDesk(rooms, sign),
    stats: () => service?.stats() ?? null,
    figures: () => service?.packets.figures() ?? [],
    serve(io) {
      if (service !== null) attachMediaGateway(io, { service, ticketKey: () => keys.verify, log, clock: now });
    },
    async close() {
      // The last calls end with the media.
      recordings.close();
      rooms.shut();
      await service?.close();
      await kept;
    },
  };
}

/** The media workers of this process. Rejects when one can't start or its port is taken. */
export function startWorkers(
  { workers, ip, announcedAddress, port, workerBin }: Config['media'],
  { log, now }: Required<Pick<MediaOptions, 'log' | 'now'>>,
): Promise<MediaService> {
  return MediaService.create({
    ...{ workers, listenIp: ip, basePort: port, log, now },
    announcedAddress: announcedAddress ?? undefined,
    workerBin: workerBin ?? undefined,
  });
}
