/** When a line is in trouble, and for how long that must last before anybody is told. Nothing here touches a browser. */

/** One direction of a party's line, as the media server measures it. */
export interface Line {
  loss: number; // 0..1
  jitterMs: number;
  rttMs: number | null;
}
export interface Heard {
  id: string;
  up: Line | null;
  down: Line | null;
  mos: number | null; // 1 to 4.5
  /** Its network lets no UDP through: what is lost is sent again, late, and all that follows waits for it. */
  overTcp?: boolean;
}

export type Side = 'yours' | 'callers' | 'others';
export interface Trouble {
  side: Side;
  cause: 'loss' | 'jitter' | 'delay';
  /** A share of the sound for `loss`, else milliseconds. */
  amount: number;
  overTcp?: true;
}

/** From where on a line is troubled: speech is cut, rattles, or people talk into each other. */
const LIMITS = { loss: 0.03, jitter: 50, delay: 400 } as const;

function troubleOf(side: Side, line: Line | null): (Trouble & { weight: number }) | null {
  if (line === null) return null;
  const all = [
    { cause: 'loss', amount: line.loss },
    { cause: 'jitter', amount: line.jitterMs },
    { cause: 'delay', amount: line.rttMs ?? 0 },
  ] as const;
  const worst = all.map((each) => ({ ...each, side, weight: each.amount / LIMITS[each.cause] })).sort((a, b) => b.weight - a.weight)[0];
  return worst !== undefined && worst.weight >= 1 ? worst : null;
}

/** The worst of what is wrong now; null while nothing is. */
export function worstTrouble(heard: readonly Heard[], you: string): Trouble | null {
  const sideOf = (id: string): Side => (id === you ? 'yours' : id === 'caller' ? 'callers' : 'others');
  const all = heard.flatMap(({ id, up, down, overTcp = false }) =>
    [up, down].flatMap((line) => {
      const trouble = troubleOf(sideOf(id), line);
      return trouble === null ? [] : [{ ...trouble, overTcp }];
    }),
  );
  const worst = all.sort((a, b) => b.weight - a.weight)[0];
  if (worst === undefined) return null;
  const { side, cause, amount, overTcp } = worst;
  return { side, cause, amount, ...(overTcp && { overTcp: true as const }) };
}

/** A hint comes when it has been bad for so long, and goes when it has been well for so long: nothing flickers. */
const SETTLE_MS = 6_000;

export interface QualityWatch {
  hint: Trouble | null;
  /** Since when what is measured says otherwise than the hint; null while it says the same. */
  otherwiseSince: number | null;
}
export const WELL: QualityWatch = { hint: null, otherwiseSince: null };

/** What is shown after one more measurement. @param now milliseconds, on any clock */
export function watchQuality(before: QualityWatch, trouble: Trouble | null, now: number): QualityWatch {
  const same = (before.hint === null) === (trouble === null);
  // The same trouble goes on: its figure follows. Another one in its place is told at once, whoever reads it is listening anyway.
  if (same) return { hint: trouble, otherwiseSince: null };
  const since = before.otherwiseSince ?? now;
  return now - since >= SETTLE_MS ? { hint: trouble, otherwiseSince: null } : { hint: before.hint, otherwiseSince: since };
}
