import type { RoutingState } from './state.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * When the core next wants a `tick`, ms; null when it waits for nothing but commands.
 * A program that ticks at short intervals needs not ask.
 */
export function nextDueAt(state: RoutingState): number | null {
  let due = Math.min(state.index.dueAt(state) ?? NEVER, state.index.startGraceUntil ?? NEVER);
  for (const center of state.centers.values()) {
    if (center.link.kind === 'up') due = Math.min(due, center.link.heardAt + state.index.settings.linkSilenceMs);
  }
  for (const { until } of state.index.hours.values()) due = Math.min(due, until);
  return due === NEVER ? null : due;
}
