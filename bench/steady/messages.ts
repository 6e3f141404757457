/** What the benchmark and the process that it measures say to each other. */

export type ToServer =
  /** `collected`: after a garbage collection. `kept`: also what its maps and sets hold, which stops the process for seconds. */
  | { kind: 'look'; how: 'passing' | 'collected' | 'kept' }
  /** The installation's clock is put forward; it follows within seconds. */
  | { kind: 'later'; ms: number };
export type FromServer = { kind: 'listening'; url: string } | { kind: 'looked'; look: Look };

/** The process at a moment, and what it did since the look before. */
export interface Look {
  /** ms since 1970. */
  at: number;
  residentBytes: number;
  /** null: nothing was collected for it. */
  heapBytes: number | null;
  descriptors: number;
  cpuMs: number;
  loopLateP99Ms: number;
  loopLateMaxMs: number;
  /** That it has logged since the look before, also errors. */
  warnings: readonly string[];
  kept: Kept | null;
}

/** All maps and sets of the process. */
export interface Kept {
  maps: number;
  entries: number;
  /** Those that have grown most since the first look that was like this. */
  grown: Grown[];
}

export interface Grown {
  by: number;
  size: number;
  /** What one of them holds. */
  example: string;
}
