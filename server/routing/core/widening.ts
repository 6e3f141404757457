import type { Call } from './model.ts';
import { emit, type Step } from './step.ts';

/** Takes the steps of a waiting call's queue whose times have come. */
export function widenByTime(step: Step, call: Call): void {
  const steps = step.state.queues.get(call.queueId)?.steps ?? [];
  let widened = call.widened;
  while (widened < steps.length && step.now >= call.inQueueSince + (steps[widened]?.afterMs ?? 0)) widened += 1;
  if (widened > call.widened) emit(step, { kind: 'call-widened', callId: call.id, widened, cause: 'waited' });
}

/**
 * Takes at once the steps up to the first that somebody signed in could meet, when nobody could ever meet what the call
 * asks for now. Where no step helps, they are left to their times.
 */
export function widenWhenDeserted(step: Step, call: Call): void {
  const { state } = step;
  const { index } = state;
  const steps = state.queues.get(call.queueId)?.steps ?? [];
  const pool = index.poolFor(state, call, call.widened);
  if (call.state.kind !== 'queued' || (pool?.signedIn ?? 0) > 0 || isStarting(step, pool?.need.centers ?? null)) return;
  if (call.onlyCenter !== null && call.role === 'main') {
    emit(step, { kind: 'call-unbound', callId: call.id });
    return widenWhenDeserted(step, call);
  }
  for (let widened = call.widened + 1; widened <= steps.length; widened += 1) {
    if ((index.poolFor(state, call, widened)?.signedIn ?? 0) === 0) continue;
    emit(step, { kind: 'call-widened', callId: call.id, widened, cause: 'nobody-signed-in' });
    return;
  }
}

/** After a start nobody is signed in anywhere: a center is given the time to say who is. */
export function isStarting({ state, now, settings }: Step, centers: readonly string[] | null): boolean {
  if (state.startedAt === null || now - state.startedAt >= settings.linkSilenceMs) return false;
  for (const { id, link } of state.centers.values()) if (link.kind === 'never' && (centers === null || centers.includes(id))) return true;
  return false;
}

/** After a command: calls that nobody signed in could serve need not wait for their next step. */
export function widenDeserted(step: Step): void {
  const { index } = step.state;
  if (!index.mayBeDeserted) return;
  const left = index.takeDeserted().flatMap((pool) => pool.waiting.items.map(({ call }) => call));
  for (const call of left.sort((a, b) => a.place - b.place)) widenWhenDeserted(step, call);
}
