import type { RoutingCommand } from '../server/routing/core/commands.ts';
import type { CenterSettings } from '../server/routing/core/events.ts';
import type { Agent } from '../server/routing/core/model.ts';
import type { Case, CaseAgents } from './case.ts';
import { type Quantile, quantileOf } from './distribution.ts';

/** What agents of one group have in common. Times in milliseconds. */
export interface Group {
  name: string;
  linkDelayMs: number;
  missedMs: number;
  /** Null: as long as the caller's own. */
  service: Quantile | null;
  answer: Quantile;
}

/** Another word of an agent's: what they are now, and what is over for them. */
interface Change {
  agentId: string;
  settledToken: number;
  status?: Agent['status'];
}

/** The centers' side of the wire: who works there, and what each center reports of them, numbered. */
export class Staff {
  readonly #agents = new Map<string, Agent>();
  readonly #groups = new Map<string, Group>();
  readonly #seq = new Map<string, number>();
  readonly #centers: Case['centers'];

  constructor(one: Case, now: number) {
    this.#centers = one.centers;
    for (const group of one.agents) {
      const known = groupOf(group, one.centers);
      const skills = Object.entries(group.skills).map(([id, level]) => ({ id, name: id, level }));
      for (let nth = 1; nth <= group.count; nth += 1) {
        const id = `${group.group}-${nth}`;
        this.#groups.set(id, known);
        this.#agents.set(id, {
          id,
          centerId: group.center,
          name: id,
          skills,
          status: { kind: 'available', since: now },
          reachable: true,
          answeredAt: now,
          settledToken: 0,
          capacity: group.capacity,
        });
      }
    }
  }

  get centers(): CenterSettings[] {
    return this.#centers.map(({ id, name, limits }) => ({ id, name: name ?? id, limits }));
  }

  group(agentId: string): Group {
    const group = this.#groups.get(agentId);
    if (!group) throw new Error(`There is no agent ${agentId}`);
    return group;
  }

  /** All of every center, as it says when its link opens. */
  snapshots(now: number): RoutingCommand[] {
    return this.#centers.map(({ id }) => {
      const agents = [...this.#agents.values()].filter((agent) => agent.centerId === id);
      return this.#report(id, 'snapshot', agents, now);
    });
  }

  /** One agent as they are after a change. */
  report({ agentId, settledToken, status }: Change, now: number): RoutingCommand {
    const known = this.#known(agentId);
    const agent = { ...known, settledToken: Math.max(known.settledToken, settledToken), status: status ?? known.status };
    this.#agents.set(agentId, agent);
    return this.#report(agent.centerId, 'changes', [agent], now);
  }

  #report(centerId: string, report: 'snapshot' | 'changes', agents: Agent[], now: number): RoutingCommand {
    const seq = (this.#seq.get(centerId) ?? 0) + 1;
    this.#seq.set(centerId, seq);
    // What it was given the routing server counts itself; a center's own count matters where it takes calls of its own.
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    return { kind: 'report', centerId, epoch: 'simulated', seq, report, reportedAt: now, agents, answered: {}, volume };
  }

  #known(agentId: string): Agent {
    const agent = this.#agents.get(agentId);
    if (!agent) throw new Error(`There is no agent ${agentId}`);
    return agent;
  }
}

function groupOf(group: CaseAgents, centers: Case['centers']): Group {
  const center = centers.find(({ id }) => id === group.center);
  return {
    name: group.group,
    linkDelayMs: (center?.linkDelaySeconds ?? 0) * 1000,
    missedMs: group.missedSeconds * 1000,
    service: group.service ? quantileOf(group.service) : null,
    answer: quantileOf(group.answer),
  };
}
