import type { BoardCenter } from '../../../server/protocol/board.ts';

/** From this age on a center gets no offers any more, and what is shown of it is shown as late. */
const LATE_MS = 10_000;
/** The board comes every 2 s even when nothing changes. */
export const STOPPED_MS = 6_000;

export type Freshness = 'fresh' | 'late' | 'never';

export function freshnessOf(center: Pick<BoardCenter, 'link' | 'heardAt'>, now: number): Freshness {
  if (center.link === 'never' || center.heardAt === null) return 'never';
  return center.link === 'silent' || now - center.heardAt > LATE_MS ? 'late' : 'fresh';
}

/** Tenths while every tenth counts, whole seconds later: "0.4 s", "14 s", "3 min". */
export function ageText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toFixed(1)} s`;
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  return `${Math.floor(seconds / 60)} min`;
}

export function freshnessText(center: Pick<BoardCenter, 'link' | 'heardAt'>, now: number): string {
  const freshness = freshnessOf(center, now);
  if (freshness === 'never' || center.heardAt === null) return 'no data yet';
  const age = ageText(now - center.heardAt);
  return freshness === 'late' ? `late, ${age}` : age;
}
