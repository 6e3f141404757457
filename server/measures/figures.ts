import { averageHandleTime, averageSpeedOfAnswer, ratio, shareAbandoned, shareBusy, shareInTime } from '../protocol/formulas.ts';
import type { Measure } from '../protocol/report-words.ts';
import type { Totals } from './totals.ts';

const countedAbandons = ({ abandoned, shortAbandoned }: Pick<Totals, 'abandoned' | 'shortAbandoned'>) => abandoned - shortAbandoned;

/**
 * The measures, as formulas over totals. null: nothing to count it from. What
 * the live board shows too is the same formula (server/protocol/formulas.ts). Shares are 0..1, times milliseconds. The screen names
 * each formula: `reports.formulas` in app/messages.
 */
export const FORMULAS: Record<Measure, (totals: Totals, switches: { abandons: boolean }) => number | null> = {
  offered: (t) => t.answered + t.abandoned + t.turnedAway + t.failed,
  answered: (t) => t.answered,
  abandoned: countedAbandons,
  shortAbandoned: (t) => t.shortAbandoned,
  turnedAway: (t) => t.turnedAway,
  failed: (t) => t.failed,
  serviceLevel: (t, { abandons }) => shareInTime({ ...t, abandoned: countedAbandons(t) }, abandons),
  abandonment: ({ answered, ...t }) => shareAbandoned({ answered, abandoned: countedAbandons(t) }),
  asa: averageSpeedOfAnswer,
  longestWait: (t) => (t.answered + t.abandoned === 0 ? null : t.longestWaitMs),
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
  quality: (t) => ratio(t.qualitySum / 1000, t.qualitySamples),
  callbacks: (t) => t.callbacks,
  messages: (t) => t.messages,
  ratings: (t) => t.ratings,
  meanRating: (t) => ratio(t.ratingSum, t.ratings),
  goodRatings: (t) => ratio(t.goodRatings, t.ratings),
};
