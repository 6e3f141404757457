import type { AlertRuleInput } from '../../protocol/alerts.ts';
import type { AgentId, CenterId } from '../../protocol/common.ts';
import { unitOf } from '../../protocol/live-measures.ts';
import type { Queue } from '../../protocol/queue.ts';
import { Failure } from '../../sockets/failure.ts';
import { maySupervise, type Supervisor } from '../grants.ts';

/** What rules can be about. */
export interface Watched {
  queues: readonly Pick<Queue, 'id' | 'name' | 'centers' | 'maxLength' | 'maxWaitSeconds'>[];
  centers: readonly { id: CenterId; name: string }[];
  agents: readonly { id: AgentId; name: string; centerId: CenterId }[];
}

/** Whether somebody is told of what such a rule finds, and may acknowledge it. */
export function isTold(who: Supervisor, { centerId }: Pick<AlertRuleInput, 'centerId'>): boolean {
  return who.role === 'administrator' || (who.role === 'supervisor' && (centerId === null || maySupervise(who, centerId)));
}

/** Whether somebody may make, change and delete such a rule: one whose alerts go to their own centers alone. */
export function mayKeep(who: Supervisor, { centerId, scope }: Pick<AlertRuleInput, 'centerId' | 'scope'>, { agents }: Watched): boolean {
  if (who.role === 'administrator') return true;
  if (centerId === null || !maySupervise(who, centerId)) return false;
  if (scope.kind === 'center') return maySupervise(who, scope.id);
  if (scope.kind !== 'agent') return true;
  // One who is gone is nobody's any more.
  const agent = agents.find(({ id }) => id === scope.id);
  return agent === undefined || maySupervise(who, agent.centerId);
}

/**
 * What can't be told from a rule alone: whether what it is about is there, and could ever be so.
 * @throws Failure that names the field
 */
export function assertCanFire(rule: AlertRuleInput, watched: Watched): void {
  const { queues, centers, agents } = watched;
  const { scope, comparison, threshold } = rule;
  const known = (list: readonly { id: string }[], id: string) => list.some((one) => one.id === id);
  if (rule.centerId !== null && !known(centers, rule.centerId)) throw new Failure('not-found', 'There is no such center', 'centerId');
  if (scope.kind === 'center' && !known(centers, scope.id)) throw new Failure('not-found', 'There is no such center', 'scope.id');
  if (scope.kind === 'agent' && !known(agents, scope.id)) throw new Failure('not-found', 'There is no such agent', 'scope.id');
  if (scope.kind === 'queue' && !known(queues, scope.id)) throw new Failure('not-found', 'There is no such queue', 'scope.id');
  if (comparison !== 'above') return;
  const fromQueues = mostInQueues(rule, queues);
  if (fromQueues !== null && threshold >= fromQueues) {
    const inQueue = scope.kind === 'queue' ? 'can never be gone above in this queue' : 'can never be gone above in these queues';
    throw new Failure('bad-request', inQueue, 'threshold');
  }
  const fromStaff = mostOfStaff(rule, watched);
  if (fromStaff !== null && threshold >= fromStaff)
    throw new Failure('bad-request', 'can never be gone above: there are not so many', 'threshold');
}

/** What queues let there be at most: callers, or seconds of waiting; null: any. */
function mostInQueues({ measure, scope }: AlertRuleInput, queues: Watched['queues']): number | null {
  if (measure !== 'waiting' && measure !== 'longest-wait') return null;
  if (scope.kind !== 'all' && scope.kind !== 'queue') return null;
  const asked = scope.kind === 'queue' ? queues.filter(({ id }) => id === scope.id) : queues;
  const limits = asked.map(({ maxLength, maxWaitSeconds }) => (measure === 'waiting' ? maxLength : maxWaitSeconds));
  const known = limits.filter((limit) => limit !== null && limit !== undefined);
  if (known.length === 0 || known.length < limits.length) return null;
  return measure === 'waiting' ? known.reduce((all, limit) => all + limit, 0) : Math.max(...known);
}

/** Of how many agents or centers something can hold at most; null: it is about something else. */
function mostOfStaff({ measure, scope }: AlertRuleInput, { queues, centers, agents }: Watched): number | null {
  const unit = unitOf(measure);
  if (unit === 'centers') return centers.length;
  if (unit !== 'agents') return null;
  const places = scope.kind === 'center' ? [scope.id] : scope.kind === 'queue' ? queues.find(({ id }) => id === scope.id)?.centers : null;
  return places ? agents.filter(({ centerId }) => places.includes(centerId)).length : agents.length;
}
