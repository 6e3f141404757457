import { z } from 'zod';
import { Level, SkillId, type SkillLevel } from './common.ts';

/** At least this level of a skill. */
export interface SkillNeed {
  skillId: string;
  level: number;
}
/** What an agent must be able to do: a skill at a level, all of several, or any of several. All of nothing is anybody. */
export type Requirement = SkillNeed | { all: Requirement[] } | { any: Requirement[] };

export const REQUIREMENT_DEPTH = 4;
export const REQUIREMENT_SKILLS = 40;

const SHAPE = 'is not a skill with a level, or all or any of several';
const Need: z.ZodType<Requirement> = z.strictObject({ skillId: SkillId, level: Level }, SHAPE);
// Each depth is a schema of its own, so that a text of a thousand brackets is refused where it gets too deep, not followed.
function ofDepth(depth: number): z.ZodType<Requirement, Requirement> {
  const parts: z.ZodType<Requirement[]> =
    depth > 0 ? z.array(ofDepth(depth - 1)).max(REQUIREMENT_SKILLS, `names more than ${REQUIREMENT_SKILLS}`) : z.never(SHAPE);
  const all: z.ZodType<Requirement> = z.strictObject({ all: parts }, SHAPE);
  const any: z.ZodType<Requirement> = z.strictObject(
    { any: parts.refine((list) => list.length > 0, 'names nothing to choose from') },
    SHAPE,
  );
  // Chosen by its key, not by trial as in a union, which says of a wrong level deep inside only that the whole is wrong.
  const chosen = z.unknown().transform((value, context) => {
    const schema = hasKey(value, 'all') ? all : hasKey(value, 'any') ? any : Need;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  });
  return chosen as unknown as z.ZodType<Requirement, Requirement>;
}

const hasKey = (value: unknown, key: string) => typeof value === 'object' && value !== null && key in value;

export const Requirement: z.ZodType<Requirement, Requirement> = ofDepth(REQUIREMENT_DEPTH).superRefine((requirement, context) => {
  const named = skillsIn(requirement);
  if (named.length > REQUIREMENT_SKILLS) context.addIssue({ code: 'custom', message: `names more than ${REQUIREMENT_SKILLS} skills` });
});

/** Everything that a requirement names, with the path to it for error messages, for instance `all.0.skillId`. */
export function skillsIn(requirement: Requirement, path: (string | number)[] = []): (SkillNeed & { path: (string | number)[] })[] {
  if ('all' in requirement) return requirement.all.flatMap((part, index) => skillsIn(part, [...path, 'all', index]));
  if ('any' in requirement) return requirement.any.flatMap((part, index) => skillsIn(part, [...path, 'any', index]));
  return [{ ...requirement, path: [...path, 'skillId'] }];
}

export function meets(requirement: Requirement, skills: readonly SkillLevel[]): boolean {
  if ('all' in requirement) return requirement.all.every((part) => meets(part, skills));
  if ('any' in requirement) return requirement.any.some((part) => meets(part, skills));
  return skills.some((one) => one.id === requirement.skillId && one.level >= requirement.level);
}

/** What of a requirement these skills do not meet, in words; null when it is met. `nameOf` gives a skill's name for its id. */
export function unmetRequirement(
  requirement: Requirement,
  skills: readonly SkillLevel[],
  nameOf: (skillId: string) => string = (skillId) => skillId,
): string | null {
  if ('all' in requirement) {
    for (const part of requirement.all) {
      const unmet = unmetRequirement(part, skills, nameOf);
      if (unmet !== null) return unmet;
    }
    return null;
  }
  if ('any' in requirement) {
    const unmet: string[] = [];
    for (const part of requirement.any) {
      const reason = unmetRequirement(part, skills, nameOf);
      if (reason === null) return null;
      unmet.push(reason);
    }
    return unmet.join(' and ');
  }
  const skill = skills.find((one) => one.id === requirement.skillId);
  if (!skill) return `has no ${nameOf(requirement.skillId)}`;
  return skill.level < requirement.level ? `${skill.name} ${skill.level}, needs ${requirement.level}` : null;
}

/** A requirement in words, for instance `Sales 3 and (English 2 or French 2)`. `nameOf` gives a skill's name for its id. */
export function requirementText(requirement: Requirement, nameOf: (skillId: string) => string, nested = false): string {
  if ('skillId' in requirement) return `${nameOf(requirement.skillId)} ${requirement.level}`;
  const [parts, word] = 'all' in requirement ? [requirement.all, ' and '] : [requirement.any, ' or '];
  if (parts.length === 0) return 'anybody';
  const text = parts.map((part) => requirementText(part, nameOf, true)).join(word);
  return nested && parts.length > 1 ? `(${text})` : text;
}

/** The same requirement in one spelling: parts in a fixed order, nested parts of the same kind and single parts unpacked, duplicates gone. */
export function normalized(requirement: Requirement): Requirement {
  if ('skillId' in requirement) return { skillId: requirement.skillId, level: requirement.level };
  const kind = 'all' in requirement ? 'all' : 'any';
  const parts = ('all' in requirement ? requirement.all : requirement.any)
    .map(normalized)
    .flatMap((part) => (kind === 'all' && 'all' in part ? part.all : kind === 'any' && 'any' in part ? part.any : [part]));
  const bySpelling = new Map(parts.map((part) => [JSON.stringify(part), part]));
  const sorted = [...bySpelling].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const [only] = sorted;
  if (sorted.length === 1 && only) return only;
  return kind === 'all' ? { all: sorted } : { any: sorted };
}
