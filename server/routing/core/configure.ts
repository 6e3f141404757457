import type { Reply, RoutingCommand } from './commands.ts';
import { turnAwayIfShut } from './entrance.ts';
import { cancelWithoutQueue } from './offers.ts';
import { emit, OK, type Step } from './step.ts';

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/**
 * Takes in queues, skills and centers as administrators have set them. A queue that is gone cancels its waiting calls, one that a
 * supervisor has closed sends them on.
 */
export function configure(step: Step, { queues, skills, centers }: Of<'configure'>): Reply {
  emit(step, { kind: 'configured', queues, skills, centers });
  for (const call of [...step.state.calls.values()]) {
    cancelWithoutQueue(step, call);
    if (step.state.calls.has(call.id)) turnAwayIfShut(step, call);
  }
  return OK;
}

/** The server has just started: nobody is connected to it yet, whatever the log says. */
export function restarted(step: Step, { stats }: Of<'restarted'>): Reply {
  emit(step, { kind: 'server-started', stats });
  for (const call of [...step.state.calls.values()]) {
    if (call.state.kind === 'wrapup') continue;
    if (call.role === 'main') emit(step, { kind: 'caller-away', callId: call.id });
    if (call.supervisor !== null && call.state.kind === 'connected' && call.state.agentAwaySince === null)
      emit(step, { kind: 'agent-away', callId: call.id, agentId: call.state.reservation.agentId });
    if (call.audio.caller || call.audio.agent) emit(step, { kind: 'audio-seen', callId: call.id, caller: false, agent: false });
  }
  return OK;
}
