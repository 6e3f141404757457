import type { AgentSettings } from '../../../server/protocol/supervision.ts';

/** An agent's skills with what was changed of them; level 0: none. */
export function changedSkills(skills: AgentSettings['skills'], levels: Readonly<Record<string, number>>): AgentSettings['skills'] {
  const kept = skills.filter(({ skillId }) => !(skillId in levels));
  const changed = Object.entries(levels).flatMap(([skillId, level]) => (level === 0 ? [] : [{ skillId, level }]));
  return [...kept, ...changed];
}

/** Queues whose calls they do not take, with one switched. */
export function switched(excluded: readonly string[], queueId: string, takes: boolean): string[] {
  const others = excluded.filter((id) => id !== queueId);
  return takes ? others : [...others, queueId];
}
