import type { Measure } from '../protocol/report-words.ts';
import type { Totals } from './totals.ts';

/**
 * The measures, as formulas over totals. null: nothing to count it from. Shares are 0..1, times milliseconds. The screen names
 * each formula: `reports.formulas` in app/messages.
 */
export const FORMULAS: Record<Measure, (totals: Totals, switches: { abandons: boolean }) => number | null> = {
  offered: (t) => t.answered + t.abandoned + t.turnedAway + t.failed,
  answered: (t) => t.answered,
  abandoned: (t) => t.abandoned - t.shortAbandoned,
  shortAbandoned: (t) => t.shortAbandoned,
  turnedAway: (t) => t.turnedAway,
  failed: (t) => t.failed,
  serviceLevel: (t, { abandons }) => ratio(t.inTime, t.answered + (abandons ? t.abandoned - t.shortAbandoned : 0)),
  abandonment: (t) => ratio(t.abandoned - t.shortAbandoned, t.answered + t.abandoned - t.shortAbandoned),
  asa: (t) => ratio(t.answerWaitMs, t.answered),
  longestWait: (t) => (t.answered + t.abandoned === 0 ? null : t.longestWaitMs),
  aht: (t) => ratio(t.talkMs + t.holdMs + t.wrapupMs, t.handled),
  talk: (t) => ratio(t.talkMs, t.handled),
  hold: (t) => ratio(t.holdMs, t.handled),
  wrapup: (t) => ratio(t.wrapupMs, t.handled),
  handled: (t) => t.handled,
  offers: (t) => t.offers,
  missedOffers: (t) => t.missedOffers,
  declinedOffers: (t) => t.declinedOffers,
  occupancy: (t) => ratio(t.busyMs, t.staffedMs - t.notReadyMs),
  staffed: (t) => t.staffedMs,
  notReady: (t) => t.notReadyMs,
  quality: (t) => ratio(t.qualitySum / 1000, t.qualitySamples),
  callbacks: (t) => t.callbacks,
  messages: (t) => t.messages,
};

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
