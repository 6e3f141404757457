import type { AgentId, CenterId } from '../protocol/common.ts';
import type { StaffMessage } from '../protocol/staff-messages.ts';
import type { PrismaClient } from './database.ts';

/** What supervisors wrote to a center's agents. */
export interface StaffMessages {
  /** Unread, oldest first, by agent. */
  unread(): Promise<Map<AgentId, StaffMessage[]>>;
  /** One for each of these agents; `at` in milliseconds. */
  add(agentIds: readonly AgentId[], message: { fromName: string; text: string; at: number }): Promise<Map<AgentId, StaffMessage>>;
  /** Twice is once. */
  markRead(agentId: AgentId, messageId: string, at: number): Promise<void>;
}

export function openStaffMessages(prisma: PrismaClient, centerId: CenterId): StaffMessages {
  return {
    async unread() {
      const rows = await prisma.staffMessage.findMany({ where: { centerId, readAt: null }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
      const unread = new Map<AgentId, StaffMessage[]>();
      for (const { id, agentId, fromName, text, at } of rows) {
        const message = { id, fromName, text, at: at.getTime() };
        unread.set(agentId, [...(unread.get(agentId) ?? []), message]);
      }
      return unread;
    },
    async add(agentIds, { fromName, text, at }) {
      const messages = new Map(agentIds.map((agentId) => [agentId, { id: crypto.randomUUID(), fromName, text, at }]));
      await prisma.staffMessage.createMany({
        data: [...messages].map(([agentId, message]) => ({ ...message, centerId, agentId, at: new Date(at) })),
      });
      return messages;
    },
    async markRead(agentId, messageId, at) {
      await prisma.staffMessage.updateMany({ where: { id: messageId, agentId, centerId, readAt: null }, data: { readAt: new Date(at) } });
    },
  };
}
