import type { CenterId, Channel, QueueId } from '../../protocol/common.ts';
import type { StrategyName } from '../../protocol/queue.ts';
import { normalized, type Requirement } from '../../protocol/skills.ts';
import type { Call, Queue, QueueStep } from './model.ts';

/** What a waiting call asks for at this moment: calls with the same need wait in one line. */
export interface Need {
  channel: Channel;
  strategy: StrategyName;
  requirement: Requirement;
  /** Where it may go; null: everywhere. */
  centers: CenterId[] | null;
  /** To whom it belongs; null: to all. Elsewhere it counts as another center's call. */
  home: CenterId[] | null;
  /** Its queue, where some agents take none of its calls; null: calls of any queue that ask for the same wait in one line. */
  queueId: QueueId | null;
}

/**
 * The need of a call in this queue after so many of its steps. One that was sent to a center alone stays there, whatever they add.
 * @param apart whether some agents take none of this queue's calls
 */
export function needOf(queue: Queue, call: Pick<Call, 'requirement' | 'onlyCenter' | 'widened' | 'channel'>, apart = false): Need {
  const steps = queue.steps.slice(0, call.widened);
  const whole = call.requirement === null ? queue.requirement : { all: [queue.requirement, call.requirement] };
  const added = steps.flatMap(({ change }) => (change.kind === 'add-center' ? [change.centerId] : []));
  return {
    channel: call.channel,
    strategy: queue.strategy,
    requirement: normalized(steps.reduce(widen, whole)),
    centers: centersOf(queue, call, added),
    home: queue.centers,
    queueId: apart ? queue.id : null,
  };
}

function centersOf(queue: Queue, { onlyCenter }: Pick<Call, 'onlyCenter'>, added: CenterId[]): CenterId[] | null {
  if (onlyCenter !== null) return [onlyCenter];
  return queue.centers === null ? null : [...new Set([...queue.centers, ...added])].sort();
}

/** One spelling for the same need. */
export const needKey = ({ channel, strategy, requirement, centers, home, queueId }: Need): string =>
  JSON.stringify([channel, strategy, requirement, centers, home, queueId]);

/** Priority of a call in this queue after so many of its steps, and what a supervisor has added to it. */
export function priorityOf(queue: Queue, { widened, raised }: Pick<Call, 'widened' | 'raised'>): number {
  return queue.steps
    .slice(0, widened)
    .reduce(
      (priority, { change }) => (change.kind === 'raise-priority' ? priority + change.by : priority),
      queue.priority + (raised?.by ?? 0),
    );
}

const ANYBODY: Requirement = { all: [] };
const isAnybody = (requirement: Requirement) => 'all' in requirement && requirement.all.length === 0;

/** A requirement after one step. A skill that is dropped counts as met, so the choice that it was part of is met as well. */
function widen(requirement: Requirement, step: QueueStep): Requirement {
  const { change } = step;
  if (!('skillId' in change)) return requirement;
  if ('skillId' in requirement) {
    if (requirement.skillId !== change.skillId) return requirement;
    if (change.kind === 'drop-skill') return ANYBODY;
    return { skillId: requirement.skillId, level: Math.min(requirement.level, change.level) };
  }
  if ('all' in requirement) return { all: requirement.all.map((part) => widen(part, step)).filter((part) => !isAnybody(part)) };
  const any = requirement.any.map((part) => widen(part, step));
  return any.some(isAnybody) ? ANYBODY : { any };
}
