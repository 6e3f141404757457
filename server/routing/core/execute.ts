import { exhausted } from '../../protocol/common.ts';
import { audioSeen, callerAway, callerBack, callerLeft, startCall } from './callers.ts';
import { passTime } from './clock.ts';
import type { Reply, RoutingCommand } from './commands.ts';
import { configure, restarted } from './configure.ts';
import { control } from './control.ts';
import { turnAwayIfFull } from './entrance.ts';
import type { RoutingEvent } from './events.ts';
import { offerWaitingCalls } from './matching.ts';
import { DEFAULT_SETTINGS, type Settings } from './model.ts';
import { nextDueAt } from './next-due.ts';
import { acceptOffer, agentHangUp, completeCall, rejectOffer } from './offers.ts';
import { takeReport } from './reports.ts';
import { answerRingBack, wantRingBack } from './ring-back.ts';
import type { RoutingState } from './state.ts';
import { emit, OK, type Step } from './step.ts';
import { moveCall, prioritizeCall } from './supervising.ts';
import { endSilent, moveUp, proposeTalk, switchChannel } from './switching.ts';
import { completeSupervised, supervisorActs, takeOver } from './taking-over.ts';
import { widenDeserted } from './widening.ts';

/**
 * The routing server's core: one command, taken at one moment, becomes events (already in the state) and a reply.
 * What time has done by then happens first. A refused command adds nothing to that.
 * No I/O, no clock, no randomness: the same state, command and time give the same answer.
 */
export function execute(
  state: RoutingState,
  command: RoutingCommand,
  now: number,
  settings: Settings = DEFAULT_SETTINGS,
): { events: RoutingEvent[]; reply: Reply } {
  if (state.index.settings !== settings) state.index.rebuild(state, settings);
  const step: Step = { state, now, settings, events: [], entered: [] };
  // At the start the time that the server was away is not the callers' fault: their grace begins with `restarted`.
  const starting = command.kind === 'restarted' || command.kind === 'configure';
  if (!starting && (nextDueAt(state) ?? Number.POSITIVE_INFINITY) <= now) passTime(step);
  const reply = take(step, command);
  settle(step);
  return { events: step.events, reply };
}

/** What follows from a command for everybody who waits. */
function settle(step: Step): void {
  completeSupervised(step);
  widenDeserted(step);
  offerWaitingCalls(step);
  // A call that is sent on comes into another queue, which may be full as well: each call goes through a queue once.
  while (step.entered.length > 0) {
    const entered = step.entered.splice(0);
    for (const callId of entered) turnAwayIfFull(step, callId);
    widenDeserted(step);
    offerWaitingCalls(step);
  }
}

/** Their times are their own, and they change nothing here. */
function takeTold({ state, events }: Step, { centerId: toldBy, events: told }: Extract<RoutingCommand, { kind: 'take-told' }>): Reply {
  for (const event of told) events.push({ ...event, toldBy, ...(event.kind === 'call-queued' && { place: state.nextPlace }) });
  return OK;
}

function take(step: Step, command: RoutingCommand): Reply {
  switch (command.kind) {
    case 'configure':
      return configure(step, command);
    case 'restarted':
      return restarted(step, command);
    case 'start-call':
      return startCall(step, command);
    case 'caller-left':
      return callerLeft(step, command);
    case 'caller-away':
      return callerAway(step, command);
    case 'caller-back':
      return callerBack(step, command);
    case 'switch-channel':
      return switchChannel(step, command);
    case 'want-ring-back':
      return wantRingBack(step, command);
    case 'answer-ring-back':
      return answerRingBack(step, command);
    case 'move-up':
      return moveUp(step, command);
    case 'propose-talk':
      return proposeTalk(step, command);
    case 'end-silent':
      return endSilent(step, command);
    case 'report':
      return takeReport(step, command);
    case 'accept':
      return acceptOffer(step, command);
    case 'reject':
      return rejectOffer(step, command);
    case 'agent-hang-up':
      return agentHangUp(step, command);
    case 'control':
      return control(step, command);
    case 'complete':
      return completeCall(step, command);
    case 'audio':
      return audioSeen(step, command);
    case 'move-call':
      return moveCall(step, command);
    case 'prioritize-call':
      return prioritizeCall(step, command);
    case 'take-over':
      return takeOver(step, command);
    case 'supervisor':
      return supervisorActs(step, command);
    case 'take-told':
      return takeTold(step, command);
    case 'note':
      emit(step, command.noted);
      return OK;
    case 'tick':
      passTime(step);
      return OK;
    default:
      return exhausted(command);
  }
}
