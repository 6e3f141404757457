import type { AgentId, QueueId } from '../protocol/common.ts';
import {
  agentParty,
  CALLER,
  type Conversation,
  type Invitation,
  type Party,
  type PartyId,
  type TransferTarget,
  wantedParty,
} from '../protocol/conversation.ts';
import type { SeenListener } from '../protocol/listening-way.ts';
import { isLive } from './core/conversation.ts';
import { targetOf } from './core/leaving.ts';
import { mediaPlan } from './core/media-plan.ts';
import { type Call, type RoutingFacts, reservationsOf } from './core/model.ts';

type Facts = Readonly<RoutingFacts>;

/** A conversation in the words of the agents who are in it. Pure. */

export const agentName = (state: Facts, agentId: AgentId): string => state.agents.get(agentId)?.name ?? agentId;
export const queueName = (state: Facts, queueId: QueueId): string => state.queues.get(queueId)?.name ?? queueId;
const centerNameOf = (state: Facts, agentId: AgentId): string => state.centers.get(state.agents.get(agentId)?.centerId ?? '')?.name ?? '';

/**
 * The conversation as the agent of one of its calls sees it.
 * @param calls all of the conversation, in the order in which they came
 * @param token of this agent's reservation
 * @param listeners supervisors of whom this agent is told
 */
export function conversationView(
  state: Facts,
  calls: readonly Call[],
  own: Call,
  token: number,
  listeners: readonly SeenListener[] = [],
): Conversation {
  const live = calls.filter(isLive);
  const main = live.findLast((call) => call.role === 'main') ?? own;
  const lead = main.state.kind === 'connected' ? main.state.lead : null;
  const plan = mediaPlan(calls);
  const asHeard = (party: Party): Party => ({
    ...party,
    state: party.state === 'talking' && plan?.held.includes(party.id) ? 'held' : party.state,
    silenced: plan?.silenced.includes(party.id) ?? false,
  });
  return {
    id: own.conversationId,
    role: own.role,
    leaderName: leaderName(state, main),
    heldSince: lead?.heldSince ?? null,
    you: agentParty(token),
    parties: [callerParty(main), ...live.map((call) => agentOf(state, call))].map(asHeard),
    lastAnswer: lead?.lastAnswer
      ? { name: targetName(state, lead.lastAnswer.target), end: lead.lastAnswer.end, at: lead.lastAnswer.at }
      : null,
    listeners: [...listeners],
  };
}

function callerParty(main: Call): Party {
  const { state, caller, callerAwaySince, since } = main;
  const heldSince = state.kind === 'connected' ? state.lead.heldSince : null;
  const own = { id: CALLER, kind: 'caller', name: caller.name, centerName: null, role: 'main', silenced: false } as const;
  if (callerAwaySince !== null) return { ...own, state: 'away', since: callerAwaySince };
  return { ...own, state: state.kind === 'connected' ? 'talking' : 'connecting', since: heldSince ?? since };
}

function agentOf(state: Facts, call: Call): Party {
  const { role, since, id } = call;
  const common = { kind: 'agent', role, since, silenced: false } as const;
  if (call.state.kind === 'queued' || call.state.kind === 'offered') {
    const [first, second] = reservationsOf(call);
    const rings = first && !second ? { name: agentName(state, first.agentId), centerName: centerNameOf(state, first.agentId) } : null;
    const wanted = rings ?? { name: targetName(state, targetOf(call)), centerName: null };
    return { ...common, ...wanted, id: wantedParty(id), state: first ? 'ringing' : 'waiting' };
  }
  const { agentId, token } = call.state.reservation;
  const who = { id: agentParty(token), name: call.supervisor ?? agentName(state, agentId), centerName: centerNameOf(state, agentId) };
  const awaySince = call.state.kind === 'wrapup' ? null : call.state.agentAwaySince;
  if (awaySince !== null) return { ...common, ...who, state: 'away', since: awaySince };
  return { ...common, ...who, state: call.state.kind === 'connected' ? 'talking' : 'connecting' };
}

function leaderName(state: Facts, main: Call): string {
  const [reservation] = reservationsOf(main);
  return main.supervisor ?? (reservation ? agentName(state, reservation.agentId) : '');
}

function targetName(state: Facts, target: TransferTarget): string {
  if (target.kind === 'agent') return agentName(state, target.agentId);
  if (target.kind === 'queue') return queueName(state, target.queueId);
  return state.centers.get(target.centerId)?.name ?? target.centerId;
}

/** Why a call comes to an agent, when another has asked for it. */
export function invitationView(state: Facts, { invitation }: Pick<Call, 'invitation'>): Invitation | null {
  if (!invitation) return null;
  const { how, byAgentId, bySupervisor, note } = invitation;
  const centerName = bySupervisor ? (state.centers.get(bySupervisor.centerId)?.name ?? '') : centerNameOf(state, byAgentId);
  return { how, byName: bySupervisor?.name ?? agentName(state, byAgentId), byCenterName: centerName, note };
}

/** The agents in conference with a caller, beside the one who leads. */
export function joinedAgents(state: Facts, calls: readonly Call[]): { id: PartyId; name: string }[] {
  return calls.flatMap(({ role, state: of }) => {
    const agent = role === 'joined' && of.kind === 'connected' ? state.agents.get(of.reservation.agentId) : undefined;
    return agent && of.kind === 'connected' ? [{ id: agentParty(of.reservation.token), name: agent.name }] : [];
  });
}
