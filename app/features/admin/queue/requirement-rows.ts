import type { Requirement, SkillNeed } from '../../../../server/protocol/skills.ts';
import { nextSkill } from '../skill-levels.ts';

/** A requirement as the form edits it: a group of skills and of groups of skills. Deeper ones can be set by the API only. */

export type GroupKind = 'all' | 'any';
export interface SkillGroup {
  kind: GroupKind;
  needs: SkillNeed[];
}
export type Part = SkillNeed | SkillGroup;
export interface EditedRequirement {
  kind: GroupKind;
  parts: Part[];
}

export const isGroup = (part: Part): part is SkillGroup => 'kind' in part;

/** null when it is nested deeper than the form can show. */
export function edited(requirement: Requirement): EditedRequirement | null {
  const { kind, list } = grouped(requirement);
  const parts: Part[] = [];
  for (const part of list) {
    if ('skillId' in part) parts.push(part);
    else {
      const inner = grouped(part);
      const needs = inner.list.filter((one) => 'skillId' in one);
      if (needs.length !== inner.list.length) return null;
      parts.push({ kind: inner.kind, needs });
    }
  }
  return { kind, parts };
}

function grouped(requirement: Requirement): { kind: GroupKind; list: Requirement[] } {
  if ('all' in requirement) return { kind: 'all', list: requirement.all };
  if ('any' in requirement) return { kind: 'any', list: requirement.any };
  return { kind: 'all', list: [requirement] };
}

/** What is saved: of nothing, anybody; a group that has become empty is gone. */
export function toRequirement({ kind, parts }: EditedRequirement): Requirement {
  const list = parts.flatMap((part): Requirement[] =>
    !isGroup(part) ? [part] : part.needs.length === 0 ? [] : [part.kind === 'all' ? { all: part.needs } : { any: part.needs }],
  );
  if (list.length === 0) return { all: [] };
  return kind === 'all' ? { all: list } : { any: list };
}

export const withPart = (requirement: EditedRequirement, index: number, part: Part): EditedRequirement => ({
  ...requirement,
  parts: requirement.parts.with(index, part),
});

export const withoutPart = (requirement: EditedRequirement, index: number): EditedRequirement => ({
  ...requirement,
  parts: requirement.parts.toSpliced(index, 1),
});

/** A skill to begin with: one that is not named yet, else the first. null when there are no skills. */
export function newNeed(skills: readonly { id: string }[], named: readonly SkillNeed[]): SkillNeed | null {
  return nextSkill(skills, named) ?? nextSkill(skills, []);
}

/** A group has the other word than the one it is in: "all of them, and any of these". */
export const newGroup = (within: GroupKind, need: SkillNeed): SkillGroup => ({ kind: within === 'all' ? 'any' : 'all', needs: [need] });

export const needsOf = (parts: readonly Part[]): SkillNeed[] => parts.flatMap((part) => (isGroup(part) ? part.needs : [part]));
