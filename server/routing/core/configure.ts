import type { Reply, RoutingCommand } from './commands.ts';
import { cancelWithoutQueue } from './offers.ts';
import { emit, OK, type Step } from './step.ts';

/** Takes in queues and centers as administrators have set them. A queue that is gone cancels its waiting calls. */
export function configure(step: Step, command: Extract<RoutingCommand, { kind: 'configure' }>): Reply {
  for (const center of command.centers) {
    if (step.state.centers.get(center.id)?.name !== center.name)
      emit(step, { kind: 'center-known', centerId: center.id, name: center.name });
  }
  emit(step, { kind: 'queues-configured', queues: command.queues });
  for (const call of [...step.state.calls.values()]) cancelWithoutQueue(step, call);
  return OK;
}

/** The server has just started: nobody is connected to it yet, whatever the log says. */
export function restarted(step: Step): Reply {
  for (const call of step.state.calls.values()) {
    if (call.state.kind === 'wrapup') continue;
    emit(step, { kind: 'caller-away', callId: call.id });
    if (call.audio.caller || call.audio.agent) emit(step, { kind: 'audio-seen', callId: call.id, caller: false, agent: false });
  }
  return OK;
}
