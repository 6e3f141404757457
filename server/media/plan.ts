import { isListener, type MediaParty } from '../protocol/media.ts';

/** A supervisor who listens in. They hear whom others may hear; who hears them is said here. */
export interface Listener {
  id: MediaParty;
  heardBy: 'nobody' | 'everybody' | readonly MediaParty[];
}

/** Who is kept from hearing and from being heard. Parties that are not in the room now may be named too. */
export interface HearingPlan {
  /** Hear nobody and are heard by nobody. */
  held: readonly MediaParty[];
  /** Hear everybody and are heard by nobody. */
  silenced: readonly MediaParty[];
  /** A supervisor who is not among them hears nobody and is heard by nobody. */
  listeners: readonly Listener[];
}

export const EVERYBODY: HearingPlan = { held: [], silenced: [], listeners: [] };

/** Whether `listener` is to hear `speaker`. That a party does not hear itself is not part of the plan. */
export function audible(listener: MediaParty, speaker: MediaParty, plan: HearingPlan): boolean {
  const { held, silenced, listeners } = plan;
  if (isListener(listener) && !listeners.some(({ id }) => id === listener)) return false;
  return knows(listener, speaker, plan) && !held.includes(listener) && !held.includes(speaker) && !silenced.includes(speaker);
}

/**
 * Whether `party` may learn that `other` is in the room, by whatever is sent to it. Of a supervisor only those may who are to
 * hear them: a message about somebody whom one does not hear gives them away as surely as their voice.
 */
export function knows(party: MediaParty, other: MediaParty, { listeners }: HearingPlan): boolean {
  if (!isListener(other)) return true;
  const heardBy = listeners.find(({ id }) => id === other)?.heardBy ?? 'nobody';
  return heardBy === 'everybody' || (heardBy !== 'nobody' && heardBy.includes(party));
}

/** Whether `watcher` may see what `owner` shows: silence is for the ear only, and supervisors who listen in watch nothing. */
export function visible(watcher: MediaParty, owner: MediaParty, { held }: HearingPlan): boolean {
  return !isListener(watcher) && !isListener(owner) && !held.includes(watcher) && !held.includes(owner);
}
