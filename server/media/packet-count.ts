import type { Figure } from '../data-out/metrics.ts';
import type { Counters } from './quality.ts';

const DIRECTIONS = ['up', 'down'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** The packets of voices since the program started, and how many of them were lost, over all lines that are looked at. */
export class PacketCount {
  readonly #totals = { up: { packets: 0, lost: 0 }, down: { packets: 0, lost: 0 } };
  /** What was counted of each line. */
  readonly #before = new WeakMap<object, { up?: Counters; down?: Counters }>();

  /** Counts what has come since it last looked at this line. @param line names it, and is forgotten with it */
  take(line: object, now: Readonly<Record<Direction, Counters | null>>): void {
    const before = this.#before.get(line) ?? {};
    this.#before.set(line, before);
    for (const direction of DIRECTIONS) {
      const counters = now[direction];
      if (counters === null) continue;
      const last = before[direction];
      // Another stream counts from its own beginning.
      const goesOn = last !== undefined && last.id === counters.id && last.packets <= counters.packets;
      before[direction] = counters;
      this.#totals[direction].packets += counters.packets - (goesOn ? last.packets : 0);
      // A packet that was late was lost for a while.
      this.#totals[direction].lost += Math.max(0, counters.lost - (goesOn ? last.lost : 0));
    }
  }

  totals(): Record<Direction, { packets: number; lost: number }> {
    return { up: { ...this.#totals.up }, down: { ...this.#totals.down } };
  }

  figures(): Figure[] {
    const figure = (name: string, help: string, of: 'packets' | 'lost'): Figure => ({
      ...{ name, help, kind: 'counter' },
      samples: DIRECTIONS.map((direction) => ({ labels: { direction }, value: this.#totals[direction][of] })),
    });
    return [
      figure(
        'media_packets_total',
        'Packets of voices that came (up) from parties, and were sent (down) to them, since the program started',
        'packets',
      ),
      figure('media_packets_lost_total', 'Packets of voices that did not arrive here (up), or at the party (down)', 'lost'),
    ];
  }
}
