import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import type { CallState } from './types.ts';

/** @param offsetMs what the server's clock is ahead of this one */
export function callState(phase: WidgetPhase, offsetMs: number): CallState {
  const here = (at: number) => at - offsetMs;
  switch (phase.kind) {
    case 'waiting': {
      const { kind, position, estimatedWaitMs, since, transferredBy, news = null } = phase;
      return { kind, position, estimatedWaitMs, since: here(since), transferredBy, worse: news };
    }
    case 'ringing':
      return { kind: 'ringing', since: here(phase.since), transferredBy: phase.transferredBy };
    case 'connecting':
      return { kind: 'connecting', agentName: phase.agentName };
    case 'connected': {
      const { kind, agentName, since, heldSince, agentAwayUntil, others, talkAskedAt } = phase;
      return {
        ...{ kind, agentName, since: here(since), onHold: heldSince !== null, others },
        ...{ agentAwayUntil: agentAwayUntil === null ? null : here(agentAwayUntil), talkAsked: talkAskedAt !== undefined },
      };
    }
    case 'ended':
      return { kind: 'ended', reason: phase.reason, talkMs: phase.talkMs };
  }
}

/** The end that this side makes: it is told at once, before the server has answered. */
export function hungUp(state: CallState, now: number): CallState {
  if (state.kind === 'ended') return state;
  return { kind: 'ended', reason: 'caller-hung-up', talkMs: state.kind === 'connected' ? Math.max(0, now - state.since) : 0 };
}
