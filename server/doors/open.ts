import type { Server } from 'socket.io';
import type { Figure } from '../data-out/metrics.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import { openBus } from './bus.ts';
import { type Deciding, joinDoors } from './reach.ts';

/**
 * The sockets of browsers, at a routing server: its own, and where there is Redis those of web nodes too. It is opened while the server
 * stands by, so that Redis need not be found when its turn comes.
 */
export async function openReach(options: {
  redisUrl: string | null;
  io: Server;
  /** Names this run of the server. */
  run: string;
  now: () => number;
  log: SocketLog;
}): Promise<{
  io: Sockets;
  /** It has the lease, and will decide in a moment. */
  takesOver(epoch: number): void;
  /** From now on web nodes send their browsers here. */
  start(deciding: Deciding): void;
  /** The web nodes that are heard, by the names of their runs. */
  doors(): { server: string; sockets: number }[];
  figures(): Figure[];
  close(): Promise<void>;
}> {
  const { redisUrl, io, log } = options;
  if (redisUrl === null) {
    const own = { of: (name: string) => io.of(name), count: () => io.engine.clientsCount };
    return { io: own, takesOver: () => {}, start: () => {}, doors: () => [], figures: () => [], close: async () => {} };
  }
  const bus = await openBus({ url: redisUrl, io, log });
  const doors = joinDoors({ ...options, bus });
  return {
    io: doors,
    takesOver: (epoch) => doors.takesOver(epoch),
    start: (deciding) => doors.start(deciding),
    doors: () => doors.doors(),
    figures: () => [
      { name: 'doors', help: 'Web servers that are heard', samples: [{ value: doors.doors().length }] },
      {
        ...{ name: 'door_sockets', help: 'Sockets that end at web servers' },
        samples: [{ value: doors.doors().reduce((sum, { sockets }) => sum + sockets, 0) }],
      },
    ],
    async close() {
      doors.close();
      await bus.close();
    },
  };
}
