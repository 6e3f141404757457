import type { PastCall } from '../../data/history.ts';
import { NO_LIMITS } from '../../protocol/queue.ts';
import { queue } from '../../routing/core/testing.ts';
import type { Configure } from './policy.ts';
import type { Trace, TracedCall } from './trace.ts';

/** For tests: a stored period of 100 s of one queue and one center. All times are in seconds from its beginning. */

export const BEGIN = Date.UTC(2026, 5, 1, 12);
export const at = (seconds: number) => BEGIN + seconds * 1000;

export function traceWith(staff: Trace['staff'], calls: TracedCall[]): Trace {
  const worked = calls.flatMap(({ past: known }) =>
    known?.answeredAt && known.completedAt ? [{ agentId: 'ana', from: known.answeredAt, to: known.completedAt }] : [],
  );
  return { from: BEGIN, to: at(100), configured: [{ at: BEGIN, set }], calls, staff: [...staff], busyUntil: [], worked };
}

export function agent(id: string, skills: Record<string, number> = { sales: 3 }): Trace['staff'][number] {
  const known = Object.entries(skills).map(([skill, level]) => ({ id: skill, name: skill, level }));
  const status = { kind: 'available' as const, since: BEGIN };
  const own = { name: id, skills: known, status, reachable: true, answeredAt: BEGIN, settledToken: 0, capacity: 1 };
  return { at: BEGIN, ready: true, agent: { id, centerId: 'lisbon', ...own } };
}

export function call(id: string, enqueued: number): TracedCall {
  const caller = { name: id, email: null, customerId: null, page: null, question: null };
  const brought = { caller, keyHash: 'h', requirement: null, roundTrips: {}, preferredAgentId: null };
  return { id, at: at(enqueued), before: false, past: null, queueId: 'sales', ...brought };
}

export function past(id: string, enqueued: number, known: Partial<PastCall>): PastCall {
  const none = { offeredAt: null, answeredAt: null, connectedAt: null, endedAt: null, completedAt: null };
  return { id, state: 'completed', enqueuedAt: at(enqueued), ...none, ...known };
}

export function answered(id: string, enqueued: number, offered: number, accepted: number, ended: number, completed: number): TracedCall {
  const times = {
    offeredAt: at(offered),
    answeredAt: at(accepted),
    connectedAt: at(accepted),
    endedAt: at(ended),
    completedAt: at(completed),
  };
  return { ...call(id, enqueued), past: past(id, enqueued, times) };
}

const sales = queue('sales', {}, { name: 'Sales', requirement: { skillId: 'sales', level: 1 } });
const set: Configure = {
  kind: 'configure',
  queues: [sales],
  skills: [
    { id: 'sales', name: 'Sales' },
    { id: 'french', name: 'French' },
  ],
  centers: [{ id: 'lisbon', name: 'Lisbon', limits: NO_LIMITS }],
};
