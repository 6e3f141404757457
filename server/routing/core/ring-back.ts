import type { Reply, RoutingCommand } from './commands.ts';
import { conversationIdOf, mainOf } from './conversation.ts';
import type { Call } from './model.ts';
import { emit, OK, refuse, type Step } from './step.ts';

/**
 * "Keep my place and ring me back": the caller gives the microphone back and keeps the place in the line. Once an agent is free
 * for them the tab rings, and the agent is not held up by it: whoever is behind is served meanwhile. When the caller has come they
 * stand in the line where they always stood, and so have the next who is free.
 */

type Of<K extends RoutingCommand['kind']> = Extract<RoutingCommand, { kind: K }>;

/** How often somebody is rung before the place is given up. */
export const RINGS = 2;

/** Whether a caller is asked to come, or was asked and did not: offered to nobody now. */
export const isBeingRung = ({ ringBack }: Call): boolean => ringBack !== null && ringBack.kind !== 'kept';

/** Wanting it twice is wanting it once. */
export function wantRingBack(step: Step, { callId }: Of<'want-ring-back'>): Reply {
  const call = mainOf(step.state, conversationIdOf(step.state, callId));
  if (call?.state.kind !== 'queued') return refuse('conflict', 'This call waits no longer');
  if (call.channel === 'text') return refuse('conflict', 'A text conversation needs no ringing: answers come by themselves');
  if (call.invitation !== null) return refuse('conflict', 'You are being sent on: please stay');
  if (call.ringBack === null) emit(step, { kind: 'ring-back-wanted', callId: call.id });
  return OK;
}

/** The caller is there, rung or not. */
export function answerRingBack(step: Step, { callId }: Of<'answer-ring-back'>): Reply {
  const call = mainOf(step.state, conversationIdOf(step.state, callId));
  if (!call) return refuse('not-found', 'This call is over');
  if (call.ringBack !== null) emit(step, { kind: 'ring-back-answered', callId: call.id });
  return OK;
}

/** Somebody is free for a caller who wanted to be rung. */
export function ringBack(step: Step, call: Call): void {
  emit(step, { kind: 'ring-back-rung', callId: call.id, until: step.now + step.settings.ringBackMs });
}

/** When time changes something about being rung, ms. */
export const ringBackDue = ({ ringBack }: Call): number =>
  ringBack === null || ringBack.kind === 'kept' ? Number.POSITIVE_INFINITY : ringBack.until;

/** The ringing, or the pause after it, is over. */
export function expireRingBack(step: Step, call: Call): void {
  const { ringBack } = call;
  if (ringBack === null || ringBack.kind === 'kept' || step.now < ringBack.until) return;
  if (ringBack.kind === 'paused') return emit(step, { kind: 'ring-back-resumed', callId: call.id });
  if (ringBack.missed + 1 >= RINGS) emit(step, { kind: 'call-canceled', callId: call.id, reason: 'ring-back-missed', wayOn: null });
  else emit(step, { kind: 'ring-back-missed', callId: call.id, again: step.now + step.settings.ringAgainMs });
}
