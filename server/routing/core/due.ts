import { graceOf } from './channels.ts';
import { type Call, type RoutingFacts, reservationsOf, type Settings } from './model.ts';
import { isBeingRung, ringBackDue } from './ring-back.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * When time alone may next change something about a call, ms; infinity when only others can.
 * @param after what was due up to then and leaves no trace in the call (an agent may be asked again) has been dealt with
 */
export function dueOf(state: RoutingFacts, call: Call, settings: Settings, after = Number.NEGATIVE_INFINITY): number {
  if (call.state.kind === 'wrapup') return NEVER;
  const callerLost = call.callerAwaySince === null ? NEVER : call.callerAwaySince + graceOf(call, settings);
  return Math.min(callerLost, dueInState(state, call, settings, after));
}

function dueInState(state: RoutingFacts, call: Call, settings: Settings, after: number): number {
  switch (call.state.kind) {
    case 'queued':
      return dueWhileWaiting(state, call, settings, after);
    case 'offered': {
      let due = NEVER;
      for (const { agentId, expiresAt } of reservationsOf(call)) {
        // An agent unknown since a restart is given the time of the offer.
        const answeredAt = state.agents.get(agentId)?.answeredAt ?? null;
        due = Math.min(due, expiresAt, answeredAt === null ? NEVER : answeredAt + settings.roundTripLimitMs);
      }
      return due;
    }
    case 'connecting':
    case 'connected': {
      const agentLost = call.state.agentAwaySince === null ? NEVER : call.state.agentAwaySince + settings.partyGraceMs;
      return call.state.kind === 'connected' ? agentLost : call.since + settings.connectLimitMs;
    }
    default:
      return NEVER;
  }
}

function dueWhileWaiting(state: RoutingFacts, call: Call, settings: Settings, after: number): number {
  const queue = state.queues.get(call.queueId);
  // Queues are unknown until they have been configured; one that is removed then cancels its calls itself.
  if (!queue) return NEVER;
  const step = queue.steps[call.widened];
  let due = Math.min(step === undefined ? NEVER : call.inQueueSince + step.afterMs, ringBackDue(call));
  if (queue.maxWaitMs !== null && !call.scheduled && !isBeingRung(call)) due = Math.min(due, call.inQueueSince + queue.maxWaitMs);
  if (call.preferred !== null) due = Math.min(due, call.preferred.until);
  for (const passedAt of call.passedBy.values()) {
    const askedAgain = passedAt + settings.passedByMs;
    if (askedAgain > after) due = Math.min(due, askedAgain);
  }
  return due;
}
