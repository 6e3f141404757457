import { z } from 'zod';
import { Level, SkillId, type SkillLevel } from './common.ts';

/** A skill that a queue asks for, at least at this level. */
export const Requirement = z.object({ skillId: SkillId, level: Level });
export type Requirement = z.infer<typeof Requirement>;

/** The first requirement that these skills do not meet, in words; null when all are met. */
export function unmetRequirement(requirements: readonly Requirement[], skills: readonly SkillLevel[]): string | null {
  for (const { skillId, level } of requirements) {
    const skill = skills.find((one) => one.id === skillId);
    if (!skill) return `has no ${skillId}`;
    if (skill.level < level) return `${skill.name} ${skill.level}, needs ${level}`;
  }
  return null;
}
