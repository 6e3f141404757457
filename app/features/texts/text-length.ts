import { MAX_TEXT } from '../../../server/protocol/text-limits.ts';

/** The counter is shown when so few characters are left. */
const NEAR = 200;

export type TextLength = { kind: 'empty' } | { kind: 'fits' } | { kind: 'near'; left: number } | { kind: 'over'; over: number };

/** How a text that is being written stands to the limit, counted as the server counts. */
export function lengthOf(written: string): TextLength {
  if (written.trim() === '') return { kind: 'empty' };
  const left = MAX_TEXT - written.trim().length;
  if (left < 0) return { kind: 'over', over: -left };
  return left <= NEAR ? { kind: 'near', left } : { kind: 'fits' };
}
