import type { Profile } from '../cti/core/execute.ts';
import type { ChosenStatus } from '../cti/core/model.ts';
import type { AgentId, CallId, CenterId, NotReadyCode } from '../protocol/common.ts';
import type { CustomerCard, PastCall, SaveCustomer } from '../protocol/workstation.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import { conflictWhenTaken } from './unique.ts';

/** How many past calls a customer card shows. */
const HISTORY_LENGTH = 20;

export interface FinishedCall {
  callId: CallId;
  agentId: AgentId;
  agentName: string;
  queueName: string;
  callerName: string;
  callerEmail: string | null;
  customerId: string | null;
  at: number;
  talkMs: number;
  wrapupMs: number;
  disposition: string | null;
  notes: string;
}

/** A center's data server: its agents, its customers and what was said with them. It sees no other center's. */
export interface CenterData {
  readonly centerId: CenterId;
  readonly centerName: string;
  /** All agents of the center who may sign in, with the last status in the log. */
  agents(): Promise<{ profile: Profile; chosen: ChosenStatus }[]>;
  /** null when there is no such agent here, or they may not sign in. */
  profile(agentId: AgentId): Promise<Profile | null>;
  logStatus(agentId: AgentId, chosen: ChosenStatus): Promise<void>;
  /** The customer that a caller says to be, by customer id or else by e-mail. */
  findCustomer(caller: { customerId: string | null; email: string | null }): Promise<CustomerCard | null>;
  /** @throws Failure `conflict` when the e-mail is a customer's already */
  createCustomer(input: Omit<SaveCustomer, 'callId'>): Promise<CustomerCard>;
  /** Keeps a finished call; keeping it again replaces it. */
  keepCall(call: FinishedCall): Promise<void>;
  /** An agent's own figures since a time. */
  figures(agentId: AgentId, since: number): Promise<{ calls: number; ahtMs: number | null; missed: number }>;
}

/** @throws when there is no such center */
export async function openCenterData(prisma: PrismaClient, centerId: CenterId): Promise<CenterData> {
  const center = await prisma.center.findUniqueOrThrow({ where: { id: centerId } });
  const withSkills = { skills: { include: { skill: true }, orderBy: { level: 'desc' } } } as const;
  const working = { centerId, role: 'agent', active: true } as const;

  const card = async (where: { id: string } | { centerId_email: { centerId: string; email: string } }): Promise<CustomerCard | null> => {
    const row = await prisma.customer.findUnique({
      where,
      include: { interactions: { orderBy: { at: 'desc' }, take: HISTORY_LENGTH } },
    });
    return row && row.centerId === centerId ? toCard(row) : null;
  };

  return {
    centerId,
    centerName: center.name,
    async agents() {
      const users = await prisma.user.findMany({ where: working, include: withSkills });
      const last = await prisma.agentStatusLog.findMany({ where: { centerId }, orderBy: { id: 'desc' }, distinct: ['agentId'] });
      const lastOf = new Map(last.map((row) => [row.agentId, row]));
      return users.map((user) => ({ profile: toProfile(user), chosen: toChosen(lastOf.get(user.id)) }));
    },
    async profile(agentId) {
      const user = await prisma.user.findFirst({ where: { ...working, id: agentId }, include: withSkills });
      return user && toProfile(user);
    },
    async logStatus(agentId, chosen) {
      const code = chosen.kind === 'not-ready' ? chosen.code : null;
      await prisma.agentStatusLog.create({ data: { centerId, agentId, status: chosen.kind, code, at: new Date(chosen.since) } });
    },
    async findCustomer({ customerId, email }) {
      const byId = customerId ? await card({ id: customerId }) : null;
      return byId ?? (email ? await card({ centerId_email: { centerId, email: email.toLowerCase() } }) : null);
    },
    async createCustomer({ name, email, company, language }) {
      const key = { centerId, email: email.toLowerCase() };
      if (await card({ centerId_email: key })) throw new Failure('conflict', 'A customer with this e-mail is there already', 'email');
      const data = { id: crypto.randomUUID(), ...key, name, company: company || null, language };
      const row = await conflictWhenTaken(prisma.customer.create({ data }));
      return toCard({ ...row, interactions: [] });
    },
    async keepCall({ callId, at, ...call }) {
      const data = { ...call, centerId, at: new Date(at), talkMs: Math.round(call.talkMs), wrapupMs: Math.round(call.wrapupMs) };
      await prisma.interaction.upsert({ where: { callId }, create: { callId, ...data }, update: data });
    },
    async figures(agentId, since) {
      const at = { gte: new Date(since) };
      const [handled, missed] = await Promise.all([
        prisma.interaction.aggregate({ where: { agentId, at }, _count: true, _avg: { talkMs: true, wrapupMs: true } }),
        prisma.agentStatusLog.count({ where: { agentId, status: 'missed', at } }),
      ]);
      const ahtMs = handled._count === 0 ? null : (handled._avg.talkMs ?? 0) + (handled._avg.wrapupMs ?? 0);
      return { calls: handled._count, ahtMs, missed };
    },
  };
}

function toProfile(user: { id: string; name: string; skills: { level: number; skill: { id: string; name: string } }[] }): Profile {
  return { id: user.id, name: user.name, skills: user.skills.map(({ level, skill }) => ({ id: skill.id, name: skill.name, level })) };
}

function toChosen(row: { status: string; code: string | null; at: Date } | undefined): ChosenStatus {
  const since = row?.at.getTime() ?? 0;
  switch (row?.status) {
    case 'available':
    case 'missed':
      return { kind: row.status, since };
    case 'not-ready':
      return { kind: 'not-ready', since, code: (row.code ?? 'break') as NotReadyCode };
    default:
      return { kind: 'offline', since };
  }
}

interface CustomerRow {
  id: string;
  name: string;
  email: string;
  company: string | null;
  tier: string;
  language: string;
  interactions: {
    callId: string;
    at: Date;
    agentName: string;
    queueName: string;
    disposition: string | null;
    notes: string;
    talkMs: number;
  }[];
}

function toCard(row: CustomerRow): CustomerCard {
  const history = row.interactions.map(
    ({ callId, at, agentName, queueName, disposition, notes, talkMs }): PastCall => ({
      callId,
      at: at.getTime(),
      agentName,
      queueName,
      disposition,
      notes,
      talkMs,
    }),
  );
  const { id, name, email, company, language } = row;
  return { id, name, email, company, tier: row.tier as CustomerCard['tier'], language, history };
}
