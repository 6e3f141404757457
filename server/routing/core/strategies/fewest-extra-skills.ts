import { skillsIn } from '../../../protocol/skills.ts';
import type { Standing, Strategy } from './strategy.ts';

/** Whoever can do least beside what the call asks for: the versatile are kept free for what only they can do. */
export const fewestExtraSkills: Strategy = {
  name: 'fewest-extra-skills',
  rank: extra,
  measure: (standing) => 1 / (1 + extra(standing)),
  figure: (standing) => ({ by: 'fewest-extra-skills', skills: extra(standing) }),
};

function extra({ agent, requirement }: Standing): number {
  const asked = new Set(skillsIn(requirement).map((need) => need.skillId));
  return agent.skills.filter((skill) => !asked.has(skill.id)).length;
}
