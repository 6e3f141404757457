import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cue, dueNow, GAP_MS, LATE_MS, lastTime, soonDue, type Told } from './schedule.ts';

const cue = (id: string, afterMs: number, everyMs: number | null = null, minWaitMs: number | null = null): Cue => ({
  ...{ id, afterMs, everyMs, minWaitMs },
});
const WELCOME = cue('welcome', 0);
const HURRY = cue('hurry', 30_000, 60_000);
const LONG = cue('long', 5_000, null, 120_000);
const ALL = [WELCOME, HURRY, LONG];

test.each<[string, number, Told, number | null, string | null]>([
  ['on entry', 0, {}, null, 'welcome'],
  ['not twice', 400, { welcome: 0 }, null, null],
  ['late, but not too late', LATE_MS, {}, null, 'welcome'],
  ['not too late', LATE_MS + 1, {}, null, null],
  ['at its time', 30_000, { welcome: 0 }, null, 'hurry'],
  ['not before', 29_999, { welcome: 0 }, null, null],
  ['again after its time', 90_000, { welcome: 0, hurry: 30_000 }, null, 'hurry'],
  ['once at each of its times', 100_000, { welcome: 0, hurry: 90_000 }, null, null],
  ['what a page that was away has missed is left out', 85_000, { welcome: 0 }, null, null],
  ['of a long wait only to who has one', 6_000, { welcome: 0 }, 119_000, null],
  ['and to them', 6_000, { welcome: 0 }, 120_000, 'long'],
  ['not while the wait is not known', 6_000, { welcome: 0 }, null, null],
  ['the one whose time came first goes first', 10_000, {}, 300_000, 'welcome'],
  ['then the next', 10_000, { welcome: 0 }, 300_000, 'long'],
])('%s', (_, waited, told, wait, expected) => {
  expect(dueNow(ALL, waited, told, wait)?.cue.id ?? null).toBe(expected);
});

test('of two at one time the first of the list goes first', () => {
  expect(dueNow([cue('b', 9), cue('a', 9)], 9, {}, null)?.cue.id).toBe('b');
});

test('what comes soon is known before', () => {
  expect(soonDue(ALL, 20_000, 10_000).map(({ id }) => id)).toEqual(['hurry']);
  expect(soonDue(ALL, 20_000, 9_999)).toEqual([]);
});

const someCues = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 120_000 }),
    everyMs: fc.option(fc.integer({ min: 15_000, max: 90_000 })),
    lengthMs: fc.integer({ min: 500, max: 40_000 }),
  }),
  { minLength: 1, maxLength: 6 },
);
/** How long after the last look the page looks again, and whether it was loaded anew before. */
const someLooks = fc.array(fc.record({ afterMs: fc.integer({ min: 50, max: 4_000 }), reloaded: fc.boolean() }), {
  minLength: 50,
  maxLength: 300,
});

test('they never overlap, none is told twice at one time, none is told before its time or far behind it', () => {
  fc.assert(
    fc.property(someCues, someLooks, (shapes, looks) => {
      const cues = shapes.map(({ lengthMs, ...shape }, place) => ({ ...shape, lengthMs, id: `c${place}`, minWaitMs: null }));
      let told: Record<string, number> = {};
      let waited = 0;
      let freeAt = 0;
      const begun: { id: string; at: number; from: number; until: number }[] = [];
      for (const { afterMs, reloaded } of looks) {
        waited += afterMs;
        // What sounded is cut off, and what was told is remembered.
        if (reloaded) {
          freeAt = waited;
          const last = begun.at(-1);
          if (last) last.until = Math.min(last.until, waited);
        }
        if (waited < freeAt) continue;
        const due = dueNow(cues, waited, told, null);
        if (due === null) continue;
        told = { ...told, [due.cue.id]: due.at };
        freeAt = waited + due.cue.lengthMs + GAP_MS;
        begun.push({ id: due.cue.id, at: due.at, from: waited, until: waited + due.cue.lengthMs });
      }
      for (const [place, each] of begun.entries()) {
        expect(each.from).toBeGreaterThanOrEqual(each.at);
        expect(each.from - each.at).toBeLessThanOrEqual(LATE_MS);
        const before = begun[place - 1];
        if (before) expect(each.from).toBeGreaterThanOrEqual(before.until);
      }
      expect(new Set(begun.map(({ id, at }) => `${id} ${at}`)).size).toBe(begun.length);
    }),
  );
});

test('however irregularly the page looks, each time of a lone announcement is told once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 15_000, max: 60_000 }), someLooks, (afterMs, everyMs, looks) => {
      const only = cue('only', afterMs, everyMs);
      let told: Record<string, number> = {};
      let waited = 0;
      const times: number[] = [];
      for (const look of looks) {
        waited += look.afterMs;
        const due = dueNow([only], waited, told, null);
        if (due === null) continue;
        told = { only: due.at };
        times.push(due.at);
      }
      const last = lastTime(only, waited);
      const expected = last === null ? [] : Array.from({ length: (last - afterMs) / everyMs + 1 }, (_, count) => afterMs + count * everyMs);
      expect(times).toEqual(expected);
    }),
  );
});
