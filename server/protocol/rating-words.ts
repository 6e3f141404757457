/** Ratings without the schema library: pages and measures use these. */

export const SCORES = [1, 2, 3, 4, 5] as const; // very bad to very good
export type Score = (typeof SCORES)[number];
/** This and above count as good. */
export const GOOD_SCORE = 4;
export const COMMENT_LENGTH = 1000;

const MINUTE_MS = 60_000;
/** After its end a conversation can be rated for so long. */
export const RATE_WITHIN_MS = 45 * MINUTE_MS;
/** A rating can be changed for so long. */
export const CHANGE_WITHIN_MS = 10 * MINUTE_MS;
/** So long after its end nothing of a rating can change any more. */
export const RATED_AFTER_MS = RATE_WITHIN_MS + CHANGE_WITHIN_MS;
