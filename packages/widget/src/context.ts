import type { Context } from './frame-messages.ts';

/** As JSON, in bytes of UTF-8. */
export const LARGEST_CONTEXT = 4096;

/** A context that can be sent; null for what is none, can't be written as JSON, or is too large. */
export function contextOf(value: unknown): Context | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  try {
    const written = JSON.stringify(value);
    return new TextEncoder().encode(written).length <= LARGEST_CONTEXT ? (JSON.parse(written) as Context) : null;
  } catch {
    return null;
  }
}
