import type { Note } from '../../chaos/notes.ts';
import { type Distribution, distributionOf } from '../routing/distribution.ts';
import { count, ms, table } from '../routing/table.ts';
import type { Look } from './messages.ts';
import type { SteadyResult } from './run.ts';
import { type Slope, slopeOf } from './slope.ts';

const PART_MS = 600_000;
/** Below it a program is still getting warm, and a slope says nothing. */
const JUDGED_FROM_MS = 1_200_000;
/** What the second half may grow by, of its mean. Descriptors: so many, since connections to the database come and go. */
const MAY_GROW = { resident: 0.05, heap: 0.05, descriptors: 5 };

/** Violations that are listed. */
const TOLD = 40;

/** Ten minutes of it. */
export interface Part {
  fromMinute: number;
  calls: number;
  /** From a caller's word to the offer on an agent's screen, ms. */
  offered: Distribution | null;
  residentBytes: number;
  /** After the last garbage collection; null: there was none. */
  heapBytes: number | null;
  descriptors: number;
  cores: number;
  loopLateP99Ms: number;
}

export interface SteadyFigures {
  parts: Part[];
  /** By the second half. null: too short to be told. */
  slopes: { resident: Slope | null; heap: Slope | null; descriptors: Slope | null };
  /** What grows though it must not. */
  growing: string[];
}

/** Pure. */
export function steadyFigures({ begin, end, looks }: Pick<SteadyResult, 'begin' | 'end' | 'looks'>, notes: readonly Note[]): SteadyFigures {
  const middle = (begin.at + end.at) / 2;
  const half = looks.filter(({ at }) => at >= middle);
  const slopes = {
    resident: slopeOf(half.map(({ at, residentBytes }) => ({ at, value: residentBytes }))),
    heap: slopeOf(half.flatMap(({ at, heapBytes }) => (heapBytes === null ? [] : [{ at, value: heapBytes }]))),
    descriptors: slopeOf(half.map(({ at, descriptors }) => ({ at, value: descriptors }))),
  };
  const hours = (end.at - middle) / 3_600_000;
  const isJudged = end.at - begin.at >= JUDGED_FROM_MS;
  const growing = isJudged
    ? (['resident', 'heap', 'descriptors'] as const).flatMap((name) => {
        const slope = slopes[name];
        if (slope === null) return [];
        const may = name === 'descriptors' ? MAY_GROW.descriptors : MAY_GROW[name] * slope.mean;
        // What may be unrest alone is no growth.
        return (slope.perHour - 2 * slope.error) * hours > may ? [`${TITLES[name]} grows: ${slopeWords(name, slope)}`] : [];
      })
    : [];
  return { parts: partsOf(begin, looks, offersOf(notes)), slopes, growing };
}

/** When each caller gave their word, and how long it took until an agent saw the offer. */
function offersOf(notes: readonly Note[]): { at: number; tookMs: number }[] {
  const begun = new Map<string, number>();
  const offers: { at: number; tookMs: number }[] = [];
  for (const note of notes) if (note.kind === 'queued') begun.set(note.callId, note.at - note.tookMs);
  for (const note of notes) {
    const at = note.kind === 'offered' ? begun.get(note.callId) : undefined;
    if (at === undefined || note.kind !== 'offered') continue;
    offers.push({ at, tookMs: note.at - at });
    // A second offer of it is no longer the first.
    begun.delete(note.callId);
  }
  return offers;
}

function partsOf(begin: Look, looks: readonly Look[], offers: readonly { at: number; tookMs: number }[]): Part[] {
  const partOf = (at: number) => Math.floor((at - begin.at) / PART_MS);
  const [looksIn, offersIn] = [Map.groupBy(looks, ({ at }) => partOf(at)), Map.groupBy(offers, ({ at }) => partOf(at))];
  return [...looksIn].map(([part, seen]) => {
    const took = (offersIn.get(part) ?? []).map(({ tookMs }) => tookMs);
    const { residentBytes = 0, descriptors = 0, at = 0 } = seen.at(-1) ?? {};
    const since = looks[looks.indexOf(seen[0] as Look) - 1]?.at ?? begin.at;
    return {
      ...{ fromMinute: (part * PART_MS) / 60_000, calls: took.length, offered: took.length === 0 ? null : distributionOf(took) },
      ...{ residentBytes, descriptors, heapBytes: seen.findLast(({ heapBytes }) => heapBytes !== null)?.heapBytes ?? null },
      cores: seen.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (at - since),
      loopLateP99Ms: distributionOf(seen.map(({ loopLateP99Ms }) => loopLateP99Ms)).median,
    };
  });
}

const TITLES = { resident: 'resident memory', heap: 'heap after collection', descriptors: 'file descriptors' } as const;
const mb = (bytes: number | null) => (bytes === null ? '–' : `${(bytes / 1e6).toFixed(1)} MB`);

function slopeWords(name: keyof typeof TITLES, { perHour, error, mean }: Slope): string {
  const say = (value: number) => (name === 'descriptors' ? value.toFixed(2) : mb(value));
  return `${say(perHour)} ± ${say(error)} an hour, of ${say(mean)}`;
}

/** What a run is told as. */
export function report(
  { callers, checked, violations, begin, end }: Pick<SteadyResult, 'callers' | 'checked' | 'violations' | 'begin' | 'end'>,
  { parts, slopes }: SteadyFigures,
): string {
  const rows = parts.map((part) => [
    `${part.fromMinute} min`,
    count(part.calls),
    ...(part.offered === null ? ['–', '–', '–'] : [ms(part.offered.median), ms(part.offered.p99), ms(part.offered.max)]),
    mb(part.residentBytes),
    mb(part.heapBytes),
    count(part.descriptors),
    part.cores.toFixed(2),
    ms(part.loopLateP99Ms),
  ]);
  const heading = ['from', 'calls', 'offered: median', 'p99', 'max', 'resident', 'heap', 'descriptors', 'cores', 'loop late p99'];
  const slopeRows = (['resident', 'heap', 'descriptors'] as const).flatMap((name) => {
    const slope = slopes[name];
    return slope === null ? [] : [[TITLES[name], slopeWords(name, slope)]];
  });
  const ends = [
    ['', 'resident', 'heap after collection', 'descriptors'],
    ...[begin, end].map((look, n) => [
      n === 0 ? 'before the calls' : 'after them',
      mb(look.residentBytes),
      mb(look.heapBytes),
      count(look.descriptors),
    ]),
  ] as const;
  return `
${table(heading, rows)}

${table(
  ends[0],
  ends.slice(1).map((row) => [...row]),
)}

${slopeRows.length === 0 ? '  too short for slopes' : table(['by the second half, least squares', 'grows by'], slopeRows)}

  ${count(callers)} callers, ${count(checked)} checks, ${count(violations.length)} violations
${violations
  .slice(0, TOLD)
  .map((text) => `    ${text}\n`)
  .join('')}${violations.length > TOLD ? `    and ${count(violations.length - TOLD)} more\n` : ''}
`;
}
