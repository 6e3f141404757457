import { expect, test } from 'vitest';
import type { ToldAnnouncement } from '../../../../server/protocol/announcements.ts';
import { Announcer, type InLine, inLanguage, type Shown } from './announcer.ts';
import type { Told } from './schedule.ts';
import type { Saying } from './voice.ts';

const NONE = { en: '', pt: '', fr: '' };
const HELLO: ToldAnnouncement = {
  ...{ id: 'hello', kind: 'words', afterMs: 10_000, everyMs: 60_000, minWaitMs: null },
  texts: { en: 'Welcome to the shop', pt: 'Bem-vindo', fr: '' },
  sounds: { en: 'abc' },
};
const PLACE: ToldAnnouncement = { ...HELLO, id: 'place', kind: 'place', afterMs: 12_000, texts: NONE, sounds: {} };

/** An announcer in a page of its own, whose clock stands still; a voice of which the test says what it does. */
function opened(list: ToldAnnouncement[], { locale = 'en' as 'en' | 'fr', told = {} as Told } = {}) {
  const SINCE = 1_000_000;
  const at = { waited: 0 };
  const seen = { shown: null as Shown | null, ducked: false, said: [] as Saying[], stopped: 0, prepared: new Set<string>(), told };
  const announcer = new Announcer({
    voice: {
      say(saying) {
        seen.said.push(saying);
        return () => {
          seen.stopped += 1;
        };
      },
      prepare: (address) => void seen.prepared.add(address),
      close: () => {},
    },
    now: () => SINCE + at.waited,
    locale,
    placeWords: () => 'You are next in line.',
    addressOf: (hash) => `/${hash}`,
    told: { read: () => told, write: (next) => (seen.told = next) },
    duck: (on) => (seen.ducked = on),
    onShown: (shown) => (seen.shown = shown),
  });
  announcer.set(list);
  const look = (waited: number, change: Partial<InLine> = {}) => {
    at.waited = waited;
    announcer.look({ since: SINCE, wait: null, audible: true, ...change });
  };
  const last = () => seen.said.at(-1) as Saying;
  return { announcer, look, seen, last };
}

test('at its time the recording is played, with its words; the music is soft while it sounds, and no longer', () => {
  const { look, seen, last } = opened([HELLO]);
  look(0);
  expect([...seen.prepared]).toEqual(['/abc']);
  look(9_999);
  expect(seen.said).toEqual([]);
  look(10_000);
  expect(seen.shown).toEqual({ words: 'Welcome to the shop', locale: 'en' });
  expect([last().address, seen.ducked]).toEqual(['/abc', false]);
  last().onBegun();
  expect(seen.ducked).toBe(true);
  last().onOver(true);
  expect(seen.ducked).toBe(false);
  look(69_000);
  expect(seen.said).toHaveLength(1);
  expect(seen.shown?.words).toBe('Welcome to the shop');
  look(70_000);
  expect(seen.said).toHaveLength(2);
});

test('the next waits until this one is over, and a moment more; the place is said and gone, the words of before stand again', () => {
  const { look, seen, last } = opened([HELLO, PLACE]);
  look(10_000);
  last().onBegun();
  look(13_000);
  expect(seen.said).toHaveLength(1);
  last().onOver(true);
  look(14_999);
  expect(seen.said).toHaveLength(1);
  look(15_000);
  expect(last()).toMatchObject({ address: null, words: 'You are next in line.', locale: 'en' });
  expect(seen.shown?.words).toBe('You are next in line.');
  last().onOver(true);
  look(19_000);
  expect(seen.shown?.words).toBe('Welcome to the shop');
});

test('who switched the sound off reads it; what nobody said stands as long as it takes to read', () => {
  const { look, seen } = opened([HELLO, PLACE]);
  look(10_000, { audible: false });
  expect([seen.said.length, seen.shown?.words, seen.prepared.size]).toEqual([0, 'Welcome to the shop', 0]);
  look(15_900, { audible: false });
  expect(seen.shown?.words).toBe('Welcome to the shop');
  look(16_000, { audible: false });
  look(18_000, { audible: false });
  expect(seen.shown?.words).toBe('You are next in line.');
});

test('switched off in the middle it stops at once, and the words stay', () => {
  const { look, seen, last } = opened([HELLO]);
  look(10_000);
  last().onBegun();
  look(11_000, { audible: false });
  expect([seen.stopped, seen.ducked, seen.shown?.words]).toEqual([1, false, 'Welcome to the shop']);
});

test('an agent who is asked ends it in this moment; what was told is not told again when the caller waits on', () => {
  const { announcer, look, seen, last } = opened([HELLO]);
  look(10_000);
  last().onBegun();
  announcer.look(null);
  expect([seen.stopped, seen.ducked, seen.shown]).toEqual([1, false, null]);
  look(12_000);
  look(30_000);
  expect(seen.said).toHaveLength(1);
  expect(seen.told).toEqual({ hello: 10_000 });
});

test('a page that is loaded anew neither says it again nor leaves out what comes next', () => {
  const { look, seen } = opened([HELLO], { told: { hello: 10_000 } });
  look(11_000);
  expect(seen.said).toEqual([]);
  look(75_000);
  expect(seen.said).toHaveLength(1);
});

test('without words in the caller’s language there are others, in the voice of theirs', () => {
  const { look, seen, last } = opened([HELLO], { locale: 'fr' });
  look(10_000);
  expect(last()).toMatchObject({ address: '/abc', locale: 'en' });
  expect(seen.shown?.locale).toBe('en');
  expect(inLanguage(HELLO.texts, 'pt')).toEqual({ words: 'Bem-vindo', locale: 'pt' });
  expect(inLanguage(NONE, 'pt')).toBeNull();
});

test('what nothing in this browser could say stands there to be read', () => {
  const { look, seen, last } = opened([HELLO, PLACE]);
  look(10_000);
  last().onOver(false);
  look(12_500);
  expect(seen.shown?.words).toBe('Welcome to the shop');
  expect(seen.said).toHaveLength(1);
});
