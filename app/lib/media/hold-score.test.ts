import { expect, test } from 'vitest';
import { HOLD_MUSIC_HZ, holdScore, LOOP_SECONDS, PEDAL } from './hold-score.ts';

test('the pedal is a D, and its end meets its beginning', () => {
  expect(HOLD_MUSIC_HZ).toBeCloseTo(293.66, 1);
  expect((HOLD_MUSIC_HZ * LOOP_SECONDS) % 1).toBeCloseTo(0, 6);
  expect((PEDAL.swellHz * LOOP_SECONDS) % 1).toBeCloseTo(0, 6);
});

test('every note is below the pedal, in the loop, and within what a voice channel carries', () => {
  const notes = holdScore();
  expect(notes.length).toBeGreaterThan(30);
  for (const note of notes) {
    expect(note.volume).toBeLessThan(PEDAL.volume - PEDAL.swell);
    expect(note.at).toBeGreaterThanOrEqual(0);
    expect(note.at).toBeLessThan(LOOP_SECONDS);
    expect(note.hz).toBeGreaterThan(130);
    expect(note.hz).toBeLessThan(900);
  }
});

test('what sounds at once never adds up to clipping', () => {
  const notes = holdScore();
  for (let at = 0; at < LOOP_SECONDS; at += 0.25) {
    // The notes of the end still sound when it begins again.
    const sounding = notes.filter((note) => [at, at + LOOP_SECONDS].some((now) => note.at <= now && now < note.at + note.seconds));
    const sum = sounding.reduce((volume, note) => volume + note.volume, PEDAL.volume + PEDAL.swell);
    expect(sum).toBeLessThan(0.8);
  }
});

test('the same seed gives the same tune, another one another', () => {
  expect(holdScore(3)).toEqual(holdScore(3));
  expect(holdScore(3)).not.toEqual(holdScore(4));
});
