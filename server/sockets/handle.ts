import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Socket } from 'socket.io';
import { type ZodType, z } from 'zod';
import { type Ack, CallId, ReservationId, type WireError } from '../protocol/common.ts';
import { Failure, isCounted } from './failure.ts';
import { parse } from './parse.ts';

export interface SocketLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** More than anybody's work needs; a loop that has run wild, or an attacker, is stopped. */
const perSocket = new RateLimiterMemory({ points: 60, duration: 1 });
const centerLink = new RateLimiterMemory({ points: 2000, duration: 1 });

/**
 * Answers one kind of message: limits its rate, parses it, runs the handler, and acknowledges with what
 * it returns (an object, or nothing) or a typed error.
 * What does not parse, or is refused, is logged once and changes nothing.
 */
export function handle<T>(
  socket: Socket,
  event: string,
  schema: ZodType<T>,
  log: SocketLog,
  handler: (message: T) => unknown,
  options: { peer?: 'browser' | 'center'; onRefused?: (error: WireError) => void } = {},
): void {
  const limiter = options.peer === 'center' ? centerLink : perSocket;
  socket.on(event, async (message: unknown, ack: unknown) => {
    const answer = (result: Ack<object>) => typeof ack === 'function' && ack(result);
    const refuse = (error: WireError, { quietly = false } = {}) => {
      if (!quietly) log.warn({ event, ...idsIn(message), ...whoIs(socket), error }, 'Message refused');
      options.onRefused?.(error);
      answer({ ok: false, error });
    };
    const error: WireError = { code: 'too-many', message: 'Too many messages in a second' };
    const used = (await limiter.consume(socket.id).catch((over: RateLimiterRes) => over)).consumedPoints;
    if (used > limiter.points) {
      // One line a second at most: whoever floods the server must not flood its log as well.
      if (used === limiter.points + 1) return refuse(error);
      if (used > limiter.points * 20) socket.disconnect(true);
      return answer({ ok: false, error });
    }
    try {
      answer({ ok: true, data: ((await handler(parse(schema, message))) as object | undefined) ?? {} });
    } catch (error) {
      if (error instanceof Failure) return refuse(error.toWire(), { quietly: isCounted(error) });
      log.error({ event, ...idsIn(message), ...whoIs(socket), err: error }, 'Message failed');
      answer({ ok: false, error: { code: 'internal', message: 'Something went wrong on our side' } });
    }
  });
}

/** The call that a message is about, as it says itself: by these ids its lines are found in the log. What is no id stays out of it. */
export function idsIn(message: unknown): { callId?: string | undefined; reservationId?: string | undefined } {
  return Ids.safeParse(message).data ?? {};
}
const Ids = z
  .object({ callId: CallId.optional().catch(undefined), reservationId: ReservationId.optional().catch(undefined) })
  .transform((ids) => Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined)));

/** Of whom a socket is, as far as its gateway has said so in `socket.data.about`: by these ids its lines are found in the log. */
const whoIs = ({ id, data }: Socket): object => ({ socket: id, ...(data as { about?: { [id: string]: string } }).about });

/** For a namespace's middleware: a typed refusal of the connection. */
export function refuseConnection(failure: Failure): Error & { data: WireError } {
  return Object.assign(new Error(failure.code), { data: failure.toWire() });
}
