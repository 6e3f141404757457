import type { Server } from 'socket.io';
import type { Config } from '../config.ts';
import { openCallQuality } from '../data/call-quality.ts';
import type { PrismaClient } from '../data/database.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { deriveKey } from '../sockets/keys.ts';
import { EchoDesk } from './echo.ts';
import { attachMediaGateway } from './gateway.ts';
import { RecordingDesk } from './recordings.ts';
import { type MediaOptions, MediaService } from './service.ts';

export interface Media {
  service: MediaService;
  echo: EchoDesk;
  recordings: RecordingDesk;
  /** Signs the tickets by which parties are let in. */
  ticketSecret: Buffer;
  serve(io: Server): void;
  /** Resolves once the quality of the last calls is kept, too. */
  close(): Promise<void>;
}

/** The media workers, the sockets of those who are in calls, and what is kept of their quality. */
export async function openMedia(options: {
  config: Pick<Config, 'media'>;
  prisma: PrismaClient;
  secret: string;
  now: () => number;
  log: SocketLog & MediaOptions['log'];
}): Promise<Media> {
  const { config, prisma, secret, now, log } = options;
  const ticketSecret = deriveKey(secret, 'media-tickets');
  const service = await MediaService.create({
    workers: config.media.workers,
    listenIp: config.media.ip,
    announcedAddress: config.media.announcedAddress ?? undefined,
    basePort: config.media.port,
    workerBin: config.media.workerBin ?? undefined,
    log,
    now,
  });
  const quality = openCallQuality(prisma);
  let kept: Promise<unknown> = Promise.resolve();
  service.onEvent((event) => {
    if (event.kind !== 'quality') return;
    const keeping = quality
      .add({ ...event, at: now() })
      .catch((error: unknown) => log.error({ err: error }, 'The quality of a call could not be kept'));
    kept = kept.then(() => keeping);
  });
  const recordings = new RecordingDesk(service, ticketSecret, now);
  return {
    service,
    ticketSecret,
    recordings,
    echo: new EchoDesk(service, ticketSecret, now),
    serve: (io) => attachMediaGateway(io, { service, ticketSecret, log, clock: now }),
    async close() {
      // The last calls end with the media.
      recordings.close();
      await service.close();
      await kept;
    },
  };
}
