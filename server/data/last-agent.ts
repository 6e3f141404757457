import type { AgentId, Caller } from '../protocol/common.ts';
import type { PrismaClient } from './database.ts';

/** Whoever spoke to a customer longer ago than this is no acquaintance any more. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/** The agent who talked to a customer last, by the customer's id or else by e-mail; null when nobody did lately. */
export async function lastAgentOf(prisma: PrismaClient, caller: Caller, now: number): Promise<AgentId | null> {
  const { customerId, email } = caller;
  const talked = { connectedAt: { gte: new Date(now - REMEMBERED_MS) }, agentId: { not: null }, role: 'main' };
  const last = async (who: { customerId: string } | { callerEmail: { in: string[] } }) =>
    (await prisma.call.findFirst({ where: { ...who, ...talked }, orderBy: { connectedAt: 'desc' }, select: { agentId: true } }))?.agentId ??
    null;
  const byId = customerId ? await last({ customerId }) : null;
  // As it was typed, and as most people type it.
  return byId ?? (email ? await last({ callerEmail: { in: [email, email.toLowerCase()] } }) : null);
}
