import type { AgentId, CenterId } from '../protocol/common.ts';
import type { FollowUp } from '../protocol/customers.ts';
import type { FollowUpCount } from '../protocol/desk.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** How many open ones a list shows. */
const SHOWN = 200;

/** What agents of a center have promised to do. Days are `yyyy-mm-dd`, so that they sort as text. */
export interface FollowUps {
  /** An agent's open ones, the earliest first. */
  open(agentId: AgentId): Promise<FollowUp[]>;
  /** A customer's open ones, whoever promised them. */
  ofCustomer(customerId: string): Promise<FollowUp[]>;
  count(agentId: AgentId, today: string): Promise<FollowUpCount>;
  /**
   * Done by whoever of the center did it; doing it twice is doing it once.
   * @returns whose it was, and of which customer
   * @throws Failure `not-found`
   */
  finish(id: string, now: number): Promise<{ agentId: AgentId; customerId: string | null }>;
}

export function openFollowUps(prisma: PrismaClient, centerId: CenterId): FollowUps {
  const list = async (where: Prisma.FollowUpWhereInput) => {
    const rows = await prisma.followUp.findMany({
      where: { ...where, centerId, doneAt: null },
      orderBy: [{ dueOn: 'asc' }, { createdAt: 'asc' }],
      take: SHOWN,
    });
    return rows.map(toFollowUp);
  };
  return {
    open: (agentId) => list({ agentId }),
    ofCustomer: (customerId) => list({ customerId }),
    async count(agentId, today) {
      const open = { centerId, agentId, doneAt: null };
      const [all, dueToday, overdue] = await Promise.all([
        prisma.followUp.count({ where: open }),
        prisma.followUp.count({ where: { ...open, dueOn: today } }),
        prisma.followUp.count({ where: { ...open, dueOn: { lt: today } } }),
      ]);
      return { open: all, dueToday, overdue };
    },
    async finish(id, now) {
      const row = await prisma.followUp.findFirst({ where: { id, centerId } });
      if (!row) throw new Failure('not-found', 'There is no such follow-up');
      if (row.doneAt === null) await prisma.followUp.update({ where: { id }, data: { doneAt: new Date(now) } });
      return { agentId: row.agentId, customerId: row.customerId };
    },
  };
}

function toFollowUp(row: Prisma.FollowUpGetPayload<Record<string, never>>): FollowUp {
  const { id, customerId, customerName, callId, dueOn, note, agentId, agentName, doneAt } = row;
  return { id, customerId, customerName, callId, dueOn, note, agentId, agentName, doneAt: doneAt?.getTime() ?? null };
}
