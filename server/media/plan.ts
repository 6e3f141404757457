import type { MediaParty } from '../protocol/media.ts';

/** Who is kept from hearing and from being heard. Parties that are not in the room now may be named too. */
export interface HearingPlan {
  /** Hear nobody and are heard by nobody. */
  held: readonly MediaParty[];
  /** Hear everybody and are heard by nobody. */
  silenced: readonly MediaParty[];
}

export const EVERYBODY: HearingPlan = { held: [], silenced: [] };

/** Whether `listener` is to hear `speaker`. That a party does not hear itself is not part of the plan. */
export function audible(listener: MediaParty, speaker: MediaParty, { held, silenced }: HearingPlan): boolean {
  return !held.includes(listener) && !held.includes(speaker) && !silenced.includes(speaker);
}

/** Whether `watcher` may see what `owner` shows: silence is for the ear only. */
export function visible(watcher: MediaParty, owner: MediaParty, { held }: HearingPlan): boolean {
  return !held.includes(watcher) && !held.includes(owner);
}
