/**
 * Remembers in this tab that a call goes on, so that the next page of the site opens its card by itself. Nothing is kept while
 * there is no call. What would let anybody into the call is kept by the frame, where this page can't read it.
 */
export function callMark(key: string): { is(): boolean; set(active: boolean): void } {
  const name = `tandem:${key}`;
  const storage = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(sessionStorage);
    } catch {
      return otherwise; // closed to this page
    }
  };
  return {
    is: () => storage((kept) => kept.getItem(name) !== null, false),
    set: (active) => storage((kept) => (active ? kept.setItem(name, '1') : kept.removeItem(name)), undefined),
  };
}
