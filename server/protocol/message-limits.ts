/** How long a recorded message may be, in milliseconds. Without the schema library: the widget loads it. */
export const LONGEST_RECORDING_MS = 180_000;
