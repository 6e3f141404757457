import type { CallDoing, CallStage } from '../../../packages/widget/src/frame-messages.ts';
import { isTextCall, type WidgetState } from './widget-machine.ts';

/** Where the call stands, for the page around. */
export function stageOf(state: WidgetState): CallStage {
  if (state.kind === 'ended') return 'ended';
  if (state.kind === 'offer-return' || ('goal' in state && state.goal.kind === 'return')) return 'kept';
  if (state.kind !== 'call') return 'none';
  return state.call.phase.kind === 'connected' ? 'connected' : 'started';
}

/** What the button on the page around says while it is not over. */
export function doingOf(state: WidgetState): CallDoing {
  if (state.kind !== 'call' || state.call.phase.kind === 'waiting' || state.call.phase.kind === 'ringing') return 'waits';
  return isTextCall(state) ? 'writes' : 'talks';
}
