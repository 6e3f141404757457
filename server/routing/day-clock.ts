import { DateTime } from 'luxon';
import type { CenterId } from '../protocol/common.ts';
import type { Queue } from './core/model.ts';

/** Time zones of the centers, in the order in which the installation names them. */
export type CenterZones = ReadonlyMap<CenterId, string>;

/** Where days begin: for an agent by their center's clock, for a queue by its own. Asked many times a second, so it remembers. */
export class DayClock {
  #zones: CenterZones;
  readonly #days = new Map<string, { from: number; to: number }>();

  constructor(zones: CenterZones) {
    this.#zones = zones;
  }

  setZones(zones: CenterZones): void {
    this.#zones = zones;
  }

  zoneOfCenter(centerId: CenterId): string {
    return this.#zones.get(centerId) ?? 'UTC';
  }

  /** Of its opening hours; a queue that is always open has that of the first center it may go to. */
  zoneOfQueue(queue: Pick<Queue, 'hours' | 'centers'> | undefined): string {
    if (queue?.hours) return queue.hours.timeZone;
    const mayGoTo = queue?.centers ?? null;
    for (const [id, zone] of this.#zones) if (mayGoTo === null || mayGoTo.includes(id)) return zone;
    return 'UTC';
  }

  /** Midnight before a moment in a zone; the first moment of a day that has no midnight. */
  startOf(zone: string, now: number): number {
    const known = this.#days.get(zone);
    if (known && now >= known.from && now < known.to) return known.from;
    const day = DateTime.fromMillis(now, { zone }).startOf('day');
    const found = { from: day.toMillis(), to: day.plus({ days: 1 }).startOf('day').toMillis() };
    this.#days.set(zone, found);
    return found.from;
  }
}
