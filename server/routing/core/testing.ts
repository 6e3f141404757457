import type { AgentStatus, SkillLevel } from '../../protocol/common.ts';
import { type CenterLimits, NO_LIMITS } from '../../protocol/queue.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import type { NewCall, RoutingEvent } from './events.ts';
import { execute } from './execute.ts';
import { type Agent, type Call, DEFAULT_SETTINGS, type Queue, reservationsOf, type Settings } from './model.ts';
import { emptyState, type RoutingState } from './state.ts';
import { emptyStats } from './stats.ts';

/** A small world around the core for tests: two centers that report, a clock that is set by hand. */
export class World {
  readonly state: RoutingState;
  readonly log: RoutingEvent[] = [];
  readonly settings: Settings;
  now = 1_000_000;
  readonly #agents = new Map<string, Agent>();
  readonly #seq = new Map<string, number>();
  #calls = 0;

  constructor(queues: Queue[] = [queue('sales', { sales: 1 }), queue('support', { support: 1 })], settings: Partial<Settings> = {}) {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    this.state = emptyState(this.settings);
    this.configure(queues);
  }

  /** Sets queues, and the centers' limits. */
  configure(queues: Queue[], limits: Record<string, Partial<CenterLimits>> = {}): Reply {
    return this.do({
      kind: 'configure',
      queues,
      skills: ['sales', 'support', 'english', 'french'].map((id) => ({ id, name: id })),
      centers: [
        { id: 'lisbon', name: 'Lisbon', limits: { ...NO_LIMITS, ...limits.lisbon } },
        { id: 'toronto', name: 'Toronto', limits: { ...NO_LIMITS, ...limits.toronto } },
      ],
    });
  }

  /** A supervisor closes a queue, or opens it again; all else is as it was. */
  shut(queueId: string, closed: boolean): Reply {
    const { queues, centers, skills } = this.state;
    return this.do({
      kind: 'configure',
      queues: [...queues.values()].map((one) => (one.id === queueId ? { ...one, closed } : one)),
      skills: [...skills].map(([id, name]) => ({ id, name })),
      centers: [...centers.values()].map(({ id, name, limits }) => ({ id, name, limits })),
    });
  }

  /** The server has begun anew. */
  restart(): Reply {
    return this.do({ kind: 'restarted', stats: emptyStats() });
  }

  /** Called after each command, with its reply and who waited before it. */
  onCommand: ((command: RoutingCommand, seen: { reply: Reply; waitingBefore: ReadonlySet<string> }) => void) | null = null;
  commands = 0;

  do(command: RoutingCommand): Reply {
    const waitingBefore = new Set<string>();
    if (this.onCommand)
      for (const call of this.state.calls.values())
        if (call.state.kind === 'queued' && call.callerAwaySince === null) waitingBefore.add(call.id);
    const { events, reply } = execute(this.state, command, this.now, this.settings);
    this.log.push(...events);
    this.commands += 1;
    this.onCommand?.(command, { reply, waitingBefore });
    return reply;
  }

  has(agentId: string): boolean {
    return this.#agents.has(agentId);
  }

  /** The center has this agent no more. */
  remove(id: string): Reply {
    const { centerId } = this.known(id);
    this.#agents.delete(id);
    return this.snapshot(centerId);
  }

  /** An agent whose workstation answers and who has been available since now. */
  agent(id: string, centerId: string, skills: Record<string, number>, capacity = 1): void {
    this.#agents.set(id, {
      id,
      centerId,
      name: id,
      skills: Object.entries(skills).map(([skill, level]): SkillLevel => ({ id: skill, name: skill, level })),
      status: { kind: 'available', since: this.now },
      reachable: true,
      answeredAt: this.now,
      settledToken: 0,
      capacity,
    });
    this.snapshot(centerId);
  }

  /** The center reports one agent as changed. */
  change(id: string, change: Partial<Agent>): Reply {
    const agent = { ...this.known(id), answeredAt: this.now, ...change };
    this.#agents.set(id, agent);
    return this.report(agent.centerId, 'changes', [agent]);
  }

  status(id: string, status: AgentStatus['kind']): Reply {
    const since = this.now;
    const next = (status === 'not-ready' ? { kind: status, since, code: 'break' } : { kind: status, since, callId: 'x' }) as AgentStatus;
    return this.change(id, { status: next });
  }

  /** The center has finished with all that the agent was given, and says what they are now. */
  settle(id: string, status: AgentStatus['kind'] = 'available'): Reply {
    this.#agents.set(id, { ...this.known(id), settledToken: this.state.lastToken.get(id) ?? 0, held: this.#talked(id) });
    return this.status(id, status);
  }

  /** Text conversations that go on: they are not over when something else is. */
  #talked(agentId: string): number[] {
    const texts = (this.state.callsOf.get(agentId) ?? []).map((callId) => this.get(callId)).filter(({ channel }) => channel === 'text');
    return texts.flatMap((call) => (call.state.kind === 'connected' ? [call.state.reservation.token] : []));
  }

  snapshot(centerId: string): Reply {
    const agents = [...this.#agents.values()].filter((agent) => agent.centerId === centerId);
    return this.report(centerId, 'snapshot', agents);
  }

  /** All workstations of a center answer now. */
  beat(centerId: string): Reply {
    const agents = [...this.#agents.values()].filter((agent) => agent.centerId === centerId);
    for (const agent of agents) this.#agents.set(agent.id, { ...agent, answeredAt: this.now });
    return this.report(
      centerId,
      'changes',
      agents.map((agent) => this.known(agent.id)),
    );
  }

  report(centerId: string, report: 'snapshot' | 'changes', agents: Agent[], seq = (this.#seq.get(centerId) ?? 0) + 1): Reply {
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    const reply = this.do({ kind: 'report', centerId, epoch: 'e1', seq, report, reportedAt: this.now, agents, answered: {}, volume });
    this.#seq.set(centerId, seq);
    return reply;
  }

  /** Time passes in steps short enough that every center is heard and every workstation answers, then the clock ticks. */
  pass(ms: number, beating: string[] = ['lisbon', 'toronto']): void {
    const end = this.now + ms;
    while (this.now < end) {
      this.now = Math.min(end, this.now + 2000);
      for (const centerId of beating) this.beat(centerId);
      this.do({ kind: 'tick' });
    }
  }

  call(queueId = 'sales', change: Partial<NewCall> = {}): string {
    this.#calls += 1;
    const callId = `call-${this.#calls}`;
    this.start(callId, queueId, change);
    return callId;
  }

  start(callId: string, queueId = 'sales', change: Partial<NewCall> = {}): Reply {
    const caller = { name: callId, email: null, customerId: null, page: null, question: null };
    const call = { queueId, caller, keyHash: 'h', requirement: null, roundTrips: {}, preferredAgentId: null, ...change };
    return this.do({ kind: 'start-call', callId, ...call });
  }

  get(callId: string): Call {
    const call = this.state.calls.get(callId);
    if (!call) throw new Error(`Call ${callId} is over`);
    return call;
  }

  /** Who a call is offered to, or talks to; the best of several. */
  agentOf(callId: string): string | null {
    return this.agentsOf(callId)[0] ?? null;
  }

  agentsOf(callId: string): string[] {
    return reservationsOf(this.get(callId)).map(({ agentId }) => agentId);
  }

  /** What the agent of a call acts with; of several, the best or the one that is named. */
  acting(callId: string, who?: string): { centerId: string; agentId: string; reservationId: string; token: number } {
    const reservation = reservationsOf(this.get(callId)).find(({ agentId }) => who === undefined || agentId === who);
    if (!reservation) throw new Error(`Call ${callId} is not offered`);
    const { centerId, agentId, id: reservationId, token } = reservation;
    return { centerId, agentId, reservationId, token };
  }

  accept(callId: string, who?: string): Reply {
    return this.do({ kind: 'accept', ...this.acting(callId, who) });
  }

  /** Audio flows both ways. */
  audio(callId: string): Reply {
    return this.do({ kind: 'audio', callId, caller: true, agent: true, bothWays: true });
  }

  connect(callId: string): void {
    this.accept(callId);
    this.audio(callId);
  }

  kinds(): string[] {
    return this.log.map((event) => event.kind);
  }

  private known(id: string): Agent {
    const agent = this.#agents.get(id);
    if (!agent) throw new Error(`There is no agent ${id}`);
    return agent;
  }
}

/** A queue that asks for these skills at these levels. */
export function queue(id: string, skills: Record<string, number>, change: Partial<Queue> = {}): Queue {
  return {
    id,
    name: id,
    priority: 0,
    requirement: { all: Object.entries(skills).map(([skillId, level]) => ({ skillId, level })) },
    centers: null,
    steps: [],
    strategy: 'longest-idle',
    offersAtOnce: 1,
    offerTimeoutMs: 20_000,
    preferredMs: 0,
    serviceLevelMs: 20_000,
    wrapupMs: 60_000,
    wrapupExtensionMs: 0,
    wrapupEnds: 'done',
    dispositions: [{ name: 'Done', children: [] }],
    hours: null,
    takesTexts: true,
    textIdleMs: null,
    maxLength: null,
    maxWaitMs: null,
    whenClosed: { kind: 'message', text: 'We are closed' },
    whenFull: { kind: 'message', text: 'We are busy' },
    whenTooLong: { kind: 'message', text: 'We are sorry' },
    ...change,
  };
}

/** A world with one queue, `sales`. */
export const only = (change: Partial<Queue>, skills: Record<string, number> = { sales: 1 }) => new World([queue('sales', skills, change)]);

/** A call from its offer to the end of wrap-up, so long after its acceptance; then the agent is available again. */
export function serve(world: World, callId: string, handleMs: number): void {
  const agentId = world.agentOf(callId) ?? '';
  world.connect(callId);
  const acting = world.acting(callId);
  world.pass(handleMs);
  world.do({ kind: 'agent-hang-up', ...acting });
  world.do({ kind: 'complete', disposition: 'Done', ...acting });
  world.settle(agentId);
}
