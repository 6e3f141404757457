import type { AgentId, CenterId } from '../protocol/common.ts';
import { TOLD_KINDS, type ToldConversation, ToldEvent } from '../protocol/told-calls.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { Failure } from '../sockets/failure.ts';
import { openConsentBook } from './consents.ts';
import type { PrismaClient } from './database.ts';
import { buildBatch } from './routing-store/batch.ts';
import { LiveReservations } from './routing-store/live.ts';

/** Conversations that a center took alone: told by it, and kept at the installation, once. */

const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_AGO_MS = 60 * DAY_MS;
const OVER = new Set<string>(['call-completed', 'call-abandoned', 'call-failed', 'call-canceled']);

/** At the center: the one that ended first of those that are over and not told yet; null: there is none. */
export async function nextToTell(prisma: PrismaClient, now: number): Promise<ToldConversation | null> {
  const [next] = await prisma.$queryRaw<{ conversationId: string }[]>`
    SELECT c."conversationId" FROM "Call" AS c WHERE c."toldAt" IS NULL
    GROUP BY c."conversationId" HAVING bool_and(c."completedAt" IS NOT NULL) ORDER BY max(c."completedAt"), c."conversationId" LIMIT 1`;
  if (!next) return null;
  const { conversationId } = next;
  const calls = await prisma.call.findMany({ where: { conversationId }, select: { id: true } });
  const [rows, texts, consent] = await Promise.all([
    prisma.event.findMany({
      where: { callId: { in: calls.map(({ id }) => id) }, kind: { in: TOLD_KINDS } },
      orderBy: { seq: 'asc' },
      select: { payload: true },
    }),
    prisma.callText.findMany({ where: { conversationId }, orderBy: { seq: 'asc' } }),
    openConsentBook(prisma).of(conversationId),
  ]);
  return {
    ...{ at: now, conversationId, consent },
    events: rows.flatMap(({ payload }) => ToldEvent.safeParse(payload).data ?? []),
    texts: texts.map(({ conversationId: _, at, ...text }) => ({ ...text, at: at.getTime() })),
  };
}

/** At the center: it need not be told again. */
export async function noteTold(prisma: PrismaClient, conversationId: string, now: number): Promise<void> {
  await prisma.call.updateMany({ where: { conversationId }, data: { toldAt: new Date(now) } });
}

/** Puts the events of a whole conversation into the log, with their own times. */
type Append = (told: { centerId: CenterId; events: readonly RoutingEvent[] }) => Promise<void>;

/**
 * At the installation: keeps a conversation as its center tells it, or what is missing of one that was told before.
 * @param append called once for each conversation
 * @throws Failure `bad-request` for what can't be, `conflict` when a call of that name is not the center's own
 */
export async function takeTold(
  prisma: PrismaClient,
  centerId: CenterId,
  message: ToldConversation,
  { append, now }: { append: Append; now: number },
): Promise<void> {
  const told = onOurClock(message, now);
  const { conversationId, texts, consent } = told;
  const events = told.events as RoutingEvent[];
  const callIds = await check(prisma, centerId, told);
  const known = await prisma.event.findMany({
    where: { callId: { in: callIds }, kind: 'call-queued' },
    select: { payload: true },
  });
  if (known.some(({ payload }) => (payload as { toldBy?: string }).toldBy !== centerId))
    throw new Failure('conflict', 'There is another call of that name');
  if (known.length === 0) await append({ centerId, events });
  await prisma.callText.createMany({
    data: texts.map(({ at, ...text }) => ({ ...text, conversationId, at: new Date(at) })),
    skipDuplicates: true,
  });
  if (consent && (await openConsentBook(prisma).of(conversationId)) === null) await openConsentBook(prisma).keep(conversationId, consent);
  const earliest = Math.min(...told.events.map(({ at }) => at));
  await prisma.call.updateMany({ where: { id: { in: callIds }, toldAt: null }, data: { toldAt: new Date(now) } });
  // Days that have their figures already have others now.
  await prisma.reportDay.deleteMany({ where: { day: { gt: new Date(earliest - DAY_MS - 60 * 60 * 1000) } } });
}

/** Whatever is wrong in it is found here: what can't be stored would end the routing server. @returns the ids of its calls */
async function check(prisma: PrismaClient, centerId: CenterId, { conversationId, events, texts }: ToldConversation): Promise<string[]> {
  const wrong = (why: string) => new Failure('bad-request', why, 'events');
  if (JSON.stringify([events, texts]).includes('\\u0000')) throw wrong('holds what can’t be kept');
  const queued = events.flatMap((event) => (event.kind === 'call-queued' ? [event] : []));
  const callIds = queued.map(({ callId }) => callId);
  if (new Set(callIds).size !== callIds.length || !callIds.includes(conversationId)) throw wrong('does not begin with its calls');
  if (queued.some(({ callId, sent }) => (sent?.conversationId ?? callId) !== conversationId)) throw wrong('is of several conversations');
  for (const callId of callIds) {
    const own = events.filter((event) => event.callId === callId);
    if (own[0]?.kind !== 'call-queued' || own.filter(({ kind }) => OVER.has(kind)).length !== 1) throw wrong('has a call that is not over');
    if (own.findLastIndex(({ kind }) => kind !== 'caller-away' && kind !== 'caller-back') !== own.findIndex(({ kind }) => OVER.has(kind)))
      throw wrong('goes on after its end');
  }
  if (events.some(({ callId }) => !callIds.includes(callId))) throw wrong('names a call of another conversation');
  const reservations = events.flatMap((event) => (event.kind === 'call-offered' ? event.reservations : []));
  const ids = reservations.map(({ id }) => id);
  if (new Set(ids).size !== ids.length || ids.some((id) => !callIds.some((callId) => id.startsWith(`${callId}.`))))
    throw wrong('has reservations of other calls');
  if (reservations.some((one) => one.centerId !== centerId)) throw wrong('has agents of another center');
  await assertOwnAgents(prisma, centerId, agentsIn(events));
  try {
    buildBatch(0n, events as RoutingEvent[], new LiveReservations([]));
  } catch {
    throw wrong('does not fit together');
  }
  return callIds;
}

async function assertOwnAgents(prisma: PrismaClient, centerId: CenterId, agentIds: ReadonlySet<AgentId>): Promise<void> {
  // Who works elsewhere by now, or is gone, did it all the same: but it must have been somebody of this center.
  const others = await prisma.user.findMany({ where: { id: { in: [...agentIds] }, NOT: { centerId } }, select: { id: true } });
  const wereHere = await prisma.agentTimeline.findMany({
    where: { agentId: { in: others.map(({ id }) => id) }, centerId },
    distinct: ['agentId'],
    select: { agentId: true },
  });
  if (wereHere.length < others.length) throw new Failure('bad-request', 'has agents of another center', 'events');
}

function agentsIn(events: readonly ToldEvent[]): Set<AgentId> {
  return new Set(
    events.flatMap((event) => {
      if (event.kind === 'call-offered') return event.reservations.map(({ agentId }) => agentId);
      if ('agentIds' in event) return event.agentIds;
      return 'agentId' in event ? [event.agentId] : [];
    }),
  );
}

/** Nothing of it is to come, and nothing is older than what anybody looks at. */
function onOurClock(message: ToldConversation, now: number): ToldConversation {
  const here = (at: number) => Math.round(Math.max(now - LONGEST_AGO_MS, Math.min(now, at + now - message.at)));
  const events = message.events.map((event): ToldEvent => {
    const at = here(event.at);
    if (event.kind === 'call-promoted') return { ...event, at, turnFrom: here(event.turnFrom) };
    if (event.kind === 'call-queued' && event.sent) return { ...event, at, sent: { ...event.sent, turnFrom: here(event.sent.turnFrom) } };
    if (event.kind !== 'call-offered') return { ...event, at };
    const reservations = event.reservations.map((one) => ({
      ...one,
      offeredAt: here(one.offeredAt),
      expiresAt: one.expiresAt + here(one.offeredAt) - one.offeredAt,
    }));
    return { ...event, at, reservations, decision: { ...event.decision, at } };
  });
  const texts = message.texts.map((text) => ({ ...text, at: here(text.at) }));
  const consent = message.consent && { ...message.consent, acceptedAt: here(message.consent.acceptedAt) };
  return { ...message, at: now, events, texts, consent };
}
