import type { Call } from './model.ts';
import { emit, type Step } from './step.ts';

/** A text conversation that was to become a call, and did not get there, is one by text again. Others stay what they are. */
export function moveDown(step: Step, call: Call): void {
  if (call.state.kind !== 'connecting' || call.state.textSince === undefined) return;
  emit(step, { kind: 'call-moved-down', callId: call.id, agentId: call.state.reservation.agentId });
}
