import type { WidgetPhase } from '../../../server/protocol/widget.ts';

/** What the caller has said about music, in this call; null: nothing yet. */
export type MusicChoice = boolean | null;

/**
 * Whether music can be had in this phase, and whether it plays. Who is on hold or sent on would take silence for a dead line,
 * so it plays unless they don't want it; who has just come and reads on gets it when they ask for it.
 * @param announced whether the queue that they came to announces something: it is meant to be heard, and so is the music under it
 */
export function musicOf(phase: WidgetPhase | null, choice: MusicChoice, announced = false): { offered: boolean; plays: boolean } {
  switch (phase?.kind) {
    case 'waiting':
    case 'ringing':
      return { offered: true, plays: choice ?? (announced || phase.transferredBy !== null) };
    case 'connected':
      return phase.heldSince === null ? NONE : { offered: true, plays: choice ?? true };
    case 'connecting':
    case 'ended':
    case undefined:
      return NONE;
  }
}

const NONE = { offered: false, plays: false };
