import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { Namespace, Socket } from 'socket.io';
import { isOwnOrigin } from '../http/origin.ts';
import type { QueueId } from '../protocol/common.ts';
import type { WidgetKey } from '../protocol/widget-keys.ts';
import { Failure } from '../sockets/failure.ts';
import { refuseConnection, type SocketLog } from '../sockets/handle.ts';
import type { WidgetKeyBook } from './book.ts';
import { BadIdentity, type IdentityClaims, verifyIdentity } from './identity.ts';

export interface GuardOptions {
  book: WidgetKeyBook;
  /** What tokens of a key's sites may be signed with. */
  secretsOf: (key: string) => Promise<string[]>;
  now: () => number;
  /** Where browsers find us, when a proxy asks us under another host. */
  publicUrl: string | null;
  log: SocketLog;
}

/** Lets callers in: by the key that their page names, and from the sites that the key is for. */
export interface WidgetGuard {
  /**
   * Whether a connection may be opened at all. One from another site's page comes without our people's cookies: it can be a
   * caller's, and nobody else's.
   */
  mayConnect(request: Pick<IncomingMessage, 'headers'>): boolean;
  /** Looks at the key in each handshake of the namespace (`auth: { key }`). */
  guard(namespace: Namespace): void;
  /** @throws Failure `forbidden` when the key that a socket came with does not reach this queue, or is good no longer */
  assertReaches(socket: Socket, queueId: QueueId): void;
  /** What the caller at a socket has accepted before they start. @throws Failure `conflict` when it is not what their key asks for */
  consentOf(socket: Socket, accepted: string | null): { text: string; widgetKeyId: string } | null;
  /**
   * Whom an identity token names to the key that a socket came with; null without one.
   * @throws BadIdentity; Failure `forbidden` at `identity` when there is none and the key asks for one
   */
  verify(socket: Socket, token: string | null): Promise<IdentityClaims | null>;
  /** For /api/widget/*: a page of another site shows its key (`?key=`), and is allowed to read the answer. */
  http: MiddlewareHandler;
  /** The key that a request names. @throws Failure `not-found` or `forbidden` */
  keyOf(request: { named: string | undefined; origin: string | undefined; host: string | undefined }): WidgetKey;
}

export function widgetGuard({ book, secretsOf, publicUrl, now, log }: GuardOptions): WidgetGuard {
  const foreign = (origin: string | undefined, host: string | undefined) =>
    origin === undefined || isOwnOrigin(origin, host, publicUrl) ? null : origin;
  const keyOf: WidgetGuard['keyOf'] = ({ named, origin, host }) => book.admit({ key: named ?? null, foreignOrigin: foreign(origin, host) });

  return {
    keyOf,
    mayConnect(request) {
      const origin = foreign(request.headers.origin, request.headers.host);
      if (origin === null) return true;
      delete request.headers.cookie;
      return book.isSomebodys(origin);
    },
    guard(namespace) {
      namespace.use((socket, next) => {
        const named: unknown = socket.handshake.auth.key;
        const { origin, host } = socket.handshake.headers;
        // A page of our own need not name a key to come back to a call, whose own key it shows; to begin one it does.
        if ((named === undefined || named === null) && foreign(origin, host) === null) return next();
        try {
          const key = keyOf({ named: named === undefined || named === null ? undefined : String(named), origin, host });
          socket.data.widgetKey = key.id;
          next();
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          log.warn({ origin, error: error.toWire() }, 'A widget was refused');
          next(refuseConnection(error));
        }
      });
    },
    consentOf: (socket, accepted) => book.consentOf(socket.data.widgetKey ?? null, accepted),
    assertReaches: (socket, queueId) => book.assertReaches(socket.data.widgetKey ?? null, queueId),
    async verify(socket, token) {
      const key: string | undefined = socket.data.widgetKey;
      if (token === null) {
        book.assertMayBeAnybody(key ?? null);
        return null;
      }
      try {
        return await verifyIdentity(token, key === undefined ? [] : await secretsOf(key), now());
      } catch (error) {
        if (error instanceof BadIdentity) {
          book.countBadIdentity();
          // Of the token nothing: it names a person.
          log.warn({ key, why: error.why }, 'An identity token was refused');
        }
        throw error;
      }
    },
    async http(context, next) {
      const origin = context.req.header('origin');
      const named = context.req.query('key');
      const site = foreign(origin, context.req.header('host'));
      // Without a key our own pages may say what shows the secret of its call; the rest asks for the key by itself.
      if (site === null && named === undefined) return next();
      if (site !== null) {
        // A refusal too: its page can say why in its console.
        context.header('Access-Control-Allow-Origin', site);
        context.header('Vary', 'Origin');
      }
      keyOf({ named, origin, host: context.req.header('host') });
      if (site === null) return next();
      if (context.req.method !== 'OPTIONS') return next();
      context.header('Access-Control-Allow-Methods', 'GET, POST');
      context.header('Access-Control-Allow-Headers', 'content-type');
      context.header('Access-Control-Max-Age', '600');
      return context.body(null, 204);
    },
  };
}
