import type { Challenge } from '../../../../server/protocol/proof.ts';
import { begin, finish } from './sha256.ts';

/** How many numbers are tried before it is told how far it is: some tens of milliseconds. */
const AT_ONCE = 8192;

/** Tries numbers until one proves the challenge, with a pause after each lot: `yield` is how likely it is to have been found by now. Pure. */
export function* solve({ challenge, bits }: Challenge): Generator<number, number> {
  const encoder = new TextEncoder();
  const begun = begin(encoder.encode(`${challenge}.`));
  const tries = 2 ** bits;
  for (let number = 0; ; number += 1) {
    if (number > 0 && number % AT_ONCE === 0) yield 1 - Math.exp(-number / tries);
    if (zeroBits(finish(begun, encoder.encode(String(number)))) >= bits) return number;
  }
}

function zeroBits(words: Int32Array): number {
  let bits = 0;
  for (const word of words) {
    if (word !== 0) return bits + Math.clz32(word);
    bits += 32;
  }
  return bits;
}
