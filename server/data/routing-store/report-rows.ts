import type { RoutingEvent } from '../../routing/core/events.ts';
import type { Agent } from '../../routing/core/model.ts';
import { filled, iso } from './rows.ts';

type Report = Extract<RoutingEvent, { kind: 'center-reported' }>;

interface AgentRow extends Pick<Agent, 'centerId' | 'name' | 'status' | 'skills' | 'reachable' | 'capacity' | 'settledToken'> {
  agentId: string;
  answeredAt: string | null;
  receivedAt: string;
}

/**
 * What reports of activity, one after the other, leave in `CenterActivity` and `AgentActivity`. Round trips of agents in
 * whom nothing else has changed are in the log alone: thousands of rows a second would hold up every assignment.
 */
export class ReportRows {
  readonly #centers = new Map<string, ReturnType<typeof centerRow>>();
  /** Centers that have said which agents they have: others of theirs are gone. */
  readonly #snapshots = new Set<string>();
  readonly #agents = new Map<string, AgentRow>();

  add(event: Report): void {
    const { centerId } = event;
    const receivedAt = iso(event.at);
    this.#centers.set(centerId, centerRow(event));
    if (event.report === 'snapshot') {
      this.#snapshots.add(centerId);
      for (const [agentId, row] of this.#agents) if (row.centerId === centerId) this.#agents.delete(agentId);
    }
    for (const { id: agentId, ...agent } of event.agents) {
      const { name, status, skills, reachable, capacity, settledToken } = agent;
      const answeredAt = agent.answeredAt === null ? null : iso(agent.answeredAt);
      this.#agents.set(agentId, { agentId, centerId, name, status, skills, reachable, capacity, settledToken, answeredAt, receivedAt });
    }
  }

  rows() {
    return {
      ...filled('centers', [...this.#centers.values()]),
      ...filled('snapshots', [...this.#snapshots]),
      ...filled('agents', [...this.#agents.values()]),
    };
  }
}

function centerRow({ centerId, epoch, seq, volume, reportedAt, at }: Report) {
  return { centerId, epoch, seq, reportedAt: iso(reportedAt), receivedAt: iso(at), ...volume };
}
