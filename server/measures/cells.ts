import type { Channel } from '../protocol/common.ts';
import { GOOD_SCORE } from '../protocol/rating-words.ts';
import { timeInSlots } from './agent-time.ts';
import type { CallFact, Facts } from './facts.ts';

/**
 * Facts added up by slot, channel, queue, center, agent and disposition. All that a formula or its switches may ask for is still in a
 * cell: counts and whole milliseconds, and every single wait. So cells of a year give exactly what its facts give.
 */

/** A quarter of an hour, by the clock of UTC: every time zone’s hours and days begin at the edge of one. */
export const SLOT_MS = 15 * 60 * 1000;

/** Additive: the sums of two cells are the sums of both. Whole numbers, below 2^53. */
export const SUMS = [
  'answered',
  'abandoned',
  'elsewhere',
  'turnedAway',
  'failed',
  'handled',
  'answerWaitMs',
  'talkMs',
  'holdMs',
  'wrapupMs',
  'offers',
  'missedOffers',
  'declinedOffers',
  'staffedMs',
  'notReadyMs',
  'busyMs',
  'textsMs',
  'textsAnyMs',
  'qualitySamples',
  'qualitySum',
  'callbacks',
  'messages',
  'returned',
  'returnMs',
  'bookings',
  'bookingsKept',
  'bookingsLeft',
  'bookingsMissed',
  'bookingsCanceled',
  'bookingWaitMs',
  'ratings',
  'goodRatings',
  'ratingSum',
  'replied',
  'firstReplyMs',
] as const;
export type Sum = (typeof SUMS)[number];

export interface Place {
  /** '': of no channel, as the time of agents. */
  channel: Channel | '';
  queueId: string;
  centerId: string;
  agentId: string;
  disposition: string;
}

export interface Cell extends Place, Record<Sum, number> {
  slot: number;
  /** Of all who waited, those who were answered or left. */
  longestWaitMs: number;
  /** Each wait for an answer, ms, shortest first. */
  answerWaits: number[];
  /** Each wait of callers who left, ms, shortest first; and of those who left for a message or a callback. */
  abandonWaits: number[];
  elsewhereWaits: number[];
}

export interface Stretch {
  /** Edges of slots. */
  from: number;
  to: number;
  now: number;
}

/** Adds up what lies between two edges of slots. */
export function cellsOf({ calls, offers, statuses, texts, messages, returns, bookings, ratings }: Facts, stretch: Stretch): Cell[] {
  const cells = new Map<string, Cell>();
  const at = (time: number, place: Partial<Place>) => cellAt(cells, time - (time % SLOT_MS), place);
  const inside = (time: number) => time >= stretch.from && time < stretch.to;

  for (const call of calls) if (inside(call.enqueuedAt)) addCall(at(call.enqueuedAt, call), call);
  for (const { offeredAt, end, channel, queueId, centerId, agentId } of offers) {
    if (!inside(offeredAt)) continue;
    const cell = at(offeredAt, { channel, queueId, centerId, agentId });
    cell.offers += 1;
    if (end === 'missed') cell.missedOffers += 1;
    if (end === 'declined') cell.declinedOffers += 1;
  }
  for (const { slot, centerId, agentId, ...time } of timeInSlots(statuses, texts, { ...stretch, slotMs: SLOT_MS })) {
    const cell = at(slot, { centerId, agentId });
    cell.staffedMs += time.staffedMs;
    cell.notReadyMs += time.notReadyMs;
    cell.busyMs += time.busyMs;
    cell.textsMs += time.textsMs;
    cell.textsAnyMs += time.textsAnyMs;
  }
  for (const { at: time, queueId, kind } of messages) {
    if (inside(time)) at(time, { queueId })[kind === 'callback' ? 'callbacks' : 'messages'] += 1;
  }
  for (const { at: time, queueId, afterMs } of returns) {
    if (!inside(time)) continue;
    const cell = at(time, { queueId });
    cell.returned += 1;
    cell.returnMs += afterMs;
  }
  for (const { at: time, queueId, end, waitMs } of bookings) {
    if (!inside(time)) continue;
    const cell = at(time, { queueId });
    cell.bookings += 1;
    if (end !== 'open') cell[BOOKINGS[end]] += 1;
    if (end === 'kept') cell.bookingWaitMs += waitMs;
  }
  for (const rating of ratings) {
    if (!inside(rating.enqueuedAt)) continue;
    const cell = at(rating.enqueuedAt, rating);
    cell.ratings += 1;
    cell.ratingSum += rating.score;
    if (rating.score >= GOOD_SCORE) cell.goodRatings += 1;
  }
  return [...cells.values()].map(sorted);
}

const BOOKINGS = { kept: 'bookingsKept', left: 'bookingsLeft', missed: 'bookingsMissed', canceled: 'bookingsCanceled' } as const;

/** What cells are told apart by, besides their channel, queue and center. The fewer, the sooner a year of them is added up. */
export const GRAINS = {
  full: ['agentId', 'disposition'],
  agent: ['agentId'],
  disposition: ['disposition'],
  queue: [],
} as const satisfies Record<string, readonly ('agentId' | 'disposition')[]>;
export type Grain = keyof typeof GRAINS;
export const GRAIN_NAMES = Object.keys(GRAINS) as Grain[];

/** The same sums in fewer cells, for reports that ask for no more. @param slot all in this one; null: each in its own */
export function coarser(cells: readonly Cell[], { grain, slot }: { grain: Grain; slot: number | null }): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const { channel, queueId, centerId } = cell;
    const rest = Object.fromEntries(GRAINS[grain].map((name) => [name, cell[name]]));
    const into = cellAt(merged, slot ?? cell.slot, { channel, queueId, centerId, ...rest });
    for (const sum of SUMS) into[sum] += cell[sum];
    into.longestWaitMs = Math.max(into.longestWaitMs, cell.longestWaitMs);
    into.answerWaits.push(...cell.answerWaits);
    into.abandonWaits.push(...cell.abandonWaits);
    into.elsewhereWaits.push(...cell.elsewhereWaits);
  }
  return [...merged.values()].map(sorted);
}

function addCall(cell: Cell, call: CallFact): void {
  if (call.outcome === 'answered') {
    cell.handled += 1;
    cell.talkMs += call.talkMs;
    cell.holdMs += call.holdMs;
    cell.wrapupMs += call.wrapupMs;
  }
  cell.qualitySamples += call.qualitySamples;
  cell.qualitySum += call.qualitySum;
  if (call.firstReplyMs !== null) {
    cell.replied += 1;
    cell.firstReplyMs += call.firstReplyMs;
  }
  if (!call.waited) return;
  switch (call.outcome) {
    case 'answered':
      cell.answered += 1;
      cell.answerWaitMs += call.waitMs;
      cell.answerWaits.push(call.waitMs);
      break;
    case 'abandoned':
      cell.abandoned += 1;
      cell.abandonWaits.push(call.waitMs);
      break;
    case 'elsewhere':
      cell.elsewhere += 1;
      cell.elsewhereWaits.push(call.waitMs);
      break;
    case 'turned-away':
      cell.turnedAway += 1;
      return;
    case 'failed':
      cell.failed += 1;
      return;
  }
  cell.longestWaitMs = Math.max(cell.longestWaitMs, call.waitMs);
}

function cellAt(cells: Map<string, Cell>, slot: number, place: Partial<Place>): Cell {
  const { channel = '', queueId = '', centerId = '', agentId = '', disposition = '' } = place;
  const key = JSON.stringify([slot, channel, queueId, centerId, agentId, disposition]);
  const known = cells.get(key);
  if (known) return known;
  const sums = Object.fromEntries(SUMS.map((sum) => [sum, 0])) as Record<Sum, number>;
  const waits = { longestWaitMs: 0, answerWaits: [], abandonWaits: [], elsewhereWaits: [] };
  const cell: Cell = { slot, channel, queueId, centerId, agentId, disposition, ...sums, ...waits };
  cells.set(key, cell);
  return cell;
}

function sorted(cell: Cell): Cell {
  cell.answerWaits.sort(ascending);
  cell.abandonWaits.sort(ascending);
  cell.elsewhereWaits.sort(ascending);
  return cell;
}
const ascending = (a: number, b: number) => a - b;
