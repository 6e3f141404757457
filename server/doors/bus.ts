import type { Server } from 'socket.io';
import type { ZodType } from 'zod';
import type { SocketLog } from '../sockets/handle.ts';
import { BUS_DOWN, BUS_UP, DownMessage, UpMessage } from './messages.ts';

/** What is said in the stream is read within milliseconds; who is so far behind begins anew. */
const STREAM_LENGTH = 50_000;

/** The servers of one installation, joined by Redis: rooms of Socket.IO reach across them, and they can say things to each other. */
export interface Bus {
  sayUp(message: UpMessage): void;
  sayDown(message: DownMessage): void;
  onUp(listener: (message: UpMessage) => void): void;
  onDown(listener: (message: DownMessage) => void): void;
  close(): Promise<void>;
}

/**
 * @param io whose rooms reach across the servers from now on
 * @throws when Redis can't be reached
 */
export async function openBus({ url, io, log }: { url: string; io: Server; log: SocketLog }): Promise<Bus> {
  // Loaded only where there is Redis: they take a tenth of a server's start.
  const [{ createClient }, { createAdapter }] = await Promise.all([import('redis'), import('@socket.io/redis-streams-adapter')]);
  const redis = createClient({ url, socket: { reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1000) } });
  // It comes back by itself. One line for each time that it is lost.
  redis.on('error', (error: unknown) => log.warn({ err: error }, 'Redis can’t be reached'));
  // The adapter waits for none of these. What a lost connection takes with it is missed by its number, and is nothing to end for.
  const publish = redis.publish.bind(redis);
  Object.assign(redis, { publish: (...said: Parameters<typeof publish>) => publish(...said).catch(() => 0) });
  await redis.connect();
  io.adapter(createAdapter(redis, { streamName: 'tandem', channelPrefix: 'tandem', maxLen: STREAM_LENGTH, blockTimeInMs: 1000 }));
  const attempt = (run: () => void) => {
    try {
      run();
    } catch (error) {
      log.error({ err: error }, 'What another server said could not be done');
    }
  };
  const listen = <T>(event: string, schema: ZodType<T>, listener: (message: T) => void) =>
    io.on(event, (message: unknown) => {
      const parsed = schema.safeParse(message);
      // What is thrown here would take what else was read with it.
      if (parsed.success) attempt(() => listener(parsed.data));
      else log.warn({ event, error: parsed.error.issues[0] }, 'Another server said something that was not understood');
    });
  return {
    sayUp: (message) => void io.serverSideEmit(BUS_UP, message),
    sayDown: (message) => void io.serverSideEmit(BUS_DOWN, message),
    onUp: (listener) => void listen(BUS_UP, UpMessage, listener),
    onDown: (listener) => void listen(BUS_DOWN, DownMessage, listener),
    async close() {
      redis.destroy();
    },
  };
}
