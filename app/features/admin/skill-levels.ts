export interface SkillLevelValue {
  skillId: string;
  level: number;
}

const USUAL_LEVEL = 3;

/** The first skill that is not chosen yet; null when all are. */
export function nextSkill(skills: readonly { id: string }[], chosen: readonly SkillLevelValue[]): SkillLevelValue | null {
  const free = skills.find((skill) => chosen.every((one) => one.skillId !== skill.id));
  return free === undefined ? null : { skillId: free.id, level: USUAL_LEVEL };
}

/** "Portuguese 5, Sales 3": the strongest first. A skill that is not there any more keeps its id. */
export function skillsText(levels: readonly SkillLevelValue[], skills: readonly { id: string; name: string }[]): string {
  const names = new Map(skills.map((skill) => [skill.id, skill.name]));
  return levels
    .map(({ skillId, level }) => ({ name: names.get(skillId) ?? skillId, level }))
    .sort((a, b) => b.level - a.level || a.name.localeCompare(b.name))
    .map(({ name, level }) => `${name} ${level}`)
    .join(', ');
}
