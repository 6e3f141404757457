import { CenterStaff } from '../protocol/center-staff.ts';
import type { CenterId } from '../protocol/common.ts';
import type { CustomerSources } from './customers/sources.ts';
import type { PrismaClient } from './database.ts';
import { toColumns, toQueue } from './queue-rows.ts';
import type { WidgetKeyStore } from './widget-keys.ts';

/** What keeps the parts that are sealed. */
interface Sealed {
  sources: Pick<CustomerSources, 'readWhole' | 'change'>;
  widgetKeys: Pick<WidgetKeyStore, 'ofCenter' | 'replaceAll'>;
}

/** What the database has of a center: at the installation what it owns, at the center its copy. null: there is no such center. */
export async function readStaff(
  prisma: PrismaClient,
  centerId: CenterId,
  { sources, widgetKeys }: Sealed,
  mediaOrigins: readonly string[] = [],
): Promise<CenterStaff | null> {
  const center = await prisma.center.findUnique({
    where: { id: centerId },
    select: { id: true, name: true, timeZone: true, limits: true },
  });
  if (!center) return null;
  const [keys, customers, skills, users] = await Promise.all([
    widgetKeys.ofCenter(centerId),
    sources.readWhole(centerId),
    prisma.skill.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } }),
    prisma.user.findMany({
      where: { centerId, role: 'agent' },
      include: { skills: { orderBy: { skillId: 'asc' } }, accounts: { where: { providerId: 'credential' } } },
      orderBy: { id: 'asc' },
    }),
  ]);
  // Callers who come there may be sent on to any of them.
  const rows =
    keys.length === 0 ? [] : await prisma.queue.findMany({ where: { active: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return CenterStaff.parse({
    ...{ center, customers, skills },
    entry: { keys, queues: rows.map(toQueue), mediaOrigins: keys.length === 0 ? [] : mediaOrigins },
    agents: users.map(({ accounts: [account], skills: has, ...user }) => ({
      ...user,
      skills: has.map(({ skillId, level }) => ({ skillId, level })),
      account: account?.password ? { id: account.id, passwordHash: account.password } : null,
    })),
  });
}

/** Whether somebody may work in a center, as its own agent. */
export async function isAgentOf(prisma: PrismaClient, agentId: string, centerId: CenterId): Promise<boolean> {
  return (await prisma.user.count({ where: { id: agentId, centerId, role: 'agent', active: true } })) > 0;
}

/** What a center's systems have to take up. */
export interface StaffChanges {
  /** Agents who are other than they were, new, or gone. */
  agents: string[];
  customers: boolean;
  /** What the center takes calls by. */
  entry: boolean;
  /** How it is called, or its clock. */
  center: boolean;
}

/**
 * Makes a center's copy what the installation says, in one transaction. Whose password or account has changed is signed out; an agent
 * who is gone can't sign in any more, and what they did stays.
 */
export async function keepStaff(prisma: PrismaClient, staff: CenterStaff, sealed: Sealed): Promise<StaffChanges> {
  const { center, customers, skills, agents, entry } = staff;
  const before = await readStaff(prisma, center.id, sealed);
  const isOther = (now: unknown, was: unknown) => JSON.stringify(now) !== JSON.stringify(was);
  const had = new Map(before?.agents.map((agent) => [agent.id, agent]));
  const skillsBefore = new Map(before?.skills.map(({ id, name }) => [id, name]));
  const renamed = new Set(skills.filter(({ id, name }) => skillsBefore.get(id) !== name).map(({ id }) => id));
  const changed = agents.filter(
    (agent) => JSON.stringify(agent) !== JSON.stringify(had.get(agent.id)) || agent.skills.some(({ skillId }) => renamed.has(skillId)),
  );
  const gone = [...had.keys()].filter((id) => !agents.some((agent) => agent.id === id));
  const signedOut = changed.filter(
    ({ id, active, account }) => !active || account?.passwordHash !== had.get(id)?.account?.passwordHash || account === null,
  );
  const queuesChanged = isOther(entry.queues, before?.entry.queues);
  const skillsChanged = isOther(skills, before?.skills);
  await prisma.$transaction(async (tx) => {
    const { id, limits, ...names } = center;
    const named = { ...names, ...(limits && { limits }) };
    // The center's own machines show the link key; here nobody is shown one.
    await tx.center.upsert({ where: { id }, create: { id, ...named, linkKeyHash: '' }, update: named });
    await tx.agentSkill.deleteMany();
    await tx.skill.deleteMany();
    await tx.skill.createMany({ data: skills });
    if (queuesChanged) {
      await tx.queue.deleteMany();
      // In their order, which is that of their making.
      const rows = entry.queues.map(({ id: queueId, closed, ...input }, nth) => ({
        ...{ ...toColumns(input), id: queueId, closed, createdAt: new Date(nth) },
      }));
      await tx.queue.createMany({ data: rows });
    }
    await tx.user.deleteMany({ where: { id: { in: gone } } });
    // Two may have changed their addresses with each other.
    for (const agent of changed) await tx.user.updateMany({ where: { id: agent.id }, data: { email: `${agent.id} moves` } });
    for (const { id: agentId, account, skills: _, ...fields } of changed) {
      const data = { ...fields, role: 'agent', centerId: id, emailVerified: true };
      await tx.user.upsert({ where: { id: agentId }, create: { id: agentId, ...data }, update: data });
      await tx.account.deleteMany({ where: { userId: agentId } });
      if (account === null) continue;
      const { id: accountRow, passwordHash: password } = account;
      await tx.account.create({ data: { id: accountRow, accountId: agentId, providerId: 'credential', userId: agentId, password } });
    }
    await tx.agentSkill.createMany({ data: agents.flatMap((agent) => agent.skills.map((has) => ({ userId: agent.id, ...has }))) });
    await tx.session.deleteMany({ where: { userId: { in: signedOut.map((agent) => agent.id) } } });
  });
  const moved = customers !== null && JSON.stringify(customers) !== JSON.stringify(before?.customers);
  if (moved) await sealed.sources.change(center.id, customers);
  const keysChanged = isOther(entry.keys, before?.entry.keys);
  if (keysChanged) await sealed.widgetKeys.replaceAll(entry.keys);
  return {
    agents: [...changed.map((agent) => agent.id), ...gone],
    customers: moved,
    // Media servers are not kept: they are of no use but with the routing server.
    entry: keysChanged || queuesChanged || skillsChanged || isOther(center, before?.center),
    center: before !== null && isOther([center.name, center.timeZone], [before.center.name, before.center.timeZone]),
  };
}
