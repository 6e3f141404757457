import { leaves, pathText } from '../protocol/disposition.ts';
import type { PrismaClient } from './database.ts';
import { toQueue } from './queue-rows.ts';

/** What reports are about, by name; also what is switched off by now, since the past is about it too. */
export interface ReportNames {
  /** `seconds`: in which an answer is in time. */
  queues: { id: string; name: string; seconds: number }[];
  centers: { id: string; name: string; zone: string }[];
  agents: { id: string; name: string; centerId: string }[];
  /** Of all queues, each as its path in one line. */
  dispositions: string[];
}

export async function readReportNames(prisma: PrismaClient): Promise<ReportNames> {
  const queues = (await prisma.queue.findMany({ orderBy: { name: 'asc' } })).map(toQueue);
  const centers = await prisma.center.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true, timeZone: true } });
  const agents = await prisma.user.findMany({
    where: { role: 'agent', centerId: { not: null } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, centerId: true },
  });
  return {
    queues: queues.map(({ id, name, serviceLevelSeconds }) => ({ id, name, seconds: serviceLevelSeconds })),
    centers: centers.map(({ timeZone, ...center }) => ({ ...center, zone: timeZone })),
    agents: agents.map((agent) => ({ ...agent, centerId: agent.centerId ?? '' })),
    dispositions: [...new Set(queues.flatMap((queue) => leaves(queue.dispositions).map((leaf) => pathText(leaf))))].sort(),
  };
}
