/**
 * Names that messages carry, without the schema library: pages show them before they have anything to parse.
 * The schemas stand in common.ts.
 */

export const ERROR_CODES = [
  'bad-request', // did not parse; `field` names the first field at fault
  'not-signed-in',
  'forbidden',
  'not-found',
  'stale-token', // acted on a reservation that has ended or moved on
  'conflict', // the thing is in a state that does not allow this
  'gap', // a report is missing before this one: send a snapshot
  'too-many', // rate limit
  'proof-needed', // so many call that this browser has to do a piece of work first: see protocol/proof.ts
  'unavailable', // a system behind this one does not answer
  'internal',
] as const;

export const NOT_READY_CODES = ['break', 'lunch', 'training', 'meeting'] as const;
/** How long each is meant to last, in milliseconds; longer is shown as over time. null: as long as it takes. */
export const PLANNED_MS: Record<(typeof NOT_READY_CODES)[number], number | null> = {
  break: 15 * 60_000,
  lunch: 45 * 60_000,
  training: null,
  meeting: null,
};

export const TIERS = ['standard', 'silver', 'gold'] as const; // of customers, the least first

/** Ends a switch over a union: a missing case does not compile. */
export function exhausted(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
