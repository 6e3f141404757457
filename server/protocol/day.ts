/** Midnight before a moment, in the process's own time zone. Milliseconds since the epoch, both. */
export function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
