import type { QueueStep, StepChange } from '../../../../server/protocol/queue.ts';
import { type Requirement, skillsIn } from '../../../../server/protocol/skills.ts';

/** The steps of a queue as the form shows and changes them. */

export const STEP_KINDS: readonly StepChange['kind'][] = ['lower-level', 'drop-skill', 'add-center', 'raise-priority'];

interface Choices {
  requirement: Requirement;
  centers: readonly { id: string }[];
  /** Whose own calls these are; null: all. */
  ownCenters: readonly string[] | null;
}

/** The kinds that can change anything here, and the one that is chosen. */
export function kindsFor({ requirement, centers, ownCenters }: Choices, chosen: StepChange['kind']): StepChange['kind'][] {
  const asks = skillsIn(requirement).length > 0;
  const others = ownCenters !== null && centers.some((center) => !ownCenters.includes(center.id));
  const of: Record<StepChange['kind'], boolean> = { 'lower-level': asks, 'drop-skill': asks, 'add-center': others, 'raise-priority': true };
  return STEP_KINDS.filter((kind) => of[kind] || kind === chosen);
}

/** A change of this kind to begin with, as near to the one before as can be. */
export function changeOf(kind: StepChange['kind'], { requirement, centers, ownCenters }: Choices, before?: StepChange): StepChange {
  const needs = skillsIn(requirement);
  const skillId = before && 'skillId' in before ? before.skillId : (needs[0]?.skillId ?? '');
  switch (kind) {
    case 'lower-level':
      return { kind, skillId, level: lowerLevel(needs, skillId) };
    case 'drop-skill':
      return { kind, skillId };
    case 'add-center':
      return { kind, centerId: (centers.find((center) => !ownCenters?.includes(center.id)) ?? centers[0])?.id ?? '' };
    case 'raise-priority':
      return { kind, by: 1 };
  }
}

/** One below what is asked for. */
export function lowerLevel(needs: readonly { skillId: string; level: number }[], skillId: string): number {
  const asked = Math.max(0, ...needs.filter((need) => need.skillId === skillId).map((need) => need.level));
  return Math.max(1, asked - 1);
}

const STEP_EVERY_SECONDS = 20;

/** One more step, after the last. */
export function withStep(steps: readonly QueueStep[], choices: Choices): QueueStep[] {
  const last = steps.at(-1)?.afterSeconds ?? 0;
  const [kind = 'raise-priority'] = kindsFor(choices, 'raise-priority');
  const afterSeconds = (Number.isFinite(last) ? last : 0) + STEP_EVERY_SECONDS;
  return [...steps, { afterSeconds, change: changeOf(kind, choices) }];
}

/** In the order of their times; a step whose time is not typed yet stays last. */
export function inOrder(steps: readonly QueueStep[]): QueueStep[] {
  const time = ({ afterSeconds }: QueueStep) => (Number.isFinite(afterSeconds) ? afterSeconds : Number.POSITIVE_INFINITY);
  return steps.toSorted((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)));
}
