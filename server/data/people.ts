import { hashPassword } from 'better-auth/crypto';
import { type Person, Role } from '../protocol/api.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { conflictWhenTaken } from './unique.ts';

export interface PersonFields {
  name: string;
  email: string;
  role: Role;
  centerId: string | null;
  /** Empty: none. */
  team?: string;
  active: boolean;
  skills: { skillId: string; level: number }[];
  /** Of a supervisor: centers besides their own. */
  supervises: string[];
}

/** Those who may sign in, as administrators keep them. */
export interface People {
  list(): Promise<Person[]>;
  /** An agent who may work. @throws Failure `not-found` */
  agent(id: string): Promise<Person & { centerId: string; excludedQueues: string[] }>;
  /** @throws Failure `not-found` when a skill is unknown */
  setSkills(id: string, skills: { skillId: string; level: number }[]): Promise<void>;
  /** @throws Failure `not-found` when a queue is unknown */
  setExcludedQueues(id: string, queueIds: string[]): Promise<void>;
  /** @throws Failure `conflict` when the e-mail is taken, `not-found` when a skill or center is unknown */
  create(fields: PersonFields & { password: string }, options?: { demo?: boolean }): Promise<Person>;
  /** A password that is left out stays. @throws as `create`, and `conflict` for the last active administrator */
  change(id: string, fields: PersonFields & { password?: string }): Promise<Person>;
  listDemo(): Promise<Person[]>;
  removeDemo(): Promise<void>;
}

export function openPeople(prisma: PrismaClient): People {
  const include = { skills: { orderBy: { skillId: 'asc' } } } as const;
  const find = async (id: string) => {
    const user = await prisma.user.findUnique({ where: { id }, include });
    if (!user) throw new Failure('not-found', 'There is no such person');
    return toPerson(user);
  };
  const checkSkills = async (skills: PersonFields['skills']) => {
    const ids = skills.map((skill) => skill.skillId);
    const known = new Set((await prisma.skill.findMany({ where: { id: { in: ids } } })).map((row) => row.id));
    const missing = ids.findIndex((skillId) => !known.has(skillId));
    if (missing >= 0) throw new Failure('not-found', 'There is no such skill', `skills.${missing}.skillId`);
  };
  const check = async (fields: PersonFields, id?: string) => {
    const taken = await prisma.user.findUnique({ where: { email: fields.email } });
    if (taken && taken.id !== id) throw new Failure('conflict', 'is taken', 'email');
    if (fields.centerId && !(await prisma.center.findUnique({ where: { id: fields.centerId } })))
      throw new Failure('not-found', 'There is no such center', 'centerId');
    const { supervises } = fields;
    const there = new Set((await prisma.center.findMany({ where: { id: { in: supervises } } })).map((row) => row.id));
    const unknown = supervises.findIndex((centerId) => !there.has(centerId));
    if (unknown >= 0) throw new Failure('not-found', 'There is no such center', `supervises.${unknown}`);
    await checkSkills(fields.skills);
  };

  return {
    async list() {
      return (await prisma.user.findMany({ include, orderBy: { name: 'asc' } })).map(toPerson);
    },
    async agent(id) {
      const user = await prisma.user.findFirst({ where: { id, role: 'agent', active: true }, include });
      if (!user || user.centerId === null) throw new Failure('not-found', 'There is no such agent');
      // Written by `setExcludedQueues` alone.
      return { ...toPerson(user), centerId: user.centerId, excludedQueues: user.excludedQueues as string[] };
    },
    async setSkills(id, skills) {
      await checkSkills(skills);
      await prisma.$transaction([
        prisma.agentSkill.deleteMany({ where: { userId: id } }),
        prisma.agentSkill.createMany({ data: skills.map((skill) => ({ userId: id, ...skill })) }),
      ]);
    },
    async setExcludedQueues(id, queueIds) {
      const rows = await prisma.queue.findMany({ where: { id: { in: queueIds }, active: true }, select: { id: true } });
      const known = new Set(rows.map((row) => row.id));
      const unknown = queueIds.findIndex((queueId) => !known.has(queueId));
      if (unknown >= 0) throw new Failure('not-found', 'There is no such queue', `excluded.${unknown}`);
      await prisma.user.update({ where: { id }, data: { excludedQueues: [...queueIds].sort() } });
    },
    async create({ skills, password, ...fields }, options = {}) {
      await check({ skills, ...fields });
      const id = crypto.randomUUID();
      const account = { id: crypto.randomUUID(), accountId: id, providerId: 'credential', password: await hashPassword(password) };
      const data = { id, ...fields, emailVerified: true, demo: options.demo ?? false };
      await conflictWhenTaken(prisma.user.create({ data: { ...data, skills: { create: skills }, accounts: { create: account } } }));
      return find(id);
    },
    async change(id, { skills, password, ...fields }) {
      const before = await find(id);
      await check({ skills, ...fields }, id);
      const leaves = before.role === 'administrator' && before.active && !(fields.role === 'administrator' && fields.active);
      if (leaves && (await prisma.user.count({ where: { role: 'administrator', active: true } })) === 1)
        throw new Failure('conflict', 'This is the last administrator: make another one first', 'role');
      const hash = password === undefined ? null : await hashPassword(password);
      const newPassword =
        hash === null ? [] : [prisma.account.updateMany({ where: { userId: id, providerId: 'credential' }, data: { password: hash } })];
      await conflictWhenTaken(
        prisma.$transaction([
          prisma.user.update({ where: { id }, data: fields }),
          prisma.agentSkill.deleteMany({ where: { userId: id } }),
          prisma.agentSkill.createMany({ data: skills.map((skill) => ({ userId: id, ...skill })) }),
          ...newPassword,
        ]),
      );
      return find(id);
    },
    async listDemo() {
      return (
        await prisma.user.findMany({ where: { demo: true, active: true }, include, orderBy: [{ role: 'asc' }, { name: 'asc' }] })
      ).map(toPerson);
    },
    async removeDemo() {
      await prisma.user.deleteMany({ where: { demo: true } });
    },
  };
}

interface UserRow extends Omit<PersonFields, 'role' | 'team' | 'supervises'> {
  id: string;
  role: string;
  team: string;
  supervises: Prisma.JsonValue;
}

function toPerson({ id, name, email, role, centerId, team, active, skills, supervises }: UserRow): Person {
  return {
    id,
    name,
    email,
    role: Role.parse(role),
    centerId,
    team,
    active,
    skills: skills.map(({ skillId, level }) => ({ skillId, level })),
    // Written by `create` and `change` alone, from this very type.
    supervises: supervises as string[],
  };
}
