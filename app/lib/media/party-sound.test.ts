import { expect, it, vi } from 'vitest';
import type { Meters } from './meter.ts';
import { type PartySound, PartySounds } from './party-sound.ts';
import type { Playback } from './playback.ts';

const TRACK = {} as MediaStreamTrack;

function setUp() {
  const playing = new Map<string, boolean>(); // by name: whether it is heard
  const playback: Playback = {
    play: (name) => void playing.set(name, true),
    stop: (name) => void playing.delete(name),
    setMuted: (name, muted) => void (playing.has(name) && playing.set(name, !muted)),
    tryOut: () => {},
    setOutput: async () => {},
    resume: () => {},
    close: () => {},
  };
  const meters: Meters = { attach: vi.fn(), level: () => 0.5, resume: () => {}, close: () => {} };
  let parties: readonly PartySound[] = [];
  const sounds = new PartySounds(playback, meters, (next) => (parties = next));
  return { sounds, playing, now: () => parties };
}

it('plays each party by itself, those who were muted before they were heard silently', () => {
  const { sounds, playing, now } = setUp();
  sounds.joined([{ id: 'caller', muted: true }]);
  sounds.arrived('c1', 'caller', TRACK);
  sounds.arrived('c2', 'agent-7', TRACK);
  expect(Object.fromEntries(playing)).toEqual({ caller: false, 'agent-7': true });
  expect(now()).toEqual([
    { id: 'caller', muted: true, present: true },
    { id: 'agent-7', muted: false, present: true },
  ]);
  expect(sounds.levels()).toEqual({ caller: 0, 'agent-7': 0.5 });
  sounds.muted('caller', false);
  expect(playing.get('caller')).toBe(true);
});

it('stops a party who has left, and no other', () => {
  const { sounds, playing, now } = setUp();
  sounds.joined([]);
  sounds.arrived('c1', 'caller', TRACK);
  sounds.arrived('c2', 'agent-7', TRACK);
  sounds.gone('c1');
  sounds.left('caller');
  expect([...playing.keys()]).toEqual(['agent-7']);
  expect(now().map(({ id }) => id)).toEqual(['agent-7']);
});

it('goes on playing one who has joined anew before the old sound was taken away', () => {
  const { sounds, playing, now } = setUp();
  sounds.joined([]);
  sounds.arrived('c1', 'caller', TRACK);
  sounds.arrived('c2', 'caller', TRACK);
  sounds.gone('c1');
  expect([...playing.keys()]).toEqual(['caller']);
  sounds.gone('c2');
  expect(now()).toEqual([{ id: 'caller', muted: false, present: false }]);
  expect([...playing.keys()]).toEqual([]);
});

it('is silent while there are no transports, and still knows who is in', () => {
  const { sounds, playing, now } = setUp();
  sounds.joined([{ id: 'caller', muted: false }]);
  sounds.arrived('c1', 'caller', TRACK);
  sounds.silence();
  expect([...playing.keys()]).toEqual([]);
  expect(now()).toEqual([{ id: 'caller', muted: false, present: false }]);
  sounds.gone('c1'); // comes late
  expect(now()).toEqual([{ id: 'caller', muted: false, present: false }]);
});
