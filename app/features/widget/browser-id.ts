const NAME = 'tandem.browser';

/**
 * A random id of this browser, by which calls from it are limited. It is made and kept with the first call, not before. null: the
 * browser keeps nothing here.
 */
export function browserId(): string | null {
  try {
    const kept = localStorage.getItem(NAME);
    if (kept !== null && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(kept)) return kept;
    const made = crypto.randomUUID();
    localStorage.setItem(NAME, made);
    return made;
  } catch {
    return null;
  }
}
