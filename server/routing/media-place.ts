import type { WantedPlace } from '../media/rooms.ts';
import { isLive } from './core/conversation.ts';
import type { Call } from './core/model.ts';

/** Where a conversation's media belongs, from its calls: near who has, or is offered, the caller. null: it has none. */
export function wantedPlace(calls: readonly Call[]): WantedPlace | null {
  const main = calls.findLast((call) => call.role === 'main' && isLive(call));
  if (!main || main.channel === 'text') return null;
  const { roundTrips, state } = main;
  const near =
    state.kind === 'offered' ? state.reservations : state.kind === 'connecting' || state.kind === 'connected' ? [state.reservation] : [];
  const centers = new Set(near.map(({ centerId }) => centerId));
  // Offered to agents of several centers, it is near none of them yet.
  const [centerId = null] = centers.size === 1 ? centers : [];
  return { roundTrips, centerId, token: centerId === null ? null : (near[0]?.token ?? null) };
}
