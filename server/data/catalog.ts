import { ulid } from 'ulid';
import type { Center, Queue, QueueInput, Skill, SkillInput } from '../protocol/api.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { conflictWhenTaken } from './unique.ts';

/** Centers, skills and queues, as administrators keep them. */
export interface Catalog {
  centers(): Promise<Center[]>;
  linkKeyHash(centerId: string): Promise<string | null>;
  skills(): Promise<Skill[]>;
  /** @throws Failure `conflict` when the name is taken */
  createSkill(input: SkillInput): Promise<Skill>;
  changeSkill(id: string, input: SkillInput): Promise<Skill>;
  /** @throws Failure `conflict` while a queue requires it or an agent has it */
  deleteSkill(id: string): Promise<void>;
  queues(): Promise<Queue[]>;
  /** @throws Failure `conflict` when the name is taken, `not-found` when a skill is unknown */
  createQueue(input: QueueInput): Promise<Queue>;
  changeQueue(id: string, input: QueueInput): Promise<Queue>;
  /** Its row stays, since past calls name it. */
  deleteQueue(id: string): Promise<void>;
}

export function openCatalog(prisma: PrismaClient): Catalog {
  const queues = async (): Promise<Queue[]> => {
    const rows = await prisma.queue.findMany({ where: { active: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map(toQueue);
  };
  const skills = async (where?: Prisma.SkillWhereInput): Promise<Skill[]> => {
    const rows = await prisma.skill.findMany({ where, orderBy: { name: 'asc' }, include: { _count: { select: { agents: true } } } });
    const required = (await queues()).flatMap((queue) => queue.requirements.map((requirement) => requirement.skillId));
    return rows.map(({ id, name, _count }) => ({
      id,
      name,
      agents: _count.agents,
      queues: required.filter((skillId) => skillId === id).length,
    }));
  };
  const skill = async (id: string): Promise<Skill> => {
    const [found] = await skills({ id });
    if (!found) throw new Failure('not-found', 'There is no such skill');
    return found;
  };
  const assertSkillsExist = async (input: QueueInput) => {
    const ids = input.requirements.map((requirement) => requirement.skillId);
    const known = new Set((await prisma.skill.findMany({ where: { id: { in: ids } } })).map((row) => row.id));
    const missing = ids.findIndex((id) => !known.has(id));
    if (missing >= 0) throw new Failure('not-found', 'There is no such skill', `requirements.${missing}.skillId`);
  };
  const assertNameIsFree = async (table: 'skill' | 'queue', name: string, id?: string) => {
    const where = { name: { equals: name, mode: 'insensitive' as const }, ...(id ? { id: { not: id } } : {}) };
    const taken =
      table === 'skill' ? await prisma.skill.findFirst({ where }) : await prisma.queue.findFirst({ where: { ...where, active: true } });
    if (taken) throw new Failure('conflict', 'is taken', 'name');
  };
  /** Writes a queue under this name. A deleted queue that had it is renamed aside. */
  const write = async (name: string, queue: Prisma.PrismaPromise<QueueRow>): Promise<Queue> => {
    const deleted = await prisma.queue.findFirst({ where: { name, active: false } });
    const aside = deleted ? [prisma.queue.update({ where: { id: deleted.id }, data: { name: `${name} (${deleted.id})` } })] : [];
    const rows = await conflictWhenTaken(prisma.$transaction([...aside, queue]));
    return toQueue(rows.at(-1) as QueueRow);
  };

  return {
    async centers() {
      return prisma.center.findMany({ select: { id: true, name: true, timeZone: true }, orderBy: { name: 'asc' } });
    },
    async linkKeyHash(centerId) {
      return (await prisma.center.findUnique({ where: { id: centerId } }))?.linkKeyHash ?? null;
    },
    skills: () => skills(),
    async createSkill({ name }) {
      await assertNameIsFree('skill', name);
      const id = await freeId(name, async (candidate) => (await prisma.skill.findUnique({ where: { id: candidate } })) === null);
      await conflictWhenTaken(prisma.skill.create({ data: { id, name } }));
      return skill(id);
    },
    async changeSkill(id, { name }) {
      await skill(id);
      await assertNameIsFree('skill', name, id);
      await conflictWhenTaken(prisma.skill.update({ where: { id }, data: { name } }));
      return skill(id);
    },
    async deleteSkill(id) {
      const { queues: inQueues, agents } = await skill(id);
      if (inQueues > 0) throw new Failure('conflict', `${inQueues} ${inQueues === 1 ? 'queue requires' : 'queues require'} this skill`);
      if (agents > 0) throw new Failure('conflict', `${agents} ${agents === 1 ? 'person has' : 'people have'} this skill`);
      await prisma.skill.delete({ where: { id } });
    },
    queues,
    async createQueue(input) {
      await assertNameIsFree('queue', input.name);
      await assertSkillsExist(input);
      return write(input.name, prisma.queue.create({ data: { id: ulid().toLowerCase(), ...input } }));
    },
    async changeQueue(id, input) {
      if (!(await prisma.queue.findFirst({ where: { id, active: true } }))) throw new Failure('not-found', 'There is no such queue');
      await assertNameIsFree('queue', input.name, id);
      await assertSkillsExist(input);
      return write(input.name, prisma.queue.update({ where: { id }, data: input }));
    },
    async deleteQueue(id) {
      const { count } = await prisma.queue.updateMany({ where: { id, active: true }, data: { active: false } });
      if (count === 0) throw new Failure('not-found', 'There is no such queue');
    },
  };
}

type QueueRow = Awaited<ReturnType<PrismaClient['queue']['findMany']>>[number];

function toQueue(row: QueueRow): Queue {
  const { id, name, priority, offerTimeoutSeconds, serviceLevelSeconds, wrapupSeconds } = row;
  // Written by this file alone, from these very types.
  const requirements = row.requirements as unknown as Queue['requirements'];
  const dispositions = row.dispositions as unknown as string[];
  return { id, name, priority, requirements, offerTimeoutSeconds, serviceLevelSeconds, wrapupSeconds, dispositions };
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
