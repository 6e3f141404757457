/** The names that reports are made of, without the schema library: pages and addresses use them. */

export const INTERVALS = ['15-min', '30-min', 'hour', 'day', 'week', 'month', 'whole'] as const;
export type Interval = (typeof INTERVALS)[number];

export const DIMENSIONS = ['queue', 'center', 'agent', 'disposition', 'channel'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a report is of. Calls alone unless it says otherwise: who writes waits and is served otherwise. */
export const REPORT_CHANNELS = ['voice', 'text', 'both'] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];

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

/** What figures are measured in: a whole number, a share of 1, milliseconds, a mean opinion score, a score of 1 to 5, or a mean of counts. */
export type Unit = 'count' | 'share' | 'ms' | 'mos' | 'score' | 'mean';

export const MEASURE_UNITS = {
  offered: 'count',
  answered: 'count',
  abandoned: 'count',
  shortAbandoned: 'count',
  elsewhere: 'count',
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
  concurrency: 'mean',
  firstReply: 'ms',
  quality: 'mos',
  callbacks: 'count',
  messages: 'count',
  returned: 'count',
  returnTime: 'ms',
  bookings: 'count',
  bookingsKept: 'count',
  bookingsLeft: 'count',
  bookingsMissed: 'count',
  bookingsCanceled: 'count',
  bookingWait: 'ms',
  ratings: 'count',
  meanRating: 'score',
  goodRatings: 'share',
} as const satisfies Record<string, Unit>;
export type Measure = keyof typeof MEASURE_UNITS;
export const MEASURES = Object.keys(MEASURE_UNITS) as [Measure, ...Measure[]];

/** Of agents’ time: it belongs to no queue, no disposition and no channel. */
export const TIME_MEASURES: readonly Measure[] = ['occupancy', 'staffed', 'notReady', 'concurrency'];
/** Of what callers leave or book instead of a call: it is in reports of calls, and of no channel. */
export const LEFT_MEASURES: readonly Measure[] = [
  'callbacks',
  'messages',
  'returned',
  'returnTime',
  'bookings',
  'bookingsKept',
  'bookingsLeft',
  'bookingsMissed',
  'bookingsCanceled',
  'bookingWait',
];
/** Of one conversation after the other; an agent has several texts at once, so over both channels they are no mean of anything. */
export const HANDLE_MEASURES: readonly Measure[] = ['aht', 'talk', 'hold', 'wrapup'];
