import type { Case } from './case.ts';
import { GroupTally, QueueTally } from './tally.ts';

/** What is measured in one run: of all queues together and each, of all agents together and each group. */
export class RunFigures {
  readonly #all = new QueueTally();
  readonly #queues = new Map<string, QueueTally>();
  readonly #groups = new Map<string, GroupTally>();

  constructor(one: Case, now: number) {
    for (const { id } of one.queues) this.#queues.set(id, new QueueTally());
    for (const { group, count, capacity } of one.agents) this.#groups.set(group, new GroupTally(count * capacity));
    this.begin(now);
  }

  /** The warm-up is over. */
  begin(now: number): void {
    for (const tally of [this.#all, ...this.#queues.values(), ...this.#groups.values()]) tally.begin(now);
  }

  /** Counts something of one queue, and of all. */
  count(queueId: string, what: (tally: QueueTally) => void): void {
    what(this.#all);
    const queue = this.#queues.get(queueId);
    if (queue) what(queue);
  }

  busy(group: string, now: number, by: 1 | -1): void {
    this.#groups.get(group)?.change(now, by);
  }

  /** By measure, and `measure.queue` or `occupancy.group` where there are several. NaN where there is nothing to tell. */
  at(now: number): Record<string, number> {
    const figures: Record<string, number> = { ...this.#all.figures(now) };
    if (this.#queues.size > 1)
      for (const [id, tally] of this.#queues)
        for (const [measure, value] of Object.entries(tally.figures(now))) figures[`${measure}.${id}`] = value;
    let [busy, places] = [0, 0];
    for (const [group, tally] of this.#groups) {
      const weighted = tally.weighted(now);
      busy += weighted.busy;
      places += weighted.places;
      if (this.#groups.size > 1) figures[`occupancy.${group}`] = weighted.busy / weighted.places;
    }
    figures.occupancy = busy / places;
    return figures;
  }
}
