import { exhausted } from '../../protocol/common.ts';
import { audioSeen, callerAway, callerBack, callerLeft, startCall } from './callers.ts';
import { passTime } from './clock.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { configure, restarted } from './configure.ts';
import type { RoutingEvent } from './events.ts';
import { DEFAULT_SETTINGS, type RoutingState, type Settings } from './model.ts';
import { acceptOffer, agentHangUp, completeCall, offerWaitingCalls, rejectOffer } from './offers.ts';
import { takeReport } from './reports.ts';
import { OK, type Step } from './step.ts';

/**
 * The routing server's core: one command, taken at one moment, becomes events (already in the state) and a reply.
 * A refused command has no events. No I/O, no clock, no randomness: the same state, command and time give the same answer.
 */
export function execute(
  state: RoutingState,
  command: RoutingCommand,
  now: number,
  settings: Settings = DEFAULT_SETTINGS,
): { events: RoutingEvent[]; reply: Reply } {
  const step: Step = { state, now, settings, events: [] };
  const reply = take(step, command);
  if (reply.ok) offerWaitingCalls(step);
  return { events: step.events, reply };
}

function take(step: Step, command: RoutingCommand): Reply {
  switch (command.kind) {
    case 'configure':
      return configure(step, command);
    case 'restarted':
      return restarted(step);
    case 'start-call':
      return startCall(step, command);
    case 'caller-left':
      return callerLeft(step, command);
    case 'caller-away':
      return callerAway(step, command);
    case 'caller-back':
      return callerBack(step, command);
    case 'report':
      return takeReport(step, command);
    case 'accept':
      return acceptOffer(step, command);
    case 'reject':
      return rejectOffer(step, command);
    case 'agent-hang-up':
      return agentHangUp(step, command);
    case 'complete':
      return completeCall(step, command);
    case 'audio':
      return audioSeen(step, command);
    case 'tick':
      passTime(step);
      return OK;
    default:
      return exhausted(command);
  }
}
