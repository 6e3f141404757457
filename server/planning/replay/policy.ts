import { z } from 'zod';
import { type CenterLimits, CenterLimits as CenterLimitsSchema, QueueInput } from '../../protocol/queue.ts';
import { skillsIn } from '../../protocol/skills.ts';
import type { RoutingCommand } from '../../routing/core/commands.ts';
import { DEFAULT_SETTINGS, type Queue, type Settings } from '../../routing/core/model.ts';
import { queueFrom, queueInputOf } from '../../routing/core/queue-input.ts';

export type Configure = Extract<RoutingCommand, { kind: 'configure' }>;

const milliseconds = z.number('is not a number').positive('is not above 0').max(86_400_000, 'is above a day');

/** What a policy file says: only what is to be otherwise than it was. Queues by name or id, centers by id. */
const Policy = z.strictObject(
  {
    queues: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    centers: z.record(z.string(), CenterLimitsSchema.partial().strict()).default({}),
    settings: z
      .strictObject({ agingMs: milliseconds.optional(), passedByMs: milliseconds.optional(), connectLimitMs: milliseconds.optional() })
      .default({}),
  },
  { error: 'is not a policy: it may have queues, centers and settings' },
);
export type Policy = z.infer<typeof Policy>;
export const SAME_POLICY: Policy = { queues: {}, centers: {}, settings: {} };

/** What is wrong with a policy file, each fault with the field that it is about. */
export class PolicyError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['The policy can’t be taken:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

/** @throws PolicyError */
export function readPolicy(text: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PolicyError([`is not JSON: ${(error as Error).message}`]);
  }
  const parsed = Policy.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new PolicyError(parsed.error.issues.map(({ path, message }) => faultAt(path, message)));
}

export const settingsWith = (policy: Policy): Settings => ({ ...DEFAULT_SETTINGS, ...policy.settings });

/**
 * Queues and centers as the policy has them, on top of how they were set.
 * @throws PolicyError when it names what is not there, or makes of a queue what an administrator could not
 */
export function configureWith(policy: Policy, set: Configure): Configure {
  const faults: string[] = [];
  const known = (name: string) => set.queues.find((queue) => queue.id === name || queue.name === name);
  for (const name of Object.keys(policy.queues)) if (!known(name)) faults.push(faultAt(['queues', name], 'is no queue of this period'));
  for (const id of Object.keys(policy.centers))
    if (!set.centers.some((center) => center.id === id)) faults.push(faultAt(['centers', id], 'is no center of this period'));
  const queues = set.queues.map((queue) => {
    const changes = Object.entries(policy.queues).filter(([name]) => known(name) === queue);
    return changes.reduce((changed, [name, change]) => changedQueue(changed, name, change, set, faults), queue);
  });
  const centers = set.centers.map((center) => ({ ...center, limits: { ...center.limits, ...limitsOf(policy, center.id) } }));
  if (faults.length > 0) throw new PolicyError(faults);
  return { kind: 'configure', queues, skills: set.skills, centers };
}

function limitsOf(policy: Policy, centerId: string): Partial<CenterLimits> {
  return policy.centers[centerId] ?? {};
}

function changedQueue(queue: Queue, name: string, change: Record<string, unknown>, set: Configure, faults: string[]): Queue {
  const before = queueInputOf(queue);
  const own = (path: PropertyKey[], message: string) => faults.push(faultAt(['queues', name, ...path], message));
  for (const key of Object.keys(change)) if (!(key in before)) own([key], 'is nothing that a queue has');
  const parsed = QueueInput.safeParse({ ...before, ...change });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) own(path, message);
    return queue;
  }
  const input = parsed.data;
  const skills = new Set(set.skills.map(({ id }) => id));
  const centers = new Set(set.centers.map(({ id }) => id));
  for (const { skillId, path } of skillsIn(input.requirement))
    if (!skills.has(skillId)) own(['requirement', ...path], 'is no skill of this period');
  input.centers?.forEach((id, index) => {
    if (!centers.has(id)) own(['centers', index], 'is no center of this period');
  });
  input.steps.forEach(({ change: step }, index) => {
    if (step.kind === 'add-center' && !centers.has(step.centerId))
      own(['steps', index, 'change', 'centerId'], 'is no center of this period');
  });
  // That a supervisor closed it is no rule of the queue, and stays.
  return queueFrom(queue.id, { ...input, ...(queue.closed === undefined ? {} : { closed: queue.closed }) });
}

const faultAt = (path: readonly PropertyKey[], message: string) =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
