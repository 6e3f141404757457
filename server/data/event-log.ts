import type { CenterId } from '../protocol/common.ts';
import { PUBLIC_EVENTS, type PublicEvent, type PublicEventKind } from '../protocol/public-events.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { publicEvent } from '../routing/public-event.ts';
import type { PrismaClient } from './database.ts';

/** How old what is known of agents' centers may be. */
const CENTERS_KEPT_MS = 60_000;

export interface EventPage {
  events: PublicEvent[];
  /** The log has been looked through up to here: events that were left out lie before it. */
  cursor: bigint;
  /** There may be more behind it. */
  more: boolean;
}

export interface EventFilter {
  kinds?: readonly PublicEventKind[];
  /** Only what names one of them; null: everything. */
  centers?: readonly CenterId[] | null;
  /** Not beyond this one. */
  until?: bigint;
}

/** The log as other programs may read it. It only reads. */
export interface EventLog {
  /** The greatest number given so far; 0 in an empty log. */
  last(): Promise<bigint>;
  /** Those after a number, oldest first: at most `limit` are looked at. */
  after(seq: bigint, limit: number, filter?: EventFilter): Promise<EventPage>;
  ofCall(callId: string): Promise<PublicEvent[]>;
}

/** What a key that is limited to centers may see: an event that names none of them is not theirs. */
export const namesOneOf = (event: PublicEvent, centers: readonly CenterId[] | null | undefined): boolean =>
  !centers || event.centerIds.some((id) => centers.includes(id));

export function openEventLog(prisma: PrismaClient, now: () => number): EventLog {
  let known: { at: number; centers: Map<string, string | null> } | null = null;
  const agentsCenters = async () => {
    if (!known || now() - known.at > CENTERS_KEPT_MS) {
      const users = await prisma.user.findMany({ where: { role: 'agent' }, select: { id: true, centerId: true } });
      known = { at: now(), centers: new Map(users.map(({ id, centerId }) => [id, centerId])) };
    }
    const { centers } = known;
    return (agentId: string) => centers.get(agentId) ?? null;
  };
  const toPublic = async (rows: { seq: bigint; payload: unknown }[]) => {
    if (rows.length === 0) return [];
    const centerOf = await agentsCenters();
    // Written by the routing store alone, from this very type.
    return rows.flatMap(({ seq, payload }) => publicEvent(seq, payload as RoutingEvent, centerOf) ?? []);
  };

  return {
    async last() {
      return (await prisma.event.aggregate({ _max: { seq: true } }))._max.seq ?? 0n;
    },
    async after(seq, limit, { kinds = PUBLIC_EVENTS, centers = null, until } = {}) {
      const rows = await prisma.event.findMany({
        where: { kind: { in: [...kinds] }, seq: { gt: seq, ...(until === undefined ? {} : { lte: until }) } },
        orderBy: { seq: 'asc' },
        take: limit,
        select: { seq: true, payload: true },
      });
      const events = (await toPublic(rows)).filter((event) => namesOneOf(event, centers));
      const more = rows.length === limit;
      const end = more ? undefined : until;
      return { events, cursor: end ?? rows.at(-1)?.seq ?? seq, more };
    },
    async ofCall(callId) {
      return toPublic(await prisma.event.findMany({ where: { callId }, orderBy: { seq: 'asc' }, select: { seq: true, payload: true } }));
    },
  };
}
