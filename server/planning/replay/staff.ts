import type { RoutingCommand } from '../../routing/core/commands.ts';
import type { Agent } from '../../routing/core/model.ts';
import type { RoutingState } from '../../routing/core/state.ts';
import type { StaffChange, Trace } from './trace.ts';

interface Member {
  agent: Agent;
  ready: boolean;
  /** Calls accepted and not done with. */
  onCalls: number;
  settledToken: number;
  /** Since when they have been as they are, ms. */
  since: number;
}

/** The centers' side of the wire: agents are there and ready as they were, and on the calls that they are given now. */
export class TracedStaff {
  readonly #members = new Map<string, Member>();
  readonly #seq = new Map<string, number>();
  readonly #centerIds: string[];

  constructor({ staff, busyUntil, configured, from }: Trace) {
    this.#centerIds = [...new Set(configured.flatMap(({ set }) => set.centers.map(({ id }) => id)))];
    for (const { at, agent, ready } of staff) {
      if (at > from) continue;
      this.#members.set(agent.id, { agent, ready, onCalls: 0, settledToken: 0, since: Math.min(agent.status.since, from) });
    }
    for (const { agentId } of busyUntil) this.accepted(agentId);
  }

  snapshots(now: number): RoutingCommand[] {
    return this.#centerIds.map((centerId) => this.#snapshot(centerId, now));
  }

  accepted(agentId: string): void {
    const member = this.#members.get(agentId);
    if (member) member.onCalls += 1;
  }

  /** A call is done with. @param token the youngest that they were given; null: not by this run */
  finished(agentId: string, token: number | null, now: number): RoutingCommand | null {
    const member = this.#members.get(agentId);
    if (!member) return null;
    member.onCalls -= 1;
    member.settledToken = Math.max(member.settledToken, token ?? 0);
    if (member.onCalls === 0) member.since = now;
    return this.#changed(member, now);
  }

  /** An offer is over without a call: whoever has nothing else has settled all that they were given. */
  settled(agentId: string, state: RoutingState, now: number): RoutingCommand | null {
    const member = this.#members.get(agentId);
    if (!member || (state.callsOf.get(agentId)?.length ?? 0) > 0) return null;
    member.settledToken = state.lastToken.get(agentId) ?? 0;
    return this.#changed(member, now);
  }

  /** As it was reported, apart from calls. What becomes of somebody on a call shows when it is over. */
  changed({ agent, ready }: StaffChange, now: number): RoutingCommand[] {
    const known = this.#members.get(agent.id);
    const member = { onCalls: 0, settledToken: 0, ...known, agent, ready, since: known?.ready && ready ? known.since : now };
    this.#members.set(agent.id, member);
    // Two centers don't have the same agent: the one that they have left says so first.
    const left = known && known.agent.centerId !== agent.centerId ? [this.#snapshot(known.agent.centerId, now)] : [];
    return [...left, this.#changed(member, now)];
  }

  #snapshot(centerId: string, now: number): RoutingCommand {
    const own = [...this.#members.values()].filter(({ agent }) => agent.centerId === centerId);
    const agents = own.map((member) => reported(member, now));
    return this.#report(centerId, 'snapshot', agents, now);
  }

  #changed(member: Member, now: number): RoutingCommand {
    return this.#report(member.agent.centerId, 'changes', [reported(member, now)], now);
  }

  #report(centerId: string, report: 'snapshot' | 'changes', agents: Agent[], now: number): RoutingCommand {
    const seq = (this.#seq.get(centerId) ?? 0) + 1;
    this.#seq.set(centerId, seq);
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    return { kind: 'report', centerId, epoch: 'replayed', seq, report, reportedAt: now, agents, answered: {}, volume };
  }
}

function reported({ agent, ready, onCalls, settledToken, since }: Member, now: number): Agent {
  const there = { ...agent, settledToken, answeredAt: now, reachable: true };
  if (onCalls > 0) return { ...there, status: { kind: 'on-call', since, callId: 'replayed' } };
  if (ready) return { ...there, status: { kind: 'available', since } };
  const away =
    agent.status.kind === 'offline' ? ({ kind: 'offline', since } as const) : ({ kind: 'not-ready', since, code: 'break' } as const);
  return { ...there, status: away };
}
