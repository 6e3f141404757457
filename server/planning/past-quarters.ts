import type { QuarterRow } from './plan.ts';

const DAY_MS = 86_400_000;
/** Of days that are so long over nothing changes any more. */
const SETTLED_MS = DAY_MS;
const MOST_DAYS = 100;

/**
 * Calls of the past by quarter of an hour, read a day at a time: what is read for long would hold up the one session of the
 * embedded database, and with it the calls. Days that are over are remembered.
 */
export class PastQuarters {
  readonly #read: (from: number, to: number) => Promise<QuarterRow[]>;
  readonly #days = new Map<number, Promise<QuarterRow[]>>();

  constructor(read: (from: number, to: number) => Promise<QuarterRow[]>) {
    this.#read = read;
  }

  async between(from: number, to: number, now: number): Promise<QuarterRow[]> {
    const rows: QuarterRow[][] = [];
    for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < to; day += DAY_MS) rows.push(await this.#day(day, now));
    return rows.flat().filter(({ at }) => at >= from && at < to);
  }

  #day(day: number, now: number): Promise<QuarterRow[]> {
    const known = this.#days.get(day);
    if (known) return known;
    const read = this.#read(day, day + DAY_MS);
    if (now - (day + DAY_MS) < SETTLED_MS) return read;
    this.#days.set(day, read);
    read.catch(() => this.#days.delete(day));
    const [oldest] = this.#days.keys();
    if (this.#days.size > MOST_DAYS && oldest !== undefined) this.#days.delete(oldest);
    return read;
  }
}
