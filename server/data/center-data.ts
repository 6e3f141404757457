import type { Logger } from 'pino';
import type { DayFacts } from '../cti/core/day.ts';
import type { KeptStatus, Profile } from '../cti/core/execute.ts';
import type { ChosenStatus } from '../cti/core/model.ts';
import type { AgentId, AgentStatus, CallId, CenterId, NotReadyCode } from '../protocol/common.ts';
import type { NewFollowUp } from '../protocol/desk.ts';
import { dayFactsOf, type RatingsOf } from './agent-day.ts';
import { type CallDrafts, openCallDrafts } from './call-drafts.ts';
import { type CustomerCards, openCustomerCards } from './customers/cards.ts';
import type { CustomerSources } from './customers/sources.ts';
import type { PrismaClient } from './database.ts';
import { type FollowUps, openFollowUps } from './follow-ups.ts';
import type { Prisma } from './generated/client.ts';
import { type LinkOutbox, openLinkOutbox } from './link-outbox.ts';
import { openStaffMessages, type StaffMessages } from './staff-messages.ts';

/** Calls that never came to be kept leave their draft behind; so long after, nobody comes back to it. */
const DRAFTS_KEPT_MS = 24 * 60 * 60 * 1000;

export interface FinishedCall {
  callId: CallId;
  agentId: AgentId;
  agentName: string;
  queueName: string;
  callerName: string;
  callerEmail: string | null;
  verified: boolean;
  customerId: string | null;
  at: number;
  talkMs: number;
  wrapupMs: number;
  disposition: string | null; // path in one line
  notes: string;
  followUp: (NewFollowUp & { customerName: string }) | null;
}

/** A center's data server: its agents, its customers and what was said with them. It sees no other center's. */
export interface CenterData {
  readonly centerId: CenterId;
  readonly centerName: string;
  readonly timeZone: string; // IANA
  /** How it is called, or its clock, is another: both are as they are now from then on. */
  reread(): Promise<void>;
  readonly customers: CustomerCards;
  /** An administrator has set where the customers are kept. */
  reopenCustomers(): Promise<void>;
  readonly drafts: CallDrafts;
  readonly followUps: FollowUps;
  readonly messages: StaffMessages;
  /** What the routing server has still to be told. */
  readonly outbox: LinkOutbox;
  /** All agents of the center who may sign in, with the last status in the log. */
  agents(): Promise<({ profile: Profile } & KeptStatus)[]>;
  /** null when there is no such agent here, or they may not sign in. */
  profile(agentId: AgentId): Promise<Profile | null>;
  logStatus(agentId: AgentId, status: KeptStatus): Promise<void>;
  /** What an agent does from a moment on, in milliseconds. */
  logTimeline(agentId: AgentId, status: AgentStatus, at: number): Promise<void>;
  /** Keeps a finished call with its follow-up, in place of its draft; keeping it again replaces it. */
  keepCall(call: FinishedCall, now: number): Promise<void>;
  /** An agent's own figures since a time. */
  figures(agentId: AgentId, since: number): Promise<{ calls: number; ahtMs: number | null; missed: number }>;
  /** What was logged of an agent's day since midnight, and the last before it. */
  day(agentId: AgentId, midnight: number): Promise<DayFacts>;
}

/** @throws when there is no such center */
export async function openCenterData(
  prisma: PrismaClient,
  centerId: CenterId,
  { sources, ratingsOf, log }: { sources: CustomerSources; ratingsOf?: RatingsOf | undefined; log: Pick<Logger, 'warn'> },
): Promise<CenterData> {
  const read = () => prisma.center.findUniqueOrThrow({ where: { id: centerId } });
  let center = await read();
  const withSkills = { skills: { include: { skill: true }, orderBy: { level: 'desc' } } } as const;
  const working = { centerId, role: 'agent', active: true } as const;

  const followUps = openFollowUps(prisma, centerId);
  const open = () =>
    sources.connector(centerId, ({ problem, detail }) =>
      log.warn({ problem, detail }, 'The company’s customer system does not answer as it should'),
    );
  let connector = await open();
  return {
    centerId,
    get centerName() {
      return center.name;
    },
    get timeZone() {
      return center.timeZone;
    },
    async reread() {
      center = await read();
    },
    customers: openCustomerCards(prisma, centerId, { connector: () => connector, followUps }),
    async reopenCustomers() {
      connector = await open();
    },
    drafts: openCallDrafts(prisma, centerId),
    followUps,
    messages: openStaffMessages(prisma, centerId),
    outbox: openLinkOutbox(prisma, centerId),
    async agents() {
      const users = await prisma.user.findMany({ where: working, include: withSkills });
      const last = await prisma.agentStatusLog.findMany({ where: { centerId }, orderBy: { id: 'desc' }, distinct: ['agentId'] });
      const lastOf = new Map(last.map((row) => [row.agentId, row]));
      return users.map((user) => ({ profile: toProfile(user), ...toStatus(lastOf.get(user.id)) }));
    },
    async profile(agentId) {
      const user = await prisma.user.findFirst({ where: { ...working, id: agentId }, include: withSkills });
      return user && toProfile(user);
    },
    async logStatus(agentId, { chosen, afterwards }) {
      const code = chosen.kind === 'not-ready' ? chosen.code : null;
      await prisma.agentStatusLog.create({
        data: { centerId, agentId, status: chosen.kind, code, afterwards, at: new Date(chosen.since) },
      });
    },
    async logTimeline(agentId, status, at) {
      const code = status.kind === 'not-ready' ? status.code : null;
      await prisma.agentTimeline.create({ data: { centerId, agentId, kind: status.kind, code, at: new Date(at) } });
    },
    async keepCall({ callId, at, followUp, ...call }, now) {
      const { agentId, agentName, customerId } = call;
      const data = { ...call, centerId, at: new Date(at), talkMs: Math.round(call.talkMs), wrapupMs: Math.round(call.wrapupMs) };
      const promised = followUp && { ...followUp, centerId, agentId, agentName, customerId };
      await prisma.$transaction([
        prisma.interaction.upsert({ where: { callId }, create: { callId, ...data }, update: data }),
        ...(promised
          ? [
              prisma.followUp.upsert({
                where: { callId },
                create: { id: crypto.randomUUID(), callId, createdAt: new Date(now), ...promised },
                update: promised,
              }),
            ]
          : []),
        // Together with what calls left behind that never came to be kept.
        prisma.callDraft.deleteMany({ where: { centerId, OR: [{ callId }, { updatedAt: { lt: new Date(now - DRAFTS_KEPT_MS) } }] } }),
      ]);
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
    day: (agentId, since) => dayFactsOf(prisma, agentId, since, ratingsOf),
  };
}

interface AgentRow {
  id: string;
  name: string;
  excludedQueues: Prisma.JsonValue;
  skills: { level: number; skill: { id: string; name: string } }[];
}

function toProfile({ id, name, skills, excludedQueues }: AgentRow): Profile {
  return {
    id,
    name,
    skills: skills.map(({ level, skill }) => ({ id: skill.id, name: skill.name, level })),
    // Written by `setExcludedQueues` of people.ts alone.
    excludedQueues: excludedQueues as string[],
  };
}

function toStatus(row: { status: string; code: string | null; afterwards: string | null; at: Date } | undefined): KeptStatus {
  // Written by `logStatus` alone.
  return { chosen: toChosen(row), afterwards: (row?.afterwards ?? null) as KeptStatus['afterwards'] };
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
