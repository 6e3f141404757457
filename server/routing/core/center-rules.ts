import type { CenterId } from '../../protocol/common.ts';
import { HOURS_HORIZON_MS, openAt } from './hours.ts';
import type { Center } from './model.ts';
import type { RoutingState } from './state.ts';
import { ownServiceLevel } from './stats.ts';
import { seconds } from './strategies/strategy.ts';

/** What a center is worth at this moment for one caller, 0..1, and what that is made of. */
export interface CenterStanding {
  centerId: CenterId;
  load: number;
  roundTripMs: number | null;
  dataAgeMs: number;
  factor: number;
  /** Why it can get no offer of these calls; null when it can. */
  refused: string | null;
}

/** Round trips from a caller to centers' media, ms; one that was not measured counts as the mean of the others. */
export interface Paths {
  roundTrips: Record<CenterId, number>;
  meanMs: number;
}

export function pathsOf(roundTrips: Record<CenterId, number>): Paths {
  const measured = Object.values(roundTrips);
  return { roundTrips, meanMs: measured.length === 0 ? 0 : measured.reduce((sum, ms) => sum + ms, 0) / measured.length };
}

/** A round trip this long halves what a center is worth, ms: at about that time people begin to talk over each other. */
const ROUND_TRIP_MS = 400;

/**
 * How a center compares for a caller: the less busy it is, the nearer its media and the younger its data, the better.
 * factor = (1 − load ÷ 2) × 1 ÷ (1 + round trip ÷ 400 ms) × (1 − age ÷ (2 × the silence at which it is given up)).
 * @param caller how far each center's media is from the caller
 */
export function centerStanding(state: RoutingState, center: Center, foreign: boolean, caller: Paths, now: number): CenterStanding {
  const { linkSilenceMs } = state.index.settings;
  const load = centerLoad(state, center);
  const dataAgeMs = center.link.kind === 'never' ? 0 : Math.max(0, now - center.link.heardAt);
  const roundTripMs = caller.roundTrips[center.id] ?? null;
  const path = 1 / (1 + (roundTripMs ?? caller.meanMs) / ROUND_TRIP_MS);
  const age = 1 - Math.min(1, dataAgeMs / linkSilenceMs) / 2;
  return {
    centerId: center.id,
    load,
    roundTripMs,
    dataAgeMs,
    factor: (1 - load / 2) * path * age,
    refused: centerRefusal(state, center, foreign, now),
  };
}

/**
 * Share of a center's signed-in agents who ring or talk, 0..1: what it reported, or what this server has given it since,
 * whichever is more (an offer counts before the center's next report).
 */
export function centerLoad(state: RoutingState, center: Center): number {
  const { signedIn, busy } = state.index.counts(center.id);
  return signedIn === 0 ? 0 : Math.min(1, Math.max(busy, center.volume.ringing + center.volume.talking) / signedIn);
}

/** Whether a center is open at this moment by its own hours. */
export function isOpen(state: RoutingState, center: Center, now: number): boolean {
  const { hours } = center.limits;
  if (hours === null) return true;
  const known = state.index.hours.get(center.id);
  if (known && now < known.until) return known.open;
  const { open, until } = openAt(hours, now);
  state.index.hours.set(center.id, { open, until: until ?? now + HOURS_HORIZON_MS });
  return open;
}

/** Why a center can get no offer at this moment, in words; null when it can. @param foreign of other centers' calls */
export function centerRefusal(state: RoutingState, center: Center, foreign: boolean, now: number): string | null {
  const { link } = center;
  if (link.kind === 'never') return 'it has not reported yet';
  if (link.kind === 'silent' || now - link.heardAt >= state.index.settings.linkSilenceMs)
    return `it has been silent for ${seconds(now - link.heardAt)} s`;
  if (!isOpen(state, center, now)) return 'it is closed';
  return foreign ? foreignRefusal(state, center, now) : null;
}

/** How many more of other centers' calls a center may be offered by its share. */
export function foreignRoom(state: RoutingState, { id, limits }: Center): number {
  if (limits.foreignShare >= 1) return Number.POSITIVE_INFINITY;
  const { signedIn, foreign } = state.index.counts(id);
  return Math.max(0, Math.floor(limits.foreignShare * signedIn) - foreign);
}

/** Why a center takes no more of other centers' calls. */
function foreignRefusal(state: RoutingState, center: Center, now: number): string | null {
  const { id, limits } = center;
  const { signedIn, foreign } = state.index.counts(id);
  if (foreignRoom(state, center) < 1)
    return `${foreign} of its ${signedIn} agents are on other centers’ calls, and it allows ${percent(limits.foreignShare)}`;
  if (limits.protectServiceLevel === null || !isProtecting(state, center, now)) return null;
  const level = ownServiceLevel(state.stats, id, now) ?? 0;
  return `its own service level is ${percent(level)}, and it protects ${percent(limits.protectServiceLevel)}`;
}

/** Whether a center misses the service level that it protects first. */
export function isProtecting(state: RoutingState, { id, limits }: Center, now: number): boolean {
  if (limits.protectServiceLevel === null) return false;
  const level = ownServiceLevel(state.stats, id, now);
  return level !== null && level < limits.protectServiceLevel;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
