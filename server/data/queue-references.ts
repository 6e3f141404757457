import type { Queue, QueueInput, WayOn } from '../protocol/queue.ts';
import { skillsIn } from '../protocol/skills.ts';
import { Failure } from '../sockets/failure.ts';

/** What queues name: skills, centers, and queues that take their calls on. */

const WAYS_ON = ['whenClosed', 'whenFull', 'whenTooLong'] as const;

interface Reference {
  kind: 'skill' | 'center' | 'queue';
  id: string;
  /** Where it is named, for instance `requirement.all.0.skillId`. */
  field: string;
}

export function referencesOf(queue: QueueInput): Reference[] {
  const skills = skillsIn(queue.requirement, ['requirement']).map(
    ({ skillId, path }): Reference => ({ kind: 'skill', id: skillId, field: path.join('.') }),
  );
  const centers = (queue.centers ?? []).map((id, index): Reference => ({ kind: 'center', id, field: `centers.${index}` }));
  const steps = queue.steps.flatMap(({ change }, index): Reference[] => {
    const field = `steps.${index}.change`;
    if ('skillId' in change) return [{ kind: 'skill', id: change.skillId, field: `${field}.skillId` }];
    return change.kind === 'add-center' ? [{ kind: 'center', id: change.centerId, field: `${field}.centerId` }] : [];
  });
  const waysOn = WAYS_ON.flatMap((when): Reference[] => {
    const target = targetOf(queue[when]);
    return target === null ? [] : [{ kind: 'queue', id: target, field: `${when}.queueId` }];
  });
  return [...skills, ...centers, ...steps, ...waysOn];
}

const NO_SUCH = {
  skill: 'There is no such skill',
  center: 'There is no such center',
  queue: 'There is no such queue',
} as const satisfies Record<Reference['kind'], string>;

const targetOf = (wayOn: WayOn): string | null => (wayOn.kind === 'queue' ? wayOn.queueId : null);

/**
 * @param id of the queue itself; null when it is new
 * @throws Failure that names the field: `not-found` for what is not there, `bad-request` for a way on to the queue itself
 */
export function assertReferences(queue: QueueInput, id: string | null, there: Record<Reference['kind'], ReadonlySet<string>>): void {
  for (const reference of referencesOf(queue)) {
    if (reference.kind === 'queue' && reference.id === id)
      throw new Failure('bad-request', 'A queue can’t send its calls on to itself', reference.field);
    if (!there[reference.kind].has(reference.id)) throw new Failure('not-found', NO_SUCH[reference.kind], reference.field);
  }
}

export const namesSkill = (queue: Queue, skillId: string) => referencesOf(queue).some(({ kind, id }) => kind === 'skill' && id === skillId);

export const namesQueue = (queue: Queue, queueId: string) => referencesOf(queue).some(({ kind, id }) => kind === 'queue' && id === queueId);
