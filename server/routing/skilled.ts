import type { SkillId } from '../protocol/common.ts';
import { meets, type Requirement } from '../protocol/skills.ts';
import type { Agent } from './core/model.ts';

/** Agents by their skills, for asking many times who meets a requirement: only those who have one of its skills are looked at. */
export class Skilled {
  readonly #all: readonly Agent[];
  readonly #having = new Map<SkillId, Agent[]>();

  constructor(agents: readonly Agent[]) {
    this.#all = agents;
    for (const agent of agents)
      for (const { id } of agent.skills) {
        const having = this.#having.get(id);
        if (having) having.push(agent);
        else this.#having.set(id, [agent]);
      }
  }

  meeting(requirement: Requirement): Agent[] {
    return this.#atMost(requirement).filter((agent) => meets(requirement, agent.skills));
  }

  /** All who meet it, and perhaps others; nobody twice. */
  #atMost(requirement: Requirement): readonly Agent[] {
    if ('skillId' in requirement) return this.#having.get(requirement.skillId) ?? [];
    if ('any' in requirement) return [...new Set(requirement.any.flatMap((part) => this.#atMost(part)))];
    let fewest = this.#all;
    for (const part of requirement.all) {
      const some = this.#atMost(part);
      if (some.length < fewest.length) fewest = some;
    }
    return fewest;
  }
}
