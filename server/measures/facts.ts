/**
 * What measures are counted from, as the routing database and the centers tell it. Times in milliseconds since the epoch; a
 * duration in milliseconds. An empty text stands where there is none: no agent answered, no disposition was chosen.
 */

/** A call that is over, wrap-up included. It counts where its caller came into the queue. */
export interface CallFact {
  queueId: string;
  centerId: string;
  agentId: string;
  disposition: string;
  enqueuedAt: number;
  outcome: 'answered' | 'abandoned' | 'turned-away' | 'failed';
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
}

/** An offer of a call to an agent. It counts where it was made. */
export interface OfferFact {
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

/** What a caller left whom a queue could not take. */
export interface MessageFact {
  queueId: string;
  kind: 'message' | 'callback';
  at: number;
}

/** What a caller said of a call or text conversation that is over. It counts where that came into the queue. */
export interface RatingFact {
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
  messages: readonly MessageFact[];
  ratings: readonly RatingFact[];
}
