/**
 * Seeded randomness: sfc32, the small fast counting generator of Chris Doty-Humphrey's PractRand, 128 bits of state.
 * The same seeds give the same numbers on every machine.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /** @param seeds whole numbers; each different list gives a stream of its own */
  constructor(...seeds: number[]) {
    const words = mixed(seeds);
    this.#a = words();
    this.#b = words();
    this.#c = words();
    // What a poor seed leaves behind is stirred in.
    for (let nth = 0; nth < 16; nth += 1) this.bits();
  }

  /** 32 random bits, as a number from 0 to 2³² − 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Between 0 and 1, with 53 random bits; never 0 and never 1, so that its logarithm is finite. */
  uniform(): number {
    return ((this.bits() >>> 5) * 67_108_864 + (this.bits() >>> 6) + 0.5) / 9_007_199_254_740_992;
  }
}

/** Spreads seeds over as many words as are asked for, with the finalizer of MurmurHash3. */
function mixed(seeds: readonly number[]): () => number {
  let hash = 0x9e3779b9;
  const stir = (value: number) => {
    hash = Math.imul(hash ^ value, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash = (hash ^ (hash >>> 16)) | 0;
    return hash;
  };
  for (const seed of seeds) {
    stir(seed | 0);
    stir(Math.floor(seed / 4_294_967_296) | 0);
  }
  let nth = 0;
  return () => {
    nth += 1;
    return stir(Math.imul(nth, 0x9e3779b9));
  };
}
