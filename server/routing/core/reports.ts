import { isSettled } from './channels.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { type Call, reservationsOf, reservationWith } from './model.ts';
import { endOffer } from './offers.ts';
import { endPreferencesFor } from './preference.ts';
import { emit, OK, refuse, type Step } from './step.ts';

/**
 * Takes a center's report. Changes that do not follow the last report without a gap, or come after a silence,
 * are refused with `gap`: the center then sends all it has.
 */
export function takeReport(step: Step, command: Extract<RoutingCommand, { kind: 'report' }>): Reply {
  const { state } = step;
  const center = state.centers.get(command.centerId);
  if (!center) return refuse('not-found', 'There is no such center', 'centerId');
  if (command.report === 'changes') {
    const follows = center.epoch === command.epoch && command.seq === center.seq + 1;
    if (!follows || center.link.kind !== 'up') return refuse('gap', 'A report is missing before this one: send a snapshot', 'seq');
  } else if (center.epoch === command.epoch && command.seq <= center.seq) {
    return refuse('conflict', 'A younger report is here already', 'seq');
  }
  const { centerId, epoch, seq, report, reportedAt, answered, volume } = command;
  // One agent whom another center has as well must not cost the center all its others.
  const agents = command.agents.filter((agent) => !belongsElsewhere(step, agent.id, centerId));
  emit(step, { kind: 'center-reported', centerId, epoch, seq, report, reportedAt, agents, answered, volume });
  if (report === 'snapshot') {
    // Also those whom it has no longer.
    for (const call of [...state.calls.values()])
      for (const reservation of [...reservationsOf(call)])
        if (reservation.centerId === centerId) followAgent(step, call, reservation.agentId);
    endPreferencesFor(step, [...state.index.preferred.keys()]);
  } else {
    for (const { id } of agents) for (const call of callsOf(step, id)) followAgent(step, call, id);
    endPreferencesFor(
      step,
      agents.map((agent) => agent.id),
    );
  }
  return OK;
}

const callsOf = ({ state }: Step, agentId: string): Call[] =>
  (state.callsOf.get(agentId) ?? []).flatMap((callId) => state.calls.get(callId) ?? []);

/** What an agent's reported reachability means for a call they hold. */
function followAgent(step: Step, call: Call, agentId: string): void {
  const reservation = reservationWith(call, agentId);
  // A supervisor is at no workstation.
  if (!reservation || call.supervisor !== null || !step.state.calls.has(call.id)) return;
  const agent = step.state.agents.get(agentId);
  const reachable = agent?.reachable ?? false;
  if (call.state.kind === 'offered') {
    if (!reachable) endOffer(step, call, reservation, 'canceled', 'agent-unreachable');
  } else if (call.state.kind === 'connecting' || call.state.kind === 'connected') {
    const away = call.state.agentAwaySince !== null;
    if (reachable === away) emit(step, { kind: reachable ? 'agent-back' : 'agent-away', callId: call.id, agentId });
  } else if (call.state.kind === 'wrapup' && (!agent || isSettled(agent, reservation.token))) {
    // The center has finished with it, or has the agent no more; its word got lost on the way.
    emit(step, { kind: 'call-completed', callId: call.id, agentId, disposition: null });
  }
}

/** Whether another center has this agent: nobody speaks for another center's agents. */
function belongsElsewhere(step: Step, agentId: string, centerId: string): boolean {
  const known = step.state.agents.get(agentId);
  return known !== undefined && known.centerId !== centerId;
}
