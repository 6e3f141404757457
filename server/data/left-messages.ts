import { ulid } from 'ulid';
import type { z } from 'zod';
import { type Caller, wentElsewhere } from '../protocol/common.ts';
import type { LeaveMessage, MessageKind } from '../protocol/messages.ts';
import type { WayOn } from '../protocol/queue.ts';
import type { CallKey } from '../protocol/widget.ts';
import type { Noted, RoutingEvent } from '../routing/core/events.ts';
import { Failure } from '../sockets/failure.ts';
import { keyMatches } from '../sockets/keys.ts';
import { callerOf } from './call-list.ts';
import { identityColumns } from './caller-rows.ts';
import type { PrismaClient } from './database.ts';

/** How long after its end a call's key leaves a message. */
const LEAVE_WITHIN_MS = 60 * 60 * 1000;
const WAITS = ['queued', 'offered'];
/** `callback`: a number to be called at; `booking`: a time to come back at. */
type Wish = MessageKind | 'booking';

/** Messages and wishes to be called back, of callers whom a queue could not take, or who would wait no longer. */
export interface MessageBox {
  /**
   * @returns what is told of it
   * @throws Failure `not-found` without the key of a call, `conflict` when this call can leave no such message
   */
  leave(message: z.output<typeof LeaveMessage>, recorded: { bytes: Buffer; durationMs: number } | null, now: number): Promise<Noted>;
  /** Whether this caller may record one: also while they wait, since they leave the line for it. @throws as `leave` */
  assertMayRecord(key: CallKey, now: number): Promise<void>;
  /** Whether this caller may book a callback, and what is known of them. `whileWaiting`: also before they have left the line. @throws as `leave` */
  assertMayBook(key: CallKey, now: number, options: { whileWaiting: boolean }): Promise<Known>;
}

export interface Known {
  queueId: string;
  /** Who called, as far as it is known. */
  caller: Caller;
}

export function openMessageBox(prisma: PrismaClient): MessageBox {
  /** The call that had the caller last, when agents have sent them on. */
  const callOf = async ({ callId, secret }: CallKey) => {
    const call = await prisma.call.findFirst({ where: { conversationId: callId, role: 'main' }, orderBy: { enqueuedAt: 'desc' } });
    if (!call || !keyMatches(secret, call.keyHash)) throw new Failure('not-found', 'There is no such call');
    return call;
  };
  const assertMayLeave = async (callId: string, wish: Wish, now: number) => {
    const end = await prisma.event.findFirst({
      where: { callId, kind: { in: ['call-canceled', 'call-abandoned'] } },
      orderBy: { seq: 'desc' },
    });
    // Written by the routing store alone, from this very type.
    const event = end && (end.payload as unknown as RoutingEvent);
    if (!event || !leads(event, wish)) throw new Failure('conflict', 'This call was not offered to leave a message');
    if (now - event.at > LEAVE_WITHIN_MS) throw new Failure('conflict', 'This call ended too long ago. Please call again.');
  };

  return {
    async leave({ key, kind, name, email, phone, text }, recorded, now) {
      const call = await callOf(key);
      await assertMayLeave(call.id, kind, now);
      const { customerId, page, question, ...who } = whoLeft(callerOf(call), { name, email });
      const said = {
        ...{ kind, name: who.name, email: who.email, phone, text, customerId, page, question },
        ...identityColumns(who),
        durationMs: recorded?.durationMs ?? null,
        createdAt: new Date(now),
      };
      const fresh = { takenAt: null, takenById: null, notes: '', doneAt: null, doneById: null };
      // A corrected message is another one: who is done with the first has not read it.
      const id = ulid();
      const { callId } = key;
      await prisma.$transaction(async (tx) => {
        const before = await tx.leftMessage.findUnique({ where: { callId } });
        if (before) await tx.messageRecording.deleteMany({ where: { messageId: before.id } });
        await tx.leftMessage.upsert({
          where: { callId },
          create: { id, callId, queueId: call.queueId, ...said },
          update: { id, ...said, ...fresh },
        });
        if (recorded) await tx.messageRecording.create({ data: { messageId: id, bytes: Uint8Array.from(recorded.bytes) } });
      });
      return { kind: 'message-left', callId, queueId: call.queueId };
    },
    async assertMayRecord(key, now) {
      const call = await callOf(key);
      if (!WAITS.includes(call.state)) await assertMayLeave(call.id, 'message', now);
    },
    async assertMayBook(key, now, { whileWaiting }) {
      const call = await callOf(key);
      if (!whileWaiting || !WAITS.includes(call.state)) await assertMayLeave(call.id, 'booking', now);
      return { queueId: call.queueId, caller: callerOf(call) };
    },
  };
}

/**
 * Who leaves something instead of a call: the caller of that call. What is typed now does not stand against the site's own word; only
 * where it names no e-mail address is theirs taken, to be answered at.
 */
export function whoLeft(caller: Caller, typed: { name: string; email: string | null }): Caller {
  if (caller.verified !== true) return { ...caller, ...typed };
  return { ...caller, email: caller.email ?? typed.email };
}

/** Whether a call that ended so may leave such a message: its queue offered that, or its caller left the line before an answer. */
function leads(event: RoutingEvent, wish: Wish): boolean {
  if (event.kind === 'call-abandoned') return wish !== 'callback' && (event.reason === 'caller-hung-up' || wentElsewhere(event.reason));
  return event.kind === 'call-canceled' && kindFor(event.wayOn) === (wish === 'booking' ? 'callback' : wish);
}

function kindFor(wayOn: WayOn | null): MessageKind | null {
  if (wayOn?.kind === 'leave-message') return 'message';
  return wayOn?.kind === 'callback' ? 'callback' : null;
}
