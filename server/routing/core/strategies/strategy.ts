import type { StrategyName } from '../../../protocol/queue.ts';
import type { Figure } from '../../../protocol/reasons.ts';
import type { Requirement } from '../../../protocol/skills.ts';
import type { Agent } from '../model.ts';
import type { AgentWorkStats } from '../stats.ts';

/** What a strategy may look at: an agent as they were when they became free. `work` is undefined before their first call. */
export interface Standing {
  readonly agent: Agent;
  readonly work: AgentWorkStats | undefined;
  readonly requirement: Requirement;
}

/** How to choose among the agents who may have a call. Pure; one file each. */
export interface Strategy {
  readonly name: StrategyName;
  /** Order among the free agents of one center, lower first. It must not change while the agent stays free. */
  rank(standing: Standing): number;
  /** How good an agent is at this moment, 0 or more, higher is better, in the order of `rank`: compared between centers. */
  measure(standing: Standing, now: number): number;
  /** The measure as people are told it, for "why". */
  figure(standing: Standing, now: number): Figure;
  /** Instead of by order: any of the free agents, by chance. */
  readonly byChance?: true;
}

/** How long an agent has been free, ms. */
export const idleMs = (agent: Agent, now: number): number => Math.max(0, now - agent.status.since);

export const seconds = (ms: number): number => Math.floor(Math.max(0, ms) / 1000);
