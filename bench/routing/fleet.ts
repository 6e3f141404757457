import { NO_LIMITS } from '../../server/protocol/queue.ts';
import type { RoutingCommand } from '../../server/routing/core/commands.ts';
import type { Agent, Queue, Reservation } from '../../server/routing/core/model.ts';
import { queue as plainQueue } from '../../server/routing/core/testing.ts';
import { between, randomFrom } from '../../server/testing/random.ts';

/** A large installation: 20 centers, 100 skills of which each agent has 1 to 5 that go together, 100 queues. */

export const CENTERS = 20;
export const SKILLS = 100;
const QUEUES = 100;
/** Every fifth queue asks for two skills, the others for one. */
const TWO_SKILLS_EVERY = 5;
const SEED = 20_261_123;

const skillId = (nth: number) => `skill-${nth % SKILLS}`;
const centerId = (nth: number) => `center-${nth % CENTERS}`;
export const queueId = (nth: number) => `queue-${nth % QUEUES}`;
export const centerIds = Array.from({ length: CENTERS }, (_, nth) => centerId(nth));

export const CONFIGURE: RoutingCommand = {
  kind: 'configure',
  queues: Array.from({ length: QUEUES }, (_, nth) => queue(nth)),
  skills: Array.from({ length: SKILLS }, (_, nth) => ({ id: skillId(nth), name: `Skill ${nth}` })),
  centers: centerIds.map((id) => ({ id, name: id, limits: NO_LIMITS })),
};

function queue(nth: number): Queue {
  const need = (skill: number) => ({ skillId: skillId(skill), level: 1 });
  const requirement = nth % TWO_SKILLS_EVERY === 0 ? { all: [need(nth), need(nth + 1)] } : need(nth);
  return plainQueue(queueId(nth), {}, { name: `Queue ${nth}`, requirement });
}

/** Agents and their centers' side: what is reported of whom, and the numbers of the reports. */
export class Fleet {
  readonly agents: Agent[];
  readonly #byId: Map<string, Agent>;
  readonly #ofCenter = new Map<string, string[]>();
  readonly #seq = new Map<string, number>();
  readonly #epoch: string;
  #calls = 0;

  /**
   * @param idle which share of the agents is available; the others are on calls that came another way
   * @param now ms
   */
  constructor(count: number, idle: number, now: number, epoch = 'e') {
    const random = randomFrom(SEED);
    this.#epoch = epoch;
    this.agents = Array.from({ length: count }, (_, nth): Agent => {
      const first = between(random, 0, SKILLS - 1);
      const skills = Array.from({ length: between(random, 1, 5) }, (_, more) => ({
        id: skillId(first + more),
        name: `Skill ${(first + more) % SKILLS}`,
        level: between(random, 1, 5),
      }));
      const since = now - between(random, 0, 600_000);
      const status = random() < idle ? ({ kind: 'available', since } as const) : ({ kind: 'on-call', since, callId: 'elsewhere' } as const);
      const own = { reachable: true, answeredAt: now, settledToken: 0, capacity: 1 };
      return { id: `agent-${nth}`, centerId: centerId(nth), name: `Agent ${nth}`, skills, status, ...own };
    });
    this.#byId = new Map(this.agents.map((agent) => [agent.id, agent]));
    for (const { id, centerId: center } of this.agents) this.#ofCenter.set(center, [...(this.#ofCenter.get(center) ?? []), id]);
  }

  snapshots(now: number): RoutingCommand[] {
    return centerIds.map((id) =>
      this.#report(
        id,
        now,
        'snapshot',
        this.agents.filter((agent) => agent.centerId === id),
      ),
    );
  }

  /** Round trips of all agents of a center in whom nothing has changed. */
  beat(center: string, now: number): RoutingCommand {
    const answered = Object.fromEntries((this.#ofCenter.get(center) ?? []).map((id) => [id, now]));
    return this.#report(center, now, 'changes', [], answered);
  }

  /** Agents are available now, and their centers have finished with these tokens. One report a center. */
  available(whom: readonly { agentId: string; token: number | null }[], now: number): RoutingCommand[] {
    return this.#change(whom, now, { kind: 'available', since: now });
  }

  /** Agents are on calls that came another way. */
  occupied(whom: readonly { agentId: string; token: number | null }[], now: number): RoutingCommand[] {
    return this.#change(whom, now, { kind: 'on-call', since: now, callId: 'elsewhere' });
  }

  call(nthQueue: number): Extract<RoutingCommand, { kind: 'start-call' }> {
    this.#calls += 1;
    const callId = `${this.#epoch}-${this.#calls}`;
    const caller = { name: `Caller ${this.#calls}`, email: null, customerId: null, page: 'https://shop.example/cart', question: null };
    const own = { requirement: null, roundTrips: {}, preferredAgentId: null };
    return { kind: 'start-call', callId, queueId: queueId(nthQueue), caller, keyHash: 'a'.repeat(64), ...own };
  }

  #change(whom: readonly { agentId: string; token: number | null }[], now: number, status: Agent['status']): RoutingCommand[] {
    const byCenter = new Map<string, Agent[]>();
    for (const { agentId, token } of whom) {
      const agent = this.#byId.get(agentId);
      if (!agent) throw new Error(`There is no agent ${agentId}`);
      const changed = { ...agent, status, answeredAt: now, settledToken: token ?? agent.settledToken };
      this.#byId.set(agentId, changed);
      byCenter.set(agent.centerId, [...(byCenter.get(agent.centerId) ?? []), changed]);
    }
    return [...byCenter].map(([center, agents]) => this.#report(center, now, 'changes', agents));
  }

  #report(
    center: string,
    now: number,
    report: 'snapshot' | 'changes',
    agents: Agent[],
    answered: Record<string, number> = {},
  ): Extract<RoutingCommand, { kind: 'report' }> {
    const seq = (this.#seq.get(center) ?? 0) + 1;
    this.#seq.set(center, seq);
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    return { kind: 'report', centerId: center, epoch: this.#epoch, seq, report, reportedAt: now, agents, answered, volume };
  }
}

/** What an agent does with an offer, from accepting it to the end of wrap-up. */
export function handling(callId: string, { id, token, agentId, centerId: center }: Reservation): RoutingCommand[] {
  const acting = { reservationId: id, token, agentId, centerId: center };
  return [
    { kind: 'accept', ...acting },
    { kind: 'audio', callId, caller: true, agent: true, bothWays: true },
    { kind: 'agent-hang-up', ...acting },
    { kind: 'complete', disposition: 'Done', ...acting },
  ];
}
