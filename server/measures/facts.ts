import type { Channel } from '../protocol/common.ts';

/**
 * What measures are counted from, as the routing database and the centers tell it. Times in milliseconds since the epoch; a
 * duration in milliseconds. An empty text stands where there is none: no agent answered, no disposition was chosen.
 */

/** A call or text conversation that is over, wrap-up included. It counts where its caller came into the queue. */
export interface CallFact {
  /** What it was at its end: a text conversation that has become a call counts as one. */
  channel: Channel;
  queueId: string;
  centerId: string;
  agentId: string;
  disposition: string;
  enqueuedAt: number;
  /** `elsewhere`: left the line for a message or a callback. */
  outcome: 'answered' | 'abandoned' | 'elsewhere' | 'turned-away' | 'failed';
  /** Whether a caller waited for it: of consults and conferences only the handle time counts. */
  waited: boolean;
  /** Until the answer, or until the caller was gone. */
  waitMs: number;
  talkMs: number; // without hold
  holdMs: number;
  wrapupMs: number;
  /** Samples of the line, and the sum of their mean opinion scores in thousandths. */
  qualitySamples: number;
  qualitySum: number;
  /** From the caller's coming to the first text of an agent; null: nobody has written one, or it is a call. */
  firstReplyMs: number | null;
}

/** An offer of a call to an agent. It counts where it was made. */
export interface OfferFact {
  channel: Channel;
  queueId: string;
  centerId: string;
  agentId: string;
  offeredAt: number;
  end: 'missed' | 'declined' | 'other';
}

/** From `at` on an agent did this, until the next of the same agent. */
export interface StatusFact {
  centerId: string;
  agentId: string;
  kind: 'offline' | 'available' | 'reserved' | 'on-call' | 'wrapup' | 'not-ready' | 'missed';
  at: number;
}

/** A text conversation that an agent had in hand: from the answer to the end of wrap-up, or until it became a call. */
export interface TextTimeFact {
  centerId: string;
  agentId: string;
  from: number;
  to: number;
}

/** What a caller left whom a queue could not take. */
export interface MessageFact {
  queueId: string;
  kind: 'message' | 'callback';
  at: number;
}

/** Somebody is done with what a caller left: it counts then. */
export interface ReturnFact {
  queueId: string;
  at: number;
  /** Since it was left. */
  afterMs: number;
}

/** A callback that was booked for a time; it counts at that time. */
export interface BookingFact {
  queueId: string;
  at: number;
  /** `kept`: the caller came, and talked to an agent; `left`: came, and was not answered; `open`: nothing has become of it yet. */
  end: 'kept' | 'left' | 'missed' | 'canceled' | 'open';
  /** Of one that was kept: from the caller’s coming to the answer. */
  waitMs: number;
}

/** What a caller said of a call or text conversation that is over. It counts where that came into the queue. */
export interface RatingFact {
  channel: Channel;
  queueId: string;
  centerId: string;
  agentId: string;
  disposition: string;
  enqueuedAt: number;
  score: number; // 1 to 5
}

/** All that counts in a stretch of time. Statuses: those before it too, in the order of each agent’s time. */
export interface Facts {
  calls: readonly CallFact[];
  offers: readonly OfferFact[];
  statuses: readonly StatusFact[];
  /** All that touch the stretch. */
  texts: readonly TextTimeFact[];
  messages: readonly MessageFact[];
  returns: readonly ReturnFact[];
  bookings: readonly BookingFact[];
  ratings: readonly RatingFact[];
}
