import type { FieldError } from 'react-hook-form';
import { messageOf, WireFailure } from '../../lib/failure.ts';

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

/** What is wrong with a part of a value, as a sentence about it. */
export const sentenceAt = (label: string, errors: unknown, ...path: (string | number)[]): string | undefined =>
  sentence(label, messageAt(errorsAt(errors, ...path)));

/** Where a server's refusal belongs: at the field of the form that it names, or over the whole form. */
type Placed = { kind: 'field'; path: string; message: string } | { kind: 'form'; message: string };

export function placeFailure(error: unknown, fields: readonly string[]): Placed {
  const message = messageOf(error);
  const path = error instanceof WireFailure ? error.field : undefined;
  const known = path !== undefined && fields.includes(path.split('.')[0] ?? '');
  return known ? { kind: 'field', path, message } : { kind: 'form', message };
}
