import type { Hours } from '../protocol/hours.ts';
import { openAt } from '../routing/core/hours.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far ahead a callback can be booked. */
export const BOOKED_AHEAD_MS = 7 * DAY_MS;
/** As many as people choose from; a week of quarters of an hour has 672. */
const MOST_SLOTS = 700;

export interface SlotRules {
  /** null: always open. */
  hours: Hours | null;
  slotMs: number;
  perSlot: number;
}

export type SlotProblem = 'no-slot' | 'past' | 'too-far' | 'closed';

/** Why nothing can be booked for this moment, whoever else has; null when it can. */
export function problemOf(slotAt: number, { hours, slotMs }: SlotRules, now: number): SlotProblem | null {
  if (slotAt <= now) return 'past';
  if (slotAt > now + BOOKED_AHEAD_MS) return 'too-far';
  if (slotAt % slotMs !== 0) return 'no-slot';
  return isOpenFor(hours, slotAt, slotMs) ? null : 'closed';
}

/**
 * When the slots begin that can be booked, in their order: within the opening hours from their beginning to their end, and not full.
 * @param taken how many are booked for a slot, by its beginning
 */
export function freeSlots(rules: SlotRules, taken: ReadonlyMap<number, number>, now: number): number[] {
  const { hours, slotMs, perSlot } = rules;
  const slots: number[] = [];
  const upTo = (at: number) => Math.ceil(at / slotMs) * slotMs;
  let at = upTo(now + 1);
  while (at <= now + BOOKED_AHEAD_MS && slots.length < MOST_SLOTS) {
    const opening = hours === null ? { open: true, until: null } : openAt(hours, at);
    if (!opening.open) {
      if (opening.until === null) break;
      at = upTo(opening.until);
      continue;
    }
    const end = Math.min(opening.until ?? Number.POSITIVE_INFINITY, now + BOOKED_AHEAD_MS + slotMs);
    for (; at + slotMs <= end && slots.length < MOST_SLOTS; at += slotMs) if ((taken.get(at) ?? 0) < perSlot) slots.push(at);
    if (opening.until === null) break;
    // What is left of the hours is no whole slot.
    at = Math.max(at, upTo(opening.until));
  }
  return slots;
}

function isOpenFor(hours: Hours | null, at: number, ms: number): boolean {
  if (hours === null) return true;
  const { open, until } = openAt(hours, at);
  return open && (until === null || until >= at + ms);
}
