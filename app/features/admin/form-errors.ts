import type { FieldError } from 'react-hook-form';
import { messageOf, WireFailure } from '../../lib/failure.ts';
import { sentenceKey } from '../../lib/i18n/error-words.ts';

/** "is needed" → "Name is needed." The schemas speak in halves of sentences, so that one word fits every field. */
export function sentence(label: string, message: string | undefined): string | undefined {
  if (message === undefined || message === '') return undefined;
  const whole = /^[a-z]/.test(message) ? `${label} ${message}` : message;
  return /[.?]$/.test(whole) ? whole : `${whole}.`;
}

/** The message at a field, or at the first of its parts that has one: a list is shown as one field. */
export function messageAt(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, root } = error as Partial<FieldError> & { root?: FieldError };
  if (typeof message === 'string' && message !== '') return message;
  if (root?.message !== undefined) return root.message;
  return undefined;
}

/** The errors of a part of a value, as react-hook-form nests them. */
export function errorsAt(errors: unknown, ...path: (string | number)[]): unknown {
  let at = errors;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** Under which key a schema's words have their translations, and the numbers in them: "is below 5" → "is-below" with a = 5. */
export function halfOf(message: string): { key: string; values: Record<string, string> } {
  const numbers = message.match(/\d+(?:[.:]\d+)*/g) ?? [];
  const plain = message
    .replace(/\d+(?:[.:]\d+)*/g, '')
    .replace(/(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/, '')
    .replace('%', 'percent');
  return { key: sentenceKey(plain), values: Object.fromEntries(numbers.map((number, index) => ['abc'[index] ?? 'z', number])) };
}

/** Where a server's refusal belongs: at the field of the form that it names, or over the whole form. */
type Placed = { kind: 'field'; path: string; message: string } | { kind: 'form'; error: unknown };

export function placeFailure(error: unknown, fields: readonly string[]): Placed {
  const path = error instanceof WireFailure ? error.field : undefined;
  const known = path !== undefined && fields.includes(path.split('.')[0] ?? '');
  return known ? { kind: 'field', path, message: messageOf(error) } : { kind: 'form', error };
}
