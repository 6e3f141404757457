/** What a page said of a call, as lines to read. */
export interface ContextLine {
  /** Where it stands, outermost first; numbers of lists begin at 1. */
  name: string;
  value: string;
  /** The beginning of a value that is too long to stand there whole; null when it is short. */
  folded: string | null;
}

const LONG = 120;
const SHORTENED = 80;
/** Between names of what is inside each other. */
const INSIDE = ' › ';

/** Everything in it, in its own order. Lists of plain values are one line. Words are words here, whatever they look like. */
export function contextLines(context: Readonly<Record<string, unknown>>): ContextLine[] {
  return Object.entries(context).flatMap(([name, value]) => linesOf(name, value));
}

function linesOf(name: string, value: unknown): ContextLine[] {
  if (typeof value !== 'object' || value === null) return [line(name, wordsOf(value))];
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([inner, part]) => linesOf(name + INSIDE + inner, part));
  const isPlain = value.every((part) => typeof part !== 'object' || part === null);
  if (isPlain) return value.length === 0 ? [] : [line(name, value.map(wordsOf).join(', '))];
  return value.flatMap((part, nth) => linesOf(`${name}${INSIDE}${nth + 1}`, part));
}

const wordsOf = (value: unknown) => (value === null || value === '' ? '–' : String(value));

function line(name: string, value: string): ContextLine {
  return { name, value, folded: value.length > LONG ? `${[...value.slice(0, SHORTENED)].slice(0, -1).join('')}…` : null };
}
