import { callerFor } from '../protocol/caller-for.ts';
import type { Caller } from '../protocol/common.ts';
import { type LeftMessage, type LeftMessages, MessageKind } from '../protocol/messages.ts';
import { sentence } from '../protocol/sentences.ts';
import { meets } from '../protocol/skills.ts';
import { Failure } from '../sockets/failure.ts';
import { identityIn } from './caller-rows.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { toQueue } from './queue-rows.ts';

/** As many as people look through. */
const LISTED = 200;
const LISTED_DONE = 50;

/** Who looks at messages: an agent at those of the queues whose calls they can take, others at all. */
export interface MessageReader {
  id: string;
  role: 'agent' | 'supervisor' | 'administrator';
}

/** What callers left, for those who return it. A message that a reader does not see is `not-found`. */
export interface MessageList {
  list(reader: MessageReader): Promise<LeftMessages>;
  /** The reader returns it from now on. Twice is fine. @throws Failure `conflict` when somebody else does, or it is done */
  take(reader: MessageReader, id: string, now: number): Promise<void>;
  /** Nobody returns it yet. @throws Failure `conflict` for an agent when somebody else has taken it */
  release(reader: MessageReader, id: string): Promise<void>;
  /** @throws Failure `conflict` for an agent when somebody else has taken it */
  setNotes(reader: MessageReader, id: string, notes: string): Promise<void>;
  /** Twice is fine: the first who did it stays. @throws Failure `conflict` for an agent when somebody else has taken it */
  done(reader: MessageReader, id: string, now: number): Promise<void>;
  /** Whom to reach, for who returns it. @throws Failure `conflict` for an agent who has not taken it */
  forReturn(reader: MessageReader, id: string): Promise<{ id: string; queueId: string; name: string; email: string | null }>;
  /** @throws Failure `not-found` also when it is a written one */
  recording(reader: MessageReader, id: string): Promise<Uint8Array>;
}

export function openMessageList(prisma: PrismaClient): MessageList {
  const seenBy = async ({ id, role }: MessageReader): Promise<Prisma.LeftMessageWhereInput> =>
    role === 'agent' ? { queueId: { in: await queuesOf(prisma, id) } } : {};
  const find = async (reader: MessageReader, id: string) => {
    const row = await prisma.leftMessage.findFirst({ where: { AND: [{ id }, await seenBy(reader)] } });
    if (!row) throw new Failure('not-found', 'There is no such message');
    return row;
  };
  const taken = async (userId: string) => {
    const user = await prisma.user.findUnique({ where: { id: userId } });
    return new Failure('conflict', sentence('message-taken', { name: user?.name ?? userId }));
  };
  /** Changes it, unless somebody else returns it: a supervisor may put in order what an agent has left. */
  const change = async (reader: MessageReader, id: string, data: Prisma.LeftMessageUpdateManyMutationInput, more = {}) => {
    const row = await find(reader, id);
    const mine = reader.role === 'agent' ? { OR: [{ takenById: null }, { takenById: reader.id }] } : {};
    const { count } = await prisma.leftMessage.updateMany({ where: { AND: [{ id }, mine, more] }, data });
    if (count === 0 && row.takenById !== null && row.takenById !== reader.id && reader.role === 'agent') throw await taken(row.takenById);
  };

  return {
    async list(reader) {
      const seen = await seenBy(reader);
      const centerId = reader.role === 'agent' ? await centerOf(prisma, reader.id) : null;
      const waiting = await prisma.leftMessage.findMany({ where: { ...seen, doneAt: null }, orderBy: { createdAt: 'asc' }, take: LISTED });
      const over = await prisma.leftMessage.findMany({
        where: { ...seen, doneAt: { not: null } },
        orderBy: { doneAt: 'desc' },
        take: LISTED_DONE,
      });
      const rows = [...waiting, ...over];
      const open = await prisma.leftMessage.count({ where: { ...seen, doneAt: null } });
      const queues = await prisma.queue.findMany({ where: { id: { in: rows.map((row) => row.queueId) } } });
      const recorded = rows.filter(({ durationMs }) => durationMs !== null).map(({ id }) => id);
      const sounds = await prisma.messageRecording.findMany({ where: { messageId: { in: recorded } }, select: { messageId: true } });
      const played = new Set(sounds.map(({ messageId }) => messageId));
      const userIds = rows.flatMap((row) => [row.doneById, row.takenById]).filter((id) => id !== null);
      const users = await prisma.user.findMany({ where: { id: { in: userIds } } });
      const queueNames = new Map(queues.map(({ id, name }) => [id, name]));
      const userNames = new Map(users.map(({ id, name }) => [id, name]));
      const messages = rows.map(
        ({ kind, queueId, createdAt, takenById, doneAt, doneById, ...row }): LeftMessage => ({
          ...{ id: row.id, callId: row.callId, phone: row.phone, text: row.text, durationMs: row.durationMs, notes: row.notes },
          ...callerIn(row, centerId),
          recordingGone: row.durationMs !== null && !played.has(row.id),
          kind: MessageKind.parse(kind),
          queueName: queueNames.get(queueId) ?? queueId,
          createdAt: createdAt.getTime(),
          takenBy: takenById === null ? null : { id: takenById, name: userNames.get(takenById) ?? takenById },
          doneAt: doneAt?.getTime() ?? null,
          doneByName: doneById === null ? null : (userNames.get(doneById) ?? doneById),
        }),
      );
      return { open, messages };
    },
    async take(reader, id, now) {
      await find(reader, id);
      await prisma.leftMessage.updateMany({
        where: { id, doneAt: null, takenById: null },
        data: { takenById: reader.id, takenAt: new Date(now) },
      });
      const { takenById } = await find(reader, id);
      if (takenById === null) throw new Failure('conflict', 'This message is done already');
      if (takenById !== reader.id) throw await taken(takenById);
    },
    release: (reader, id) => change(reader, id, { takenById: null, takenAt: null }, { doneAt: null }),
    setNotes: (reader, id, notes) => change(reader, id, { notes }),
    done: (reader, id, now) => change(reader, id, { doneAt: new Date(now), doneById: reader.id }, { doneAt: null }),
    async forReturn(reader, id) {
      const { takenById, queueId, name, email } = await find(reader, id);
      if (reader.role === 'agent' && takenById !== reader.id) throw new Failure('conflict', 'Take the message first');
      return { id, queueId, name, email };
    },
    async recording(reader, id) {
      await find(reader, id);
      const row = await prisma.messageRecording.findUnique({ where: { messageId: id } });
      if (!row) throw new Failure('not-found', 'This message has no recording');
      return row.bytes;
    },
  };
}

const centerOf = async (prisma: PrismaClient, agentId: string) =>
  (await prisma.user.findUnique({ where: { id: agentId }, select: { centerId: true } }))?.centerId ?? null;

type CallerRow = Pick<
  Prisma.LeftMessageGetPayload<Record<string, never>>,
  'name' | 'email' | 'customerId' | 'page' | 'question' | 'verified' | 'verifiedIn' | 'context'
>;

/** Who left it, as far as a center may believe it. @param centerId null: all of them */
function callerIn(row: CallerRow, centerId: string | null): Caller {
  const { name, email, customerId, page, question } = row;
  const caller = { ...{ name, email, customerId, page, question }, ...identityIn(row) };
  return centerId === null ? caller : callerFor(caller, centerId);
}

/** The queues whose calls an agent can take by what those ask for at first. */
async function queuesOf(prisma: PrismaClient, agentId: string): Promise<string[]> {
  const user = await prisma.user.findUnique({ where: { id: agentId }, include: { skills: { include: { skill: true } } } });
  if (!user?.centerId) return [];
  const { centerId } = user;
  const skills = user.skills.map(({ skillId, level, skill }) => ({ id: skillId, name: skill.name, level }));
  const excluded = user.excludedQueues as string[];
  const queues = (await prisma.queue.findMany({ where: { active: true } })).map(toQueue);
  return queues
    .filter(
      ({ id, centers, requirement }) =>
        !excluded.includes(id) && (centers === null || centers.includes(centerId)) && meets(requirement, skills),
    )
    .map(({ id }) => id);
}
