import { beforeEach, describe, expect, test } from 'vitest';
import { againIn, comesAgain, type Ear, goesOn, isBack } from './check.ts';
import { Hearing } from './hearing.ts';

/** Somebody who says a packet every 20 ms, and what becomes of it: each way in which sound is not as it must be. */

const said = { count: 500, saidAt: (n: number) => n * 20 };
let ear: Hearing;
beforeEach(() => {
  ear = new Hearing(said);
});
const hear = (from: number, to: number, lateMs = 5) => {
  for (let n = from; n < to; n += 1) ear.take(n, n * 20 + lateMs);
};

describe('what is heard', () => {
  test('is whole when all comes, whenever it begins', () => {
    hear(7, 500);
    expect([ear.packets, ear.since, ear.until(10_010)]).toEqual([493, 145, []]);
  });

  test('has a gap where something never comes, until it comes again', () => {
    hear(0, 100);
    hear(130, 500);
    expect(ear.until(10_010)).toEqual([{ from: 2000, to: 2605, lost: 30, silentMs: 605 }]);
  });

  test('has a gap without a loss where it comes late, and is not to blame for its own standing still', () => {
    hear(0, 100);
    ear.take(100, 2300);
    expect(ear.until(2301)).toContainEqual({ from: 2000, to: 2300, lost: 0, silentMs: 300 });
    ear = new Hearing(said, (from, to) => Math.max(0, Math.min(to, 2290) - Math.max(from, 2010)));
    hear(0, 100);
    ear.take(100, 2300);
    expect(ear.gaps).toEqual([]);
  });

  test('is over where nothing comes any more, and what comes late was not lost', () => {
    hear(0, 400);
    ear.take(401, 8025);
    ear.take(400, 8026);
    expect(ear.until(9000)).toEqual([
      { from: 8000, to: 8025, lost: 0, silentMs: 25 },
      { from: 8040, to: null, lost: 98, silentMs: 960 },
    ]);
  });
});

const gap = (from: number, to: number | null, lost = 0) => ({ from, to, lost, silentMs: (to ?? 10_000) - from });
const party = (change: Partial<Ear> = {}): Ear => ({
  ...{ callId: 'one', party: 'agent ana', since: 10, lastAt: 9999, gaps: [], joined: [5], lost: [] },
  ...change,
});

describe('a fault that nobody hears', () => {
  const span = { calmSince: 1000, since: 2000, until: 9000, timed: true };
  const found = (change: Partial<Ear>) => goesOn([party(), party(change)], span).violations;

  test('is none in calls as they must be, with the silences that they had before', () => {
    const calm = { gaps: [gap(1100, 1400), gap(3000, 3250)] };
    const { checked, violations, figures } = goesOn([party(), party(calm)], span);
    expect([violations, checked > 1]).toEqual([[], true]);
    expect(figures).toMatchObject({ 'longest silence before, ms': 300, 'longest silence during the faults, ms': 250 });
  });

  test.each<[string, Partial<Ear>, string]>([
    ['a packet that never came', { gaps: [gap(3000, 3045, 1)] }, 'missed 1 packets'],
    ['a silence without a loss', { gaps: [gap(3000, 3250)] }, 'heard nothing for 250 ms'],
    ['an end of the sound', { gaps: [gap(3000, null)] }, 'hears nothing any more'],
    ['one who had to join anew', { joined: [5, 3000] }, 'was sent to join anew'],
    ['one whose media was gone', { lost: [3000] }, 'was sent to join anew'],
    ['one who never heard anything', { since: null }, 'heard nothing before the fault'],
  ])('finds %s', (_, change, text) => {
    expect(found(change)).toContainEqual(expect.stringContaining(text));
  });

  test('does not mind what was before it or after it; without a limit silences only have to end', () => {
    expect(found({ gaps: [gap(500, 900, 9), gap(9100, 9900, 9)], joined: [5, 1000, 9500] })).toEqual([]);
    expect(goesOn([party({ gaps: [gap(3000, 5000)] })], { ...span, timed: false }).violations).toEqual([]);
  });
});

describe('a media worker that is killed', () => {
  const span = { at: 2000, until: 9000 };
  const hit = (change: Partial<Ear> = {}) =>
    party({ callId: 'hit', lost: [2010], joined: [5, 2050], gaps: [gap(2001, 2400, 19)], ...change });
  const whole = [hit(), hit({ party: 'caller', gaps: [gap(2001, 2900, 40)] }), party()];

  test('is made good: whoever was on it hears again, and nobody else noticed', () => {
    expect(comesAgain(whole, span)).toMatchObject({ violations: [], againMs: [400, 900] });
    expect(againIn([400, 900], { timed: true })).toMatchObject({ violations: [], figures: { 'sound again, longest, ms': 900 } });
  });

  test.each<[string, Ear[], string]>([
    ['one who hears nothing any more', [...whole, hit({ gaps: [gap(2001, null, 300)] })], 'hears nothing any more'],
    ['one who was not told', [...whole, hit({ lost: [], joined: [5] })], 'was not told'],
    ['one whose sound went on by itself', [...whole, hit({ gaps: [] })], 'heard all that was said'],
    ['a packet lost on another worker', [...whole, party({ gaps: [gap(3000, 3045, 2)] })], 'missed 2 packets'],
    ['a worker without calls', [party()], 'nobody was on the worker'],
    ['a fault that hit everybody', [hit()], 'nobody was on another worker'],
  ])('finds %s', (_, ears, text) => {
    expect(comesAgain(ears, span).violations).toContainEqual(expect.stringContaining(text));
  });

  test('is over once all who were on it have joined anew and heard something since', () => {
    expect(isBack(whole, 2000)).toBe(true);
    expect(isBack([party()], 2000)).toBe(false);
    for (const change of [{ lastAt: 2040 }, { joined: [5] }, { lost: [] }]) expect(isBack([...whole, hit(change)], 2000)).toBe(false);
  });

  test('finds sound that comes too late, where it is timed, and none at all', () => {
    expect(againIn([400, 3500], { timed: true }).violations).toEqual([expect.stringContaining('within 3500 ms')]);
    expect(againIn([400, 3500], { timed: false }).violations).toEqual([]);
    expect(againIn([], { timed: false }).violations).toEqual(['no call had its sound again']);
  });
});
