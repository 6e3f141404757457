/** Items in order, for many reads and few changes: found by halving, moved as a block. No two may compare as equal. */
export class SortedList<T> {
  readonly items: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.items.length;
  }

  insert(item: T): void {
    const { items } = this;
    const last = items[items.length - 1];
    // The usual case: whoever comes in last stands last.
    if (last === undefined || this.#compare(last, item) < 0) items.push(item);
    else items.splice(this.#placeOf(item), 0, item);
  }

  /** Puts in many at once, into a list that is empty. */
  fill(items: readonly T[]): void {
    for (const item of items) this.items.push(item);
    this.items.sort(this.#compare);
  }

  /** @returns whether it was there */
  remove(item: T): boolean {
    const { items } = this;
    if (items[0] === item) {
      items.shift();
      return true;
    }
    const place = this.#placeOf(item);
    if (items[place] !== item) return false;
    items.splice(place, 1);
    return true;
  }

  /** The first place whose item does not come before this one. */
  #placeOf(item: T): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.items[middle] as T, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
