import { distributionOf } from '../../bench/routing/distribution.ts';
import type { CallId } from '../../server/protocol/common.ts';
import type { Gap } from './hearing.ts';

/** What one party of a call heard of the other. Times are the harness's own, ms. */
export interface Ear {
  callId: CallId;
  party: string;
  /** The first that was heard; null: nothing ever. */
  since: number | null;
  /** The newest that was heard. */
  lastAt: number | null;
  gaps: readonly Gap[];
  /** When it was told to join (anew), and when that its media was gone. */
  joined: readonly number[];
  lost: readonly number[];
}

export interface SoundFinding {
  checked: number;
  violations: string[];
  figures: Record<string, number>;
}

/** What nobody minds, whatever the calls showed before. */
const QUIET_MS = 200;
const WITHIN_MS = 3000;

const isWithin = ({ from, to }: Gap, since: number, until: number) => from < until && (to ?? Number.POSITIVE_INFINITY) > since;
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const longest = (gaps: readonly Gap[]) => Math.max(0, ...gaps.map(({ silentMs }) => silentMs));
const told = (value: number) => value.toFixed(0);

/**
 * Of what was done between two moments these calls must have heard nothing: not one packet missing, nobody sent to join anew, and no
 * silence that was not there before as well. Pure.
 * @param calmSince from then on to `since` nothing was done
 * @param timed whether silences are held against a limit; else it is enough that they end
 */
export function goesOn(
  ears: readonly Ear[],
  { calmSince, since, until, timed }: { calmSince: number; since: number; until: number; timed: boolean },
): SoundFinding {
  const before = longest(ears.flatMap(({ gaps }) => gaps.filter((gap) => isWithin(gap, calmSince, since))));
  const limit = Math.max(QUIET_MS, before);
  const during = ears.map((ear) => ({ ...ear, gaps: ear.gaps.filter((gap) => isWithin(gap, since, until)) }));
  const violations = during.flatMap(({ callId, party, since: first, gaps, joined, lost }) => {
    const of = `${party} in call ${callId}`;
    const packets = sum(gaps.map((gap) => gap.lost));
    const silent = longest(gaps);
    const sentAnew = [...joined, ...lost].filter((at) => at >= since && at < until).length;
    return [
      ...(first === null || first > since ? [`${of} heard nothing before the fault`] : []),
      ...(gaps.some(({ to }) => to === null) ? [`${of} hears nothing any more since ${told(silent)} ms`] : []),
      ...(packets > 0 ? [`${of} missed ${packets} packets`] : []),
      ...(sentAnew > 0 ? [`${of} was sent to join anew`] : []),
      ...(timed && silent > limit ? [`${of} heard nothing for ${told(silent)} ms, and at most ${told(before)} ms without a fault`] : []),
    ];
  });
  return {
    checked: ears.length * 5,
    violations,
    figures: {
      'calls by voice': new Set(ears.map(({ callId }) => callId)).size,
      'packets that were missed': sum(during.flatMap(({ gaps }) => gaps.map((gap) => gap.lost))),
      'longest silence before, ms': before,
      'longest silence during the faults, ms': longest(during.flatMap(({ gaps }) => gaps)),
    },
  };
}

/** Whether somebody has lost their media since then, and everybody in their calls hears again. Pure. */
export function isBack(ears: readonly Ear[], at: number): boolean {
  const hit = new Set(ears.flatMap(({ callId, lost }) => (lost.some((time) => time >= at) ? [callId] : [])));
  const hears = ({ lost, joined, lastAt }: Ear) => {
    const [lostAt, joinedAt] = [lost.at(-1) ?? 0, joined.at(-1) ?? 0];
    return lostAt >= at && joinedAt > lostAt && lastAt !== null && lastAt > joinedAt;
  };
  return hit.size > 0 && ears.filter(({ callId }) => hit.has(callId)).every(hears);
}

/** A media worker was killed: who was on it hears again, and everybody else notices nothing. Pure. */
export function comesAgain(ears: readonly Ear[], { at, until }: { at: number; until: number }): SoundFinding & { againMs: number[] } {
  const hit = new Set(ears.flatMap(({ callId, lost }) => (lost.some((time) => time >= at && time < until) ? [callId] : [])));
  const others = ears.filter(({ callId }) => !hit.has(callId));
  const violations: string[] = [];
  const againMs: number[] = [];
  for (const { callId, party, gaps, lost } of ears.filter((ear) => hit.has(ear.callId))) {
    const of = `${party} in call ${callId}`;
    if (!lost.some((time) => time >= at && time < until)) violations.push(`${of} was not told that its media is gone`);
    const silences = gaps.filter((gap) => gap.lost > 0 || gap.to === null).filter((gap) => isWithin(gap, at, until));
    if (silences.length === 0) violations.push(`${of} heard all that was said while there was nobody to send it on`);
    if (silences.some(({ to }) => to === null)) violations.push(`${of} hears nothing any more`);
    else againMs.push(Math.max(0, ...silences.map(({ to }) => (to ?? at) - at)));
  }
  if (hit.size === 0) violations.push('nobody was on the worker that was killed');
  if (others.length === 0) violations.push('nobody was on another worker');
  const unharmed = goesOn(others, { calmSince: at, since: at, until, timed: false });
  return {
    checked: ears.length * 3 + unharmed.checked,
    violations: [...violations, ...unharmed.violations],
    figures: { 'packets that calls on other workers missed': unharmed.figures['packets that were missed'] ?? 0 },
    againMs,
  };
}

/** How soon calls had their sound again, held against the limit. Pure. */
export function againIn(againMs: readonly number[], { timed }: { timed: boolean }): Pick<SoundFinding, 'violations' | 'figures'> {
  if (againMs.length === 0) return { violations: ['no call had its sound again'], figures: {} };
  const { median, p99, max } = distributionOf([...againMs]);
  const figures = { 'sound again, median, ms': median, 'sound again, p99, ms': p99, 'sound again, longest, ms': max };
  const violations = timed && p99 > WITHIN_MS ? [`calls had their sound again within ${told(p99)} ms (p99), and not ${WITHIN_MS}`] : [];
  return { violations, figures };
}
