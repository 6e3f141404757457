import type { CallAction, TransferTarget } from '../protocol/conversation.ts';
import { NO_LIMITS } from '../protocol/queue.ts';
import type { RoutingCommand } from '../routing/core/commands.ts';
import { partiesOf } from '../routing/core/conversation.ts';
import { type Agent, type Call, type Queue, type Reservation, reservationsOf } from '../routing/core/model.ts';
import type { RoutingService } from '../routing/service.ts';
import { between, oneOf } from './random.ts';

const CENTERS = ['lisbon', 'toronto'];
const AGENTS = 24;
const MOST_WAITING = 30;

/** Agents of two centers and callers who do at random whatever they can do at a moment, around a routing service. */
export class Shift {
  readonly #service: RoutingService;
  readonly #random: () => number;
  readonly #name: string;
  readonly #seq = new Map<string, number>();
  /** Tokens that their centers have finished with. */
  readonly #settled = new Map<string, number>();
  #calls = 0;

  /** @param name is part of the calls' ids, and of the centers' epochs */
  constructor(service: RoutingService, random: () => number, name: string) {
    this.#service = service;
    this.#random = random;
    this.#name = name;
  }

  /** Centers report in full and callers come back, as after every start. What nobody holds any more is settled. */
  async begin(): Promise<void> {
    const { state } = this.#service;
    for (const { id } of agents()) if (!state.callsOf.has(id)) this.#settle(id);
    for (const centerId of CENTERS) await this.#report(centerId, 'snapshot', agents(centerId));
    await Promise.all([...state.calls.values()].map(({ id }) => this.#service.submit({ kind: 'caller-back', callId: id })));
  }

  /** A few of them act in the same moment. */
  async act(): Promise<void> {
    const count = between(this.#random, 1, 8);
    await Promise.all(Array.from({ length: count }, () => this.#actOne()));
  }

  /** Workstations of all agents have answered. */
  async beat(): Promise<void> {
    for (const centerId of CENTERS) {
      const answered = Object.fromEntries(agents(centerId).map(({ id }) => [id, this.#service.now()]));
      await this.#report(centerId, 'changes', [], answered);
    }
  }

  #actOne(): Promise<unknown> {
    const { state } = this.#service;
    const calls = [...state.calls.values()];
    const waiting = calls.filter((call) => call.state.kind === 'queued').length;
    const call = oneOf(this.#random, calls);
    if (!call || (this.#random() < 0.35 && waiting < MOST_WAITING)) return this.#call();
    return this.#goOn(call);
  }

  #call(): Promise<unknown> {
    this.#calls += 1;
    const callId = `${this.#name}.${this.#calls}`;
    const caller = { name: callId, email: null, customerId: null, page: null, question: null };
    const own = { requirement: null, roundTrips: {}, preferredAgentId: null };
    const queueId = oneOf(this.#random, ['sales', 'support']) ?? '';
    return this.#service.submit({ kind: 'start-call', callId, queueId, caller, keyHash: 'h', ...own });
  }

  async #goOn(call: Call): Promise<unknown> {
    const service = this.#service;
    const reservation = oneOf(this.#random, reservationsOf(call));
    if (!reservation) return this.#random() < 0.1 ? service.submit({ kind: 'caller-left', callId: call.id }) : undefined;
    const acting = actingOn(reservation);
    switch (call.state.kind) {
      case 'offered':
        if (this.#random() < 0.15) return this.#thenFree(reservation, { kind: 'reject', reason: 'declined', ...acting });
        // More than one of those who are asked may accept in the same moment.
        return Promise.all(
          reservationsOf(call)
            .filter((one) => one === reservation || this.#random() < 0.5)
            .map((one) => service.submit({ kind: 'accept', ...actingOn(one) })),
        );
      case 'connecting':
        if (this.#random() < 0.1) return this.#thenFree(reservation, { kind: 'agent-hang-up', ...acting });
        return service.submit({ kind: 'audio', callId: call.id, caller: true, agent: true, bothWays: true });
      case 'connected':
        if (this.#random() < 0.5) return this.#thenFree(reservation, { kind: 'control', action: this.#action(call), ...acting });
        return service.submit(this.#random() < 0.5 ? { kind: 'caller-left', callId: call.id } : { kind: 'agent-hang-up', ...acting });
      default:
        return this.#thenFree(reservation, { kind: 'complete', disposition: null, ...acting });
    }
  }

  /** Whatever an agent may do with a call; what can't be done now is refused. */
  #action(call: Call): CallAction {
    const agentId = oneOf(this.#random, agents())?.id ?? '';
    const target: TransferTarget =
      this.#random() < 0.7 ? { kind: 'agent', agentId } : { kind: 'queue', queueId: oneOf(this.#random, ['sales', 'support']) ?? '' };
    const parties = partiesOf(this.#service.state, call.conversationId);
    const partyId = oneOf(this.#random, parties) ?? 'caller';
    const actions: CallAction[] = [
      { kind: 'hold' },
      { kind: 'resume' },
      { kind: 'transfer', target, note: 'sent on' },
      { kind: 'consult', target, note: null },
      { kind: 'consult', target, note: null },
      { kind: 'add', target, note: null },
      { kind: 'add', target, note: null },
      { kind: 'join' },
      { kind: 'back' },
      { kind: 'hand-over' },
      { kind: 'drop', partyId },
      { kind: 'silence', partyId, silenced: this.#random() < 0.5 },
    ];
    return oneOf(this.#random, actions) ?? { kind: 'hold' };
  }

  /** Something that frees the agent, and their center's report that they are. Others of theirs who were freed meanwhile come along. */
  async #thenFree({ agentId, centerId }: Reservation, command: RoutingCommand): Promise<void> {
    await this.#service.submit(command);
    const free = agents(centerId).filter(({ id }) => id === agentId || !this.#service.state.callsOf.has(id));
    for (const { id } of free) if (!this.#service.state.callsOf.has(id)) this.#settle(id);
    await this.#report(centerId, 'changes', free);
  }

  #settle(agentId: string): void {
    this.#settled.set(agentId, this.#service.state.lastToken.get(agentId) ?? 0);
  }

  #report(
    centerId: string,
    report: 'snapshot' | 'changes',
    who: readonly Agent[],
    answered: Record<string, number> = {},
  ): Promise<unknown> {
    const seq = (this.#seq.get(centerId) ?? 0) + 1;
    this.#seq.set(centerId, seq);
    const now = this.#service.now();
    const reported = who.map((agent): Agent => {
      const [callId] = this.#service.state.callsOf.get(agent.id) ?? [];
      const status = callId === undefined ? { kind: 'available' as const, since: now } : { kind: 'on-call' as const, since: now, callId };
      return { ...agent, status, answeredAt: now, settledToken: this.#settled.get(agent.id) ?? 0 };
    });
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    const rest = { epoch: this.#name, reportedAt: now, agents: reported, answered, volume };
    return this.#service.submit({ kind: 'report', centerId, seq, report, ...rest });
  }
}

/** How the queues are set: one offers to one agent, the other to three at once. */
export const SHIFT_QUEUES: RoutingCommand = {
  kind: 'configure',
  queues: [queue('sales', 1), queue('support', 3)],
  skills: [{ id: 'voice', name: 'Voice' }],
  centers: CENTERS.map((id) => ({ id, name: id, limits: NO_LIMITS })),
};

/** The agents there are; every fourth can have two calls at once. */
export function agents(centerId?: string): Agent[] {
  return Array.from({ length: AGENTS }, (_, nth): Agent => {
    const skills = [{ id: 'voice', name: 'Voice', level: 1 }];
    const id = `agent-${nth}`;
    const own = { name: id, skills, status: { kind: 'available' as const, since: 0 }, reachable: true, answeredAt: null, settledToken: 0 };
    return { id, centerId: CENTERS[nth % CENTERS.length] ?? '', capacity: nth % 4 === 0 ? 2 : 1, ...own };
  }).filter((agent) => centerId === undefined || agent.centerId === centerId);
}

function actingOn({ id, token, agentId, centerId }: Reservation) {
  return { reservationId: id, token, agentId, centerId };
}

function queue(id: string, offersAtOnce: number): Queue {
  const wayOn = { kind: 'message' as const, text: 'Please call again' };
  return {
    id,
    name: id,
    priority: 0,
    requirement: { skillId: 'voice', level: 1 },
    centers: null,
    steps: [],
    takesTexts: false,
    textIdleMs: null,
    callbacksPerSlot: 0,
    strategy: 'longest-idle',
    offersAtOnce,
    offerTimeoutMs: 20_000,
    preferredMs: 0,
    serviceLevelMs: 20_000,
    wrapupMs: 60_000,
    wrapupExtensionMs: 0,
    wrapupEnds: 'done',
    dispositions: [{ name: 'Done', children: [] }],
    hours: null,
    maxLength: null,
    maxWaitMs: null,
    whenClosed: wayOn,
    whenFull: wayOn,
    whenTooLong: wayOn,
  };
}
