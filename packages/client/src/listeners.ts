/** Those who want to hear of something, by its name. What one of them throws keeps it from nobody else. */
export class Listeners<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(now: never) => void>>();

  on<Name extends keyof Events>(name: Name, listener: (now: Events[Name]) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all);
    all.add(listener);
    return () => void all.delete(listener);
  }

  changed<Name extends keyof Events>(name: Name, now: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        (listener as (now: Events[Name]) => void)(now);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
