import { averageHandleTime, averageSpeedOfAnswer, ratio, shareAbandoned, shareBusy, shareInTime } from '../protocol/formulas.ts';
import type { Measure } from '../protocol/report-words.ts';
import type { Totals } from './totals.ts';

/** How the measures are to be counted. */
interface How {
  /** Whether callers who left count against the service level. */
  abandons: boolean;
  /** Whether who left the line for a message or a callback counts as abandoned. */
  elsewhere: boolean;
}

const countedAbandons = (t: Totals, { elsewhere }: How) =>
  t.abandoned - t.shortAbandoned + (elsewhere ? t.elsewhere - t.shortElsewhere : 0);
/** Who left too soon to count, of those who would have counted. */
const early = (t: Totals, { elsewhere }: How) => t.shortAbandoned + (elsewhere ? t.shortElsewhere : 0);

/**
 * The measures, as formulas over totals. null: nothing to count it from. What
 * the live board shows too is the same formula (server/protocol/formulas.ts). Shares are 0..1, times milliseconds. The screen names
 * each formula: `reports.formulas` in app/messages.
 */
export const FORMULAS: Record<Measure, (totals: Totals, how: How) => number | null> = {
  offered: (t) => t.answered + t.abandoned + t.elsewhere + t.turnedAway + t.failed,
  answered: (t) => t.answered,
  abandoned: countedAbandons,
  shortAbandoned: early,
  elsewhere: (t) => t.elsewhere,
  turnedAway: (t) => t.turnedAway,
  failed: (t) => t.failed,
  serviceLevel: (t, how) => shareInTime({ ...t, abandoned: countedAbandons(t, how) }, how.abandons),
  abandonment: (t, how) => shareAbandoned({ answered: t.answered, abandoned: countedAbandons(t, how) }),
  asa: averageSpeedOfAnswer,
  longestWait: (t) => (t.answered + t.abandoned + t.elsewhere === 0 ? null : t.longestWaitMs),
  aht: ({ handled, ...t }) => averageHandleTime({ handled, handleMs: t.talkMs + t.holdMs + t.wrapupMs }),
  talk: (t) => ratio(t.talkMs, t.handled),
  hold: (t) => ratio(t.holdMs, t.handled),
  wrapup: (t) => ratio(t.wrapupMs, t.handled),
  handled: (t) => t.handled,
  offers: (t) => t.offers,
  missedOffers: (t) => t.missedOffers,
  declinedOffers: (t) => t.declinedOffers,
  occupancy: ({ busyMs, ...t }) => shareBusy({ busyMs, readyMs: t.staffedMs - t.notReadyMs }),
  staffed: (t) => t.staffedMs,
  notReady: (t) => t.notReadyMs,
  concurrency: (t) => ratio(t.textsMs, t.textsAnyMs),
  firstReply: (t) => ratio(t.firstReplyMs, t.replied),
  quality: (t) => ratio(t.qualitySum / 1000, t.qualitySamples),
  callbacks: (t) => t.callbacks,
  messages: (t) => t.messages,
  returned: (t) => t.returned,
  returnTime: (t) => ratio(t.returnMs, t.returned),
  bookings: (t) => t.bookings,
  bookingsKept: (t) => t.bookingsKept,
  bookingsLeft: (t) => t.bookingsLeft,
  bookingsMissed: (t) => t.bookingsMissed,
  bookingsCanceled: (t) => t.bookingsCanceled,
  bookingWait: (t) => ratio(t.bookingWaitMs, t.bookingsKept),
  ratings: (t) => t.ratings,
  meanRating: (t) => ratio(t.ratingSum, t.ratings),
  goodRatings: (t) => ratio(t.goodRatings, t.ratings),
};
