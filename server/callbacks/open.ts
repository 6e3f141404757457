import type { Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import type { Config } from '../config.ts';
import { openCallbackBook } from '../data/callback-book.ts';
import type { PrismaClient } from '../data/database.ts';
import type { MessageBox } from '../data/left-messages.ts';
import type { MessageList } from '../data/message-list.ts';
import type { Auth } from '../http/auth.ts';
import { openCallbacksApi } from '../http/callbacks-api.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { RoutingService } from '../routing/service.ts';
import { deriveKey } from '../sockets/keys.ts';
import { CallbackDesk } from './desk.ts';

export interface CallbackPorts {
  prisma: PrismaClient;
  auth: Auth;
  config: Pick<Config, 'callbackSlotSeconds'>;
  enter: Enter;
  secret: string;
  routing: Pick<RoutingService, 'submit' | 'state' | 'note'>;
  /** Resolves when the caller of that call can join its media. */
  prepared: (callId: string) => Promise<void>;
  messages: { box: MessageBox; list: MessageList };
  now: () => number;
  log: { error(details: object, message: string): void };
}

/** Calls that are booked for a time, or asked for by a link. */
export function openCallbacks({ prisma, auth, config, enter, secret, routing, prepared, messages, now, log }: CallbackPorts) {
  const book = openCallbackBook(prisma);
  const desk = new CallbackDesk({
    ...{ book, routing, prepared, now, log },
    slotMs: config.callbackSlotSeconds * 1000,
    key: deriveKey(secret, 'callbacks'),
    agentName: async (id) => (await prisma.user.findUnique({ where: { id } }))?.name ?? null,
  });
  const queueName = (queueId: string) => routing.state.queues.get(queueId)?.name ?? queueId;
  const callbacksApi = openCallbacksApi({ auth, desk, book, messages, queueName, now, enter });
  return {
    parts: [['/api', callbacksApi]] as const satisfies [path: string, app: Hono][],
    deliver: (events: readonly RoutingEvent[]) => desk.deliver(events),
    /** Once calls are decided. */
    start: () => desk.start(),
    close: () => desk.close(),
  };
}
