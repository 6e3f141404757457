import { ulid } from 'ulid';
import type { z } from 'zod';
import {
  type LeaveMessage,
  type LeftMessage,
  type LeftMessages,
  type MessageKind,
  MessageKind as MessageKinds,
} from '../protocol/messages.ts';
import type { WayOn } from '../protocol/queue.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { Failure } from '../sockets/failure.ts';
import { keyMatches } from '../sockets/keys.ts';
import type { PrismaClient } from './database.ts';

/** As many as people look through. */
const LISTED = 200;
const LISTED_DONE = 50;
/** How long after its end a call's key leaves a message. */
const LEAVE_WITHIN_MS = 60 * 60 * 1000;

/** Messages and wishes to be called back, of callers whom a queue could not take. */
export interface MessageBook {
  /** @throws Failure `not-found` without the key of a call, `conflict` when this call was offered no such way on */
  leave(message: z.output<typeof LeaveMessage>, now: number): Promise<void>;
  /** Those to be done, whoever waits longest first; then what was done last. */
  list(): Promise<LeftMessages>;
  /** Twice is fine: the first who did it stays. @throws Failure `not-found` */
  done(id: string, userId: string, now: number): Promise<void>;
}

export function openMessageBook(prisma: PrismaClient): MessageBook {
  return {
    async leave({ key, kind, name, email, phone, text }, now) {
      const { callId, secret } = key;
      // The call that had the caller last, when agents have sent them on.
      const call = await prisma.call.findFirst({ where: { conversationId: callId, role: 'main' }, orderBy: { enqueuedAt: 'desc' } });
      if (!call || !keyMatches(secret, call.keyHash)) throw new Failure('not-found', 'There is no such call');
      const end = await prisma.event.findFirst({ where: { callId: call.id, kind: 'call-canceled' }, orderBy: { seq: 'desc' } });
      // Written by the routing store alone, from this very type.
      const event = end && (end.payload as unknown as RoutingEvent);
      if (event?.kind !== 'call-canceled' || kindFor(event.wayOn) !== kind)
        throw new Failure('conflict', 'This call was not offered to leave a message');
      if (now - event.at > LEAVE_WITHIN_MS) throw new Failure('conflict', 'This call ended too long ago. Please call again.');
      const said = { kind, name, email, phone, text, createdAt: new Date(now), doneAt: null, doneById: null };
      // A corrected message is another one: who is done with the first has not read it.
      const id = ulid();
      await prisma.leftMessage.upsert({
        where: { callId },
        create: { id, callId, queueId: call.queueId, ...said },
        update: { id, ...said },
      });
    },
    async list() {
      const waiting = await prisma.leftMessage.findMany({ where: { doneAt: null }, orderBy: { createdAt: 'asc' }, take: LISTED });
      const over = await prisma.leftMessage.findMany({ where: { doneAt: { not: null } }, orderBy: { doneAt: 'desc' }, take: LISTED_DONE });
      const rows = [...waiting, ...over];
      const open = await prisma.leftMessage.count({ where: { doneAt: null } });
      const queues = await prisma.queue.findMany({ where: { id: { in: rows.map((row) => row.queueId) } } });
      const users = await prisma.user.findMany({ where: { id: { in: rows.flatMap((row) => row.doneById ?? []) } } });
      const queueNames = new Map(queues.map(({ id, name }) => [id, name]));
      const userNames = new Map(users.map(({ id, name }) => [id, name]));
      const messages = rows.map(
        ({ id, kind, queueId, callId, name, email, phone, text, createdAt, doneAt, doneById }): LeftMessage => ({
          ...{ id, callId, name, email, phone, text },
          kind: MessageKinds.parse(kind),
          queueName: queueNames.get(queueId) ?? queueId,
          createdAt: createdAt.getTime(),
          doneAt: doneAt?.getTime() ?? null,
          doneByName: doneById === null ? null : (userNames.get(doneById) ?? doneById),
        }),
      );
      return { open, messages };
    },
    async done(id, userId, now) {
      const { count } = await prisma.leftMessage.updateMany({
        where: { id, doneAt: null },
        data: { doneAt: new Date(now), doneById: userId },
      });
      if (count === 0 && !(await prisma.leftMessage.findUnique({ where: { id } })))
        throw new Failure('not-found', 'There is no such message');
    },
  };
}

function kindFor(wayOn: WayOn | null): MessageKind | null {
  if (wayOn?.kind === 'leave-message') return 'message';
  return wayOn?.kind === 'callback' ? 'callback' : null;
}
