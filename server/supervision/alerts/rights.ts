import type { AlertRuleInput } from '../../protocol/alerts.ts';
import type { CenterId } from '../../protocol/common.ts';
import type { Queue } from '../../protocol/queue.ts';
import { Failure } from '../../sockets/failure.ts';
import { maySupervise, type Supervisor } from '../grants.ts';

/** Whether somebody is told of what such a rule finds, and may acknowledge it. */
export function isTold(who: Supervisor, { centerId }: Pick<AlertRuleInput, 'centerId'>): boolean {
  return who.role === 'administrator' || (who.role === 'supervisor' && (centerId === null || maySupervise(who, centerId)));
}

/** Whether somebody may make, change and delete such a rule: one whose alerts go to their own centers alone. */
export function mayKeep(who: Supervisor, { centerId, scope }: Pick<AlertRuleInput, 'centerId' | 'scope'>): boolean {
  if (who.role === 'administrator') return true;
  return centerId !== null && maySupervise(who, centerId) && (scope.kind !== 'center' || maySupervise(who, scope.id));
}

/**
 * What can't be told from a rule alone: whether what it is about is there, and could ever be so.
 * @throws Failure that names the field
 */
export function assertCanFire(rule: AlertRuleInput, queues: readonly Queue[], centers: readonly { id: CenterId }[]): void {
  const { scope, measure, comparison, threshold } = rule;
  const known = (id: string) => centers.some((center) => center.id === id);
  if (rule.centerId !== null && !known(rule.centerId)) throw new Failure('not-found', 'There is no such center', 'centerId');
  if (scope.kind === 'center' && !known(scope.id)) throw new Failure('not-found', 'There is no such center', 'scope.id');
  if (scope.kind !== 'queue') return;
  const queue = queues.find(({ id }) => id === scope.id);
  if (!queue) throw new Failure('not-found', 'There is no such queue', 'scope.id');
  const most = measure === 'waiting' ? queue.maxLength : measure === 'longest-wait' ? queue.maxWaitSeconds : null;
  if (comparison === 'above' && most !== null && threshold >= most)
    throw new Failure('bad-request', 'can never be gone above in this queue', 'threshold');
}
