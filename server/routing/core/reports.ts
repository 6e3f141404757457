import type { Reply, RoutingCommand } from './commands.ts';
import { reservationOf } from './model.ts';
import { requeue } from './offers.ts';
import { emit, OK, refuse, type Step } from './step.ts';

/**
 * Takes a center's report. Changes that do not follow the last report without a gap, or come after a silence,
 * are refused with `gap`: the center then sends all it has.
 */
export function takeReport(step: Step, command: Extract<RoutingCommand, { kind: 'report' }>): Reply {
  const center = step.state.centers.get(command.centerId);
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
  for (const call of [...step.state.calls.values()]) if (reservationOf(call)?.centerId === centerId) followAgent(step, call.id);
  return OK;
}

/** What an agent's reported reachability means for the call they hold. */
function followAgent(step: Step, callId: string): void {
  const call = step.state.calls.get(callId);
  const reservation = call && reservationOf(call);
  if (!call || !reservation) return;
  const agent = step.state.agents.get(reservation.agentId);
  const reachable = agent?.reachable ?? false;
  if (call.state.kind === 'offered') {
    if (!reachable) requeue(step, call, 'rescinded', 'agent-unreachable');
  } else if (call.state.kind === 'connecting' || call.state.kind === 'connected') {
    const away = call.state.agentAwaySince !== null;
    if (reachable === away) emit(step, { kind: reachable ? 'agent-back' : 'agent-away', callId, agentId: reservation.agentId });
  } else if (call.state.kind === 'wrapup' && (!agent || agent.settledToken >= reservation.token)) {
    // The center has finished with it, or has the agent no more; its word got lost on the way.
    emit(step, { kind: 'call-completed', callId, agentId: reservation.agentId, disposition: null });
  }
}

/** Whether another center has this agent: nobody speaks for another center's agents. */
function belongsElsewhere(step: Step, agentId: string, centerId: string): boolean {
  const known = step.state.agents.get(agentId);
  return known !== undefined && known.centerId !== centerId;
}
