/** The music on hold, as notes: made here, so that it belongs to nobody and no file is downloaded. */

/** Repeats after so many seconds, seamlessly. */
export const LOOP_SECONDS = 48;
/**
 * The tone that lies under everything and never stops, a D: the strongest one at any moment. A whole number of
 * its waves fits into the loop, so that its end meets its beginning.
 */
export const HOLD_MUSIC_HZ = 14_096 / LOOP_SECONDS;

export interface Note {
  /** Seconds from the beginning of the loop. */
  at: number;
  hz: number;
  /** Until it has died away. */
  seconds: number;
  /** 0..1 at its loudest. */
  volume: number;
  /** A `pad` swells and fades, a `bell` is struck. */
  voice: 'pad' | 'bell';
}

/** It breathes: louder and softer by `swell`, a whole number of times in the loop. */
export const PEDAL = { volume: 0.13, swell: 0.03, swellHz: 6 / LOOP_SECONDS };

const CHORD_SECONDS = 6;
/** Half tones from the pedal. All of them bear the D below, and no step between them pulls: nothing waits to be resolved. */
const CHORDS = [
  [-12, 4, 7],
  [-5, 2, 5],
  [-3, 4, 9],
  [-7, 2, 7],
  [-12, 4, 7],
  [-10, 5, 9],
  [-3, 2, 9],
  [-5, 4, 7],
];
/** The pentatonic scale: any two of its notes sound well together, also with the echo of the last. */
const SCALE = [4, 7, 9, 12, 14, 16];
const BEAT_SECONDS = 0.75;
const HALF_TONE = 2 ** (1 / 12);
const pitch = (halfTones: number) => HOLD_MUSIC_HZ * HALF_TONE ** halfTones;

/** The notes of one loop: the chords, and a melody that wanders up and down in small steps. The same for the same seed. */
export function holdScore(seed = 7): Note[] {
  return [...chords(), ...melody(seed)];
}

function chords(): Note[] {
  return CHORDS.flatMap((chord, place) =>
    chord.map((halfTones) => ({
      at: place * CHORD_SECONDS,
      hz: pitch(halfTones),
      seconds: CHORD_SECONDS * 1.5,
      volume: 0.035,
      voice: 'pad' as const,
    })),
  );
}

function melody(seed: number): Note[] {
  const random = randomness(seed);
  const notes: Note[] = [];
  let step = 2;
  for (let at = 0; at < LOOP_SECONDS; at += BEAT_SECONDS) {
    if (random() > 0.42) continue; // more rest than notes: it must not ask for attention
    step = Math.min(SCALE.length - 1, Math.max(0, step + Math.floor(random() * 5) - 2));
    notes.push({ at, hz: pitch(SCALE[step] ?? 0), seconds: 2.6, volume: 0.045 + random() * 0.025, voice: 'bell' });
  }
  return notes;
}

/** Mulberry32: enough for a tune. */
function randomness(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
