import { ulid } from 'ulid';
import type { Skill, SkillInput } from '../protocol/api.ts';
import type { Center, CenterInput, CenterLimits, ListeningPolicy, Queue, QueueInput } from '../protocol/queue.ts';
import { sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { assertReferences, namesQueue, namesSkill } from './queue-references.ts';
import { toColumns, toQueue } from './queue-rows.ts';
import { conflictWhenTaken } from './unique.ts';

/** Centers, skills and queues, as administrators keep them. */
export interface Catalog {
  centers(): Promise<Center[]>;
  /** @throws Failure `not-found` */
  changeCenter(id: string, input: CenterInput): Promise<Center>;
  skills(): Promise<Skill[]>;
  /** @throws Failure `conflict` when the name is taken */
  createSkill(input: SkillInput): Promise<Skill>;
  changeSkill(id: string, input: SkillInput): Promise<Skill>;
  /** @throws Failure `conflict` while a queue requires it or an agent has it */
  deleteSkill(id: string): Promise<void>;
  queues(): Promise<Queue[]>;
  /**
   * @throws Failure that names the field: `conflict` when the name is taken, `not-found` for a skill, center or queue that is
   * not there, `bad-request` for a queue that sends calls on to itself. Nothing is saved then.
   */
  createQueue(input: QueueInput): Promise<Queue>;
  changeQueue(id: string, input: QueueInput): Promise<Queue>;
  /** Closes it whatever its hours, or gives it back to them. @throws Failure `not-found` */
  setQueueClosed(id: string, closed: boolean): Promise<void>;
  /**
   * Its row stays, since past calls name it.
   * @throws Failure `conflict` while another queue sends calls on to it
   */
  deleteQueue(id: string): Promise<void>;
}

export function openCatalog(prisma: PrismaClient): Catalog {
  const queues = async (tx: Prisma.TransactionClient = prisma): Promise<Queue[]> => {
    const rows = await tx.queue.findMany({ where: { active: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map(toQueue);
  };
  const skills = async (where?: Prisma.SkillWhereInput, tx: Prisma.TransactionClient = prisma): Promise<Skill[]> => {
    const rows = await tx.skill.findMany({ where, orderBy: { name: 'asc' }, include: { _count: { select: { agents: true } } } });
    const all = await queues(tx);
    return rows.map(({ id, name, _count }) => ({
      id,
      name,
      agents: _count.agents,
      queues: all.filter((queue) => namesSkill(queue, id)).length,
    }));
  };
  const skill = async (id: string, tx: Prisma.TransactionClient = prisma): Promise<Skill> => {
    const [found] = await skills({ id }, tx);
    if (!found) throw new Failure('not-found', 'There is no such skill');
    return found;
  };
  const assertSkillNameIsFree = async (name: string, id?: string) => {
    if (await prisma.skill.findFirst({ where: sameName(name, id) })) throw new Failure('conflict', 'is taken', 'name');
  };
  /** One change at a time: what a queue names must still be there when it is saved. */
  const changingQueues = <T>(change: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> =>
    conflictWhenTaken(
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`LOCK TABLE "Queue" IN SHARE ROW EXCLUSIVE MODE`;
        return change(tx);
      }),
    );
  /** Checks what can be checked only here, and makes the name free: a deleted queue that has it is renamed aside. */
  const admit = async (tx: Prisma.TransactionClient, input: QueueInput, id: string | null) => {
    const { name } = input;
    if (await tx.queue.findFirst({ where: { ...sameName(name, id ?? undefined), active: true } }))
      throw new Failure('conflict', 'is taken', 'name');
    const idsOf = (rows: { id: string }[]) => new Set(rows.map((row) => row.id));
    assertReferences(input, id, {
      skill: idsOf(await tx.skill.findMany({ select: { id: true } })),
      center: idsOf(await tx.center.findMany({ select: { id: true } })),
      queue: idsOf(await tx.queue.findMany({ select: { id: true }, where: { active: true } })),
    });
    const deleted = await tx.queue.findFirst({ where: { name, active: false } });
    if (deleted) await tx.queue.update({ where: { id: deleted.id }, data: { name: `${name} (${deleted.id})` } });
  };
  const assertQueue = async (tx: Prisma.TransactionClient, id: string) => {
    if (!(await tx.queue.findFirst({ where: { id, active: true } }))) throw new Failure('not-found', 'There is no such queue');
  };

  return {
    async centers() {
      return (await prisma.center.findMany({ orderBy: { name: 'asc' } })).map(toCenter);
    },
    async changeCenter(id, { limits, listening }) {
      if (!(await prisma.center.findUnique({ where: { id } }))) throw new Failure('not-found', 'There is no such center');
      return toCenter(await prisma.center.update({ where: { id }, data: { limits, ...(listening === undefined ? {} : { listening }) } }));
    },
    skills: () => skills(),
    async createSkill({ name }) {
      await assertSkillNameIsFree(name);
      const id = await freeId(name, async (candidate) => (await prisma.skill.findUnique({ where: { id: candidate } })) === null);
      await conflictWhenTaken(prisma.skill.create({ data: { id, name } }));
      return skill(id);
    },
    async changeSkill(id, { name }) {
      await skill(id);
      await assertSkillNameIsFree(name, id);
      await conflictWhenTaken(prisma.skill.update({ where: { id }, data: { name } }));
      return skill(id);
    },
    deleteSkill: (id) =>
      changingQueues(async (tx) => {
        const { queues: inQueues, agents } = await skill(id, tx);
        if (inQueues > 0) throw new Failure('conflict', sentence('skill-required', { count: inQueues }));
        if (agents > 0) throw new Failure('conflict', sentence('skill-held', { count: agents }));
        await tx.skill.delete({ where: { id } });
      }),
    queues: () => queues(),
    createQueue: (input) =>
      changingQueues(async (tx) => {
        await admit(tx, input, null);
        return toQueue(await tx.queue.create({ data: { ...toColumns(input), id: ulid().toLowerCase() } }));
      }),
    changeQueue: (id, input) =>
      changingQueues(async (tx) => {
        await assertQueue(tx, id);
        await admit(tx, input, id);
        return toQueue(await tx.queue.update({ where: { id }, data: toColumns(input) }));
      }),
    async setQueueClosed(id, closed) {
      await assertQueue(prisma, id);
      await prisma.queue.update({ where: { id }, data: { closed } });
    },
    deleteQueue: (id) =>
      changingQueues(async (tx) => {
        await assertQueue(tx, id);
        const [other] = (await queues(tx)).filter((queue) => queue.id !== id && namesQueue(queue, id));
        if (other) throw new Failure('conflict', sentence('queue-sent-to', { name: other.name }));
        await tx.queue.update({ where: { id }, data: { active: false } });
      }),
  };
}

/** Names are one whatever their capitals. */
const sameName = (name: string, exceptId?: string) => ({
  name: { equals: name, mode: 'insensitive' as const },
  ...(exceptId === undefined ? {} : { id: { not: exceptId } }),
});

function toCenter({ id, name, timeZone, limits, listening }: Prisma.CenterGetPayload<Record<string, never>>): Center {
  // Written by `changeCenter` alone, from this very type; its default is NO_LIMITS.
  return { id, name, timeZone, limits: limits as unknown as CenterLimits, listening: listening as ListeningPolicy };
}

/** A readable id from a name: `Portuguese` → `portuguese`, then `portuguese-2`. */
async function freeId(name: string, isFree: (id: string) => Promise<boolean>): Promise<string> {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const base =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'skill';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (await isFree(id)) return id;
  }
}
