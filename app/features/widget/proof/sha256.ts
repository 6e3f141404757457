/** SHA-256 in plain code: pages without a secure connection have no other, and for many short texts it is quicker than asking the browser. */

const BLOCK = 64;
const PRIMES = firstPrimes(64);
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  return primes;
}

/** What whole blocks at the beginning of a text come to, so that texts that begin alike need it worked out once. */
export interface Begun {
  state: Int32Array;
  /** What is left after the last whole block, and how long all of it is. */
  rest: Uint8Array;
  length: number;
}

export function begin(bytes: Uint8Array): Begun {
  const state = START.slice();
  const whole = bytes.length - (bytes.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) takeBlock(state, bytes, at);
  return { state, rest: bytes.slice(whole), length: bytes.length };
}

/** @returns the eight words of the digest */
export function finish({ state, rest, length }: Begun, end: Uint8Array): Int32Array {
  const filled = rest.length + end.length;
  const last = new Uint8Array(Math.ceil((filled + 9) / BLOCK) * BLOCK);
  last.set(rest);
  last.set(end, rest.length);
  last[filled] = 0x80;
  const bits = (length + end.length) * 8;
  new DataView(last.buffer).setUint32(last.length - 4, bits);
  new DataView(last.buffer).setUint32(last.length - 8, Math.floor(bits / 2 ** 32));
  const digest = state.slice();
  for (let at = 0; at < last.length; at += BLOCK) takeBlock(digest, last, at);
  return digest;
}

const schedule = new Int32Array(64);
const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const at = (words: Int32Array | Uint8Array, index: number): number => words[index] as number;

function takeBlock(state: Int32Array, bytes: Uint8Array, from: number): void {
  for (let i = 0; i < 16; i += 1) {
    const j = from + i * 4;
    schedule[i] = (at(bytes, j) << 24) | (at(bytes, j + 1) << 16) | (at(bytes, j + 2) << 8) | at(bytes, j + 3);
  }
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [at(schedule, i - 15), at(schedule, i - 2)];
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    schedule[i] = (at(schedule, i - 16) + low + at(schedule, i - 7) + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(schedule, i)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (at(state, index) + word) | 0;
  });
}
