import type { AgentId, CallId, CenterId } from '../protocol/common.ts';
import type { PrismaClient } from './database.ts';

/**
 * What an agent writes of the call in hand, before it is kept: on the server, so that a reload or another machine has it.
 * A call may be in several agents' hands, at once or one after the other: each has a draft of their own.
 */
export interface CallDraft {
  notes: string;
  /** Whom the agent has linked the call to; null: whom the caller says to be. */
  customerId: string | null;
}

export interface DraftOf {
  callId: CallId;
  conversationId: CallId;
  agentId: AgentId;
}

export interface CallDrafts {
  /** A link that another agent of the center has made in the conversation counts here too, unless this one has their own. */
  read(of: DraftOf): Promise<CallDraft>;
  save(of: DraftOf, change: Partial<CallDraft>, now: number): Promise<void>;
}

export function openCallDrafts(prisma: PrismaClient, centerId: CenterId): CallDrafts {
  return {
    async read({ callId, conversationId, agentId }) {
      const rows = await prisma.callDraft.findMany({ where: { centerId, conversationId }, orderBy: { updatedAt: 'desc' } });
      const own = rows.find((row) => row.callId === callId && row.agentId === agentId);
      const linked = own?.customerId ?? rows.find((row) => row.customerId !== null)?.customerId ?? null;
      return { notes: own?.notes ?? '', customerId: linked };
    },
    async save({ callId, conversationId, agentId }, change, now) {
      const key = { callId, agentId };
      const data = { ...change, conversationId, centerId, updatedAt: new Date(now) };
      await prisma.callDraft.upsert({ where: { callId_agentId: key }, create: { ...key, ...data }, update: data });
    },
  };
}
