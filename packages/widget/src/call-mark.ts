/**
 * Remembers in this tab that a call goes on, so that the next page of the site opens its card by itself. Nothing is kept while
 * there is no call. What would let anybody into the call is kept by the frame, where this page can't read it; only where the browser
 * closes storage to the frames of other sites, the mark is what the frame gives to keep.
 */
export function callMark(key: string): { get(): string | null; set(mark: string | null): void } {
  const name = `tandem:${key}`;
  const storage = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(sessionStorage);
    } catch {
      return otherwise; // closed to this page
    }
  };
  return {
    get: () => storage((kept) => kept.getItem(name), null),
    set: (mark) => storage((kept) => (mark === null ? kept.removeItem(name) : kept.setItem(name, mark)), undefined),
  };
}
