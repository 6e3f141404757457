import type { Socket } from 'socket.io-client';
import type { Ack } from '../../server/protocol/common.ts';
import { WireFailure } from './failure.ts';
import type { EventMap } from './socket.ts';

export { messageOf, WireFailure } from './failure.ts';

export type MessageOf<F> = F extends (message: infer Message, ack: never) => void ? Message : never;
export type DataOf<F> = F extends (message: never, ack: (answer: infer Answer) => void) => void
  ? Extract<Answer, { ok: true }> extends { data: infer Data }
    ? Data
    : never
  : never;

interface Emitter {
  connected: boolean;
  timeout(ms: number): { emit(event: string, message: unknown, ack: (error: Error | null, answer: Ack<unknown>) => void): unknown };
}

/**
 * Sends a request and waits for its acknowledgement. Rejects with a WireFailure: the server's own error, or
 * `unavailable` when there is no connection or no answer. Nothing is kept for later: an old click must not act.
 */
export function request<FromServer extends EventMap, ToServer extends EventMap, Event extends keyof ToServer & string>(
  socket: Socket<FromServer, ToServer>,
  event: Event,
  message: MessageOf<ToServer[Event]>,
  options: { timeoutMs?: number } = {},
): Promise<DataOf<ToServer[Event]>> {
  // Socket.IO's own types can't follow a generic event through time-out and acknowledgement.
  const emitter = socket as unknown as Emitter;
  if (!emitter.connected) return Promise.reject(notConnected());
  return new Promise((resolve, reject) => {
    emitter.timeout(options.timeoutMs ?? 8_000).emit(event, message, (error, answer) => {
      if (error !== null) reject(emitter.connected ? noAnswer() : notConnected());
      else if (answer.ok) resolve(answer.data as DataOf<ToServer[Event]>);
      else reject(new WireFailure(answer.error));
    });
  });
}

const notConnected = () =>
  new WireFailure({ code: 'unavailable', message: 'There is no connection right now. Try again when it is back.' });
const noAnswer = () => new WireFailure({ code: 'unavailable', message: 'The server did not answer in time. Try again.' });
