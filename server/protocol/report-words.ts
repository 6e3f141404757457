/** The names that reports are made of, without the schema library: pages and addresses use them. */

export const INTERVALS = ['15-min', '30-min', 'hour', 'day', 'week', 'month', 'whole'] as const;
export type Interval = (typeof INTERVALS)[number];

export const DIMENSIONS = ['queue', 'center', 'agent', 'disposition'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Periods that move with the calendar. Weeks begin on Monday. */
export const PRESETS = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'last-7-days',
  'last-30-days',
  'this-month',
  'last-month',
  'this-year',
  'last-12-months',
] as const;
export type Preset = (typeof PRESETS)[number];

/** What figures are measured in: a whole number, a share of 1, milliseconds, a mean opinion score, or a score of 1 to 5. */
export type Unit = 'count' | 'share' | 'ms' | 'mos' | 'score';

export const MEASURE_UNITS = {
  offered: 'count',
  answered: 'count',
  abandoned: 'count',
  shortAbandoned: 'count',
  turnedAway: 'count',
  failed: 'count',
  serviceLevel: 'share',
  abandonment: 'share',
  asa: 'ms',
  longestWait: 'ms',
  aht: 'ms',
  talk: 'ms',
  hold: 'ms',
  wrapup: 'ms',
  handled: 'count',
  offers: 'count',
  missedOffers: 'count',
  declinedOffers: 'count',
  occupancy: 'share',
  staffed: 'ms',
  notReady: 'ms',
  quality: 'mos',
  callbacks: 'count',
  messages: 'count',
  ratings: 'count',
  meanRating: 'score',
  goodRatings: 'share',
} as const satisfies Record<string, Unit>;
export type Measure = keyof typeof MEASURE_UNITS;
export const MEASURES = Object.keys(MEASURE_UNITS) as [Measure, ...Measure[]];

/** Of agents’ time: it belongs to no queue and to no disposition. */
export const TIME_MEASURES: readonly Measure[] = ['occupancy', 'staffed', 'notReady'];
