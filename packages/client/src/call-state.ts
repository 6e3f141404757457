import type { WayOn } from '../../../server/protocol/queue.ts';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import type { CallState, Offer, RingBack } from './types.ts';

/** @param offsetMs what the server's clock is ahead of this one */
export function callState(phase: WidgetPhase, offsetMs: number): CallState {
  const here = (at: number) => at - offsetMs;
  switch (phase.kind) {
    case 'waiting': {
      const { kind, position, estimatedWaitMs, since, transferredBy, news = null, ringBack = null } = phase;
      return { kind, position, estimatedWaitMs, since: here(since), transferredBy, worse: news, ringBack: ringHere(ringBack, here) };
    }
    case 'ringing':
      return { kind: 'ringing', since: here(phase.since), transferredBy: phase.transferredBy };
    case 'connecting':
      return { kind: 'connecting', agentName: phase.agentName };
    case 'connected': {
      const { kind, agentName, since, heldSince, agentAwayUntil, others, talkAskedAt, talkProposed, talkDeclinedAt, silentAt } = phase;
      return {
        ...{ kind, agentName, since: here(since), onHold: heldSince !== null, others },
        ...{ agentAwayUntil: agentAwayUntil === null ? null : here(agentAwayUntil), talkAsked: talkAskedAt !== undefined },
        talkProposed: talkProposed === undefined ? null : { agentBusy: talkProposed.agentBusy },
        talkDeclined: talkDeclinedAt !== undefined && talkProposed === undefined,
        endsAt: silentAt === undefined ? null : here(silentAt),
      };
    }
    case 'ended':
      return { kind: 'ended', reason: phase.reason, talkMs: phase.talkMs, offer: offerIn(phase.wayOn) };
  }
}

type Waiting = Extract<WidgetPhase, { kind: 'waiting' }>;

function ringHere(ringBack: NonNullable<Waiting['ringBack']> | null, here: (at: number) => number): RingBack | null {
  return ringBack?.kind === 'rung' ? { kind: 'rung', until: here(ringBack.until) } : ringBack;
}

/** Another queue is nothing that a caller can be offered. */
const offerIn = (wayOn: WayOn | null): Offer | null => (wayOn === null || wayOn.kind === 'queue' ? null : wayOn);

/** The end that this side makes: it is told at once, before the server has answered. */
export function hungUp(state: CallState, now: number): CallState {
  if (state.kind === 'ended') return state;
  return { kind: 'ended', reason: 'caller-hung-up', talkMs: state.kind === 'connected' ? Math.max(0, now - state.since) : 0, offer: null };
}
