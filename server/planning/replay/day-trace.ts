import type { PastCall } from '../../data/history.ts';
import type { AgentStatus, SkillLevel } from '../../protocol/common.ts';
import type { NewCall } from '../../routing/core/events.ts';
import type { Agent } from '../../routing/core/model.ts';
import { doingOf } from '../../routing/core/stats.ts';
import type { Period, StaffChange, Trace, TracedCall } from './trace.ts';

/** What is kept of a day for good. Reports of centers are not: who was there is told by the agents' timelines. */
export interface StoredDay extends Period {
  /** In their order; the first holds from the beginning. */
  configured: Trace['configured'];
  /** All that touch the day, in the order in which they came. */
  calls: (PastCall & NewCall & { waited: boolean; agentId: string | null })[];
  /** By agent in their order, with the last before the day. */
  timeline: { agentId: string; kind: AgentStatus['kind']; at: number }[];
  /** As they are now: what they could do then is not kept. */
  agents: { id: string; name: string; centerId: string; skills: SkillLevel[]; excludedQueues: string[]; capacity: number }[];
}

/** A stored day as a trace that can be run again. */
export function traceOfDay({ from, to, configured, calls, timeline, agents }: StoredDay): Trace {
  const within = (at: number) => Math.min(Math.max(at, from), to);
  const traced = calls.flatMap((call): TracedCall[] => {
    const begun = call.answeredAt ?? call.endedAt;
    const before = call.enqueuedAt < from;
    if (!call.waited || (before && begun !== null && begun < from)) return [];
    const { id, enqueuedAt, queueId, caller, keyHash, requirement, roundTrips, preferredAgentId } = call;
    const brought = { queueId, caller, keyHash, requirement, roundTrips, preferredAgentId };
    return [{ id, at: before ? from : enqueuedAt, before, past: call, ...brought }];
  });
  const onCalls = calls.flatMap(({ agentId, answeredAt, completedAt, endedAt }) =>
    agentId === null || answeredAt === null || answeredAt >= to ? [] : [{ agentId, answeredAt, until: completedAt ?? endedAt ?? to }],
  );
  const busy = onCalls.filter(({ answeredAt, until }) => answeredAt < from && until > from);
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  const staff = [...Map.groupBy(timeline, ({ agentId }) => agentId)].flatMap(([agentId, entries]) => {
    const person = byId.get(agentId);
    return person ? changesOf(person, entries, from, to) : [];
  });
  return {
    from,
    to,
    configured,
    calls: traced,
    staff: staff.toSorted((a, b) => a.at - b.at),
    busyUntil: busy.map(({ agentId, until }) => ({ agentId, until })),
    worked: onCalls
      .filter(({ until }) => until > from)
      .map(({ agentId, answeredAt, until }) => ({ agentId, from: within(answeredAt), to: within(until) })),
  };
}

/** How many calls of the day were answered, and how many of those by agents of whom it is not known that they were there. */
export function staffKnown({ calls, staff, from, to }: Trace, of: StoredDay['calls']): { answered: number; unknown: number } {
  const own = new Set(calls.map(({ id }) => id));
  const answers = of.flatMap(({ id, agentId, answeredAt }) =>
    own.has(id) && agentId !== null && answeredAt !== null && answeredAt >= from && answeredAt < to ? [{ agentId, answeredAt }] : [],
  );
  const byAgent = Map.groupBy(staff, ({ agent }) => agent.id);
  const wasThere = ({ agentId, answeredAt }: (typeof answers)[number]) => {
    const last = byAgent.get(agentId)?.findLast(({ at }) => at <= answeredAt);
    return last !== undefined && last.agent.status.kind !== 'offline';
  };
  return { answered: answers.length, unknown: answers.filter((one) => !wasThere(one)).length };
}

/** When they became ready, and when they went: what they did in between is decided anew. */
function changesOf(person: StoredDay['agents'][number], entries: StoredDay['timeline'], from: number, to: number): StaffChange[] {
  const changes: StaffChange[] = [];
  let known: string | null = null;
  for (const entry of entries) {
    if (entry.at >= to) break;
    const at = Math.max(entry.at, from);
    const status = statusOf(entry.kind, at);
    const ready = doingOf(status) === 'idle';
    const what = ready ? 'ready' : status.kind;
    if (what === known) continue;
    known = what;
    // Of what was before the day only the last counts.
    if (changes.at(-1)?.at === at && at === from) changes.pop();
    changes.push({ at, ready, agent: { ...person, status, reachable: true, answeredAt: at, settledToken: 0 } satisfies Agent });
  }
  return changes;
}

function statusOf(kind: AgentStatus['kind'], since: number): AgentStatus {
  if (kind === 'offline') return { kind, since };
  return kind === 'not-ready' || kind === 'missed' ? { kind: 'not-ready', since, code: 'break' } : { kind: 'available', since };
}
