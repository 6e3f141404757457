import type { Namespace, Socket } from 'socket.io';
import { io as connect, type Socket as Upward } from 'socket.io-client';
import { z } from 'zod';
import { isReserved } from '../doors/messages.ts';
import type { SharedNamespace } from '../doors/shared-namespace.ts';
import { CallId, Channel } from '../protocol/common.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { type CenterWord, centerHeaders } from './word.ts';

/** A routing server that takes longer to answer is not waited for: the caller comes back, and may find the center alone. */
const CONNECT_LIMIT_MS = 3000;

/** Where what a caller's socket says goes, for as long as it is open. */
interface Way {
  hear(event: string, args: unknown[]): void;
  end(reason: string): void;
  /** Nobody hears it now: it is looked for anew with the next word. */
  isNowhere?: true;
}

/**
 * The sockets of callers at a center's own entry. A socket goes one way from its first word on: to the center's own routing, for a
 * call that is there, or for a new one while the routing server can't be reached; else to the routing server. When that is lost,
 * its callers are cut off and come back: to their call once it can be reached again, or to begin one here.
 */
export function openEntryDoor(options: {
  namespace: Namespace;
  own: {
    sockets: Pick<SharedNamespace, 'open' | 'begin' | 'hear' | 'end'>;
    /** Whether that conversation is, or was, one of the center's own. */
    has(callId: string): Promise<boolean>;
    /** Whether callers can be talked to. */
    hasVoice: boolean;
  };
  /** Of the routing server that decides; null while it can't be reached. */
  routingUrl: () => string | null;
  word: CenterWord;
  addressOf: (handshake: Socket['handshake']) => string;
  log: SocketLog;
}): void {
  const { namespace, own, routingUrl, word, addressOf, log } = options;

  const toOwn = async (socket: Socket): Promise<Way> => {
    const refused = await own.sockets.open(socket.id, socket.handshake);
    if (refused) return toNobody(new Failure('forbidden', refused.message));
    own.sockets.begin(socket.id);
    return {
      hear: (event, args) => {
        if (!own.hasVoice && asksToTalk(event, args[0])) return refuse(args, WRITING_ALONE);
        own.sockets.hear(socket.id, event, args);
      },
      end: (reason) => own.sockets.end(socket.id, reason),
    };
  };

  const toRouting = (socket: Socket, url: string): Way => {
    const { auth } = socket.handshake;
    const upward: Upward = connect(url + WIDGET_NAMESPACE, {
      ...{ auth, transports: ['websocket'], forceNew: true, reconnection: false, timeout: CONNECT_LIMIT_MS },
      extraHeaders: centerHeaders(word, addressOf(socket.handshake)),
    });
    upward.onAny((event: string, ...args: unknown[]) => void socket.emit(event, ...args));
    upward.on('disconnect', () => socket.conn.close());
    upward.on('connect_error', (error: Error) => {
      log.warn({ reason: error.message }, 'The routing server did not take a caller of the center’s own entry');
      socket.conn.close();
    });
    return {
      hear: (event, args) => void upward.emit(event, ...args),
      end: () => upward.disconnect(),
    };
  };

  const wayOf = async (socket: Socket, event: string, message: unknown): Promise<Way> => {
    const named = event === 'resume' ? Named.safeParse(message) : null;
    if (named?.success && (await own.has(named.data.callId))) return toOwn(socket);
    const url = routingUrl();
    if (url !== null) return toRouting(socket, url);
    return event === 'resume' ? toNobody(AWAY) : toOwn(socket);
  };

  namespace.on('connection', (socket: Socket) => {
    let way: Promise<Way | null> | null = null;
    socket.onAny((event: string, ...args: unknown[]) => {
      if (isReserved(event)) return;
      // One by one and in order, however long the way is looked for.
      way ??= wayOf(socket, event, args[0]).catch((error: unknown) => {
        log.error({ err: error }, 'A caller of the center’s own entry could not be let in');
        socket.conn.close();
        return null;
      });
      const found = way;
      void found.then((one) => {
        one?.hear(event, args);
        if (one?.isNowhere && way === found) way = null;
      });
    });
    socket.on('disconnect', (reason) => void way?.then((one) => one?.end(reason)));
  });
}

const Named = z.object({ callId: CallId });
const Asks = z.object({ channel: Channel.default('voice') });

/** Whether it would need sound. */
const asksToTalk = (event: string, message: unknown): boolean =>
  event === 'move-up' || ((event === 'start' || event === 'switch-channel') && Asks.safeParse(message).data?.channel === 'voice');

const WRITING_ALONE = new Failure('conflict', 'Calls can’t be taken at the moment. Write to us instead.', 'channel');
const AWAY = new Failure('unavailable', 'Nobody can be reached at the moment. Try again in a moment.');

function refuse(args: readonly unknown[], failure: Failure): void {
  const answer = args.at(-1);
  if (typeof answer === 'function') answer({ ok: false, error: failure.toWire() });
}

const toNobody = (failure: Failure): Way => ({ hear: (_, args) => refuse(args, failure), end: () => {}, isNowhere: true });
