import type { MediaSource } from '../protocol/media.ts';
import { VIDEO_LIMITS } from '../protocol/media-codec.ts';

/** Repeats and the beginning of a new picture may go beyond what a browser was told to keep to. */
const TOLERANCE = 2;

/** Bits a second beyond which nothing honest is sent: browsers keep to less by themselves. Opus ends at 510 kbit/s. */
export const MOST_BITS: Record<MediaSource, number> = {
  microphone: 510_000 * TOLERANCE,
  screen: VIDEO_LIMITS.screen.bitrate * TOLERANCE,
  camera: VIDEO_LIMITS.camera.bitrate * TOLERANCE,
};

/** Finds what is beyond its limit in two looks, one after the other. */
export class Overload {
  #over: ReadonlySet<MediaSource> = new Set();

  /** @param bitrates of all that a party sends now; what is to be stopped */
  take(bitrates: ReadonlyMap<MediaSource, number>): MediaSource[] {
    const before = this.#over;
    this.#over = new Set([...bitrates].filter(([source, bitrate]) => bitrate > MOST_BITS[source]).map(([source]) => source));
    return [...this.#over].filter((source) => before.has(source));
  }
}
