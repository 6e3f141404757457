import { type Words, words } from '../../lib/i18n/words.ts';

/** After so long a caller on hold is thought to lose patience. */
const LONG_MS = 60_000;

export interface HoldView {
  long: boolean;
  /** What the agent may want to know, or do about it. */
  advice: Words;
  /** In one line, where there is something else to be said. */
  line: Words;
}

/** A hold as it is told. `since` and `now` on the server's clock. */
export function holdView(name: string, since: number, now: number): HoldView {
  const long = now - since >= LONG_MS;
  return {
    long,
    advice: words(long ? 'workstation-call.hold.long' : 'workstation-call.hold.text'),
    line: words(long ? 'workstation-call.hold.still' : 'workstation-call.hold.title', { name }),
  };
}
