/**
 * What a page says of a call besides: an object of JSON for people to read, whose words are words and never markup. Without the
 * schema library, since pages look at it before they send it.
 */

export type ContextValue = string | number | boolean | null | ContextValue[] | { [name: string]: ContextValue };
export type CallContext = Record<string, ContextValue>;

/** As JSON, in bytes of UTF-8. */
export const LARGEST_CONTEXT = 4096;
/** Objects and lists inside each other, the context itself counted. */
export const DEEPEST_CONTEXT = 5;
/** Values in it, at all depths. */
export const MOST_CONTEXT_PARTS = 200;
const LONGEST_NAME = 64;

/** Why a value can't be a call's context; null when it can. It costs no more than its limits, however large the value is. */
export function contextProblem(value: unknown): string | null {
  if (!isObject(value) || Array.isArray(value)) return 'is not an object';
  const open: { part: unknown; depth: number }[] = [{ part: value, depth: 1 }];
  let parts = 0;
  let signs = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, depth } = next;
    if (typeof part === 'string') {
      signs += part.length;
      if (signs > LARGEST_CONTEXT) return 'is larger than 4 kB';
      if (!isStorable(part)) return 'holds characters that can’t be stored';
      continue;
    }
    if (!isObject(part)) {
      if (part !== null && typeof part !== 'boolean' && !Number.isFinite(part)) return 'holds what is not JSON';
      continue;
    }
    if (depth > DEEPEST_CONTEXT) return 'is nested too deeply';
    for (const name in part) {
      parts += 1;
      signs += name.length;
      if (parts > MOST_CONTEXT_PARTS) return 'has too many parts';
      if (name.length > LONGEST_NAME || name === '__proto__' || !isStorable(name)) return 'holds a name that can’t be used';
      open.push({ part: part[name], depth: depth + 1 });
    }
  }
  return new TextEncoder().encode(JSON.stringify(value)).length > LARGEST_CONTEXT ? 'is larger than 4 kB' : null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
/** As the database takes it: no NUL, no half of a surrogate pair. */
const isStorable = (value: string) => !value.includes('\u0000') && !/\p{Surrogate}/u.test(value);
