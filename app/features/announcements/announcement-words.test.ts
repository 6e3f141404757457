import { expect, test } from 'vitest';
import type { Announcement } from '../../../server/protocol/announcements.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { languagesWords, moved, timesWords } from './announcement-words.ts';

const HELLO: Announcement = {
  ...{ id: 'a', queueId: 'sales', name: 'Hello', kind: 'words', afterSeconds: 0, everySeconds: null, minWaitSeconds: null },
  texts: { en: 'Hello', pt: 'Olá', fr: '' },
  sounds: { pt: { hash: 'x', type: 'audio/ogg', size: 9 } },
};
const say = sayIn('en');

test.each<[Partial<Announcement>, string]>([
  [{}, 'At once'],
  [{ afterSeconds: 20 }, 'After 20 s'],
  [{ afterSeconds: 20, everySeconds: 60 }, 'After 20 s, then every 60 s'],
  [{ everySeconds: 60, minWaitSeconds: 300 }, 'At once, then every 60 s, while the expected wait is 300 s or more'],
])('when it comes: %j', (change, expected) => {
  expect(say(timesWords({ ...HELLO, ...change }))).toBe(expected);
});

test('in which languages, and which of them are recorded', () => {
  expect(say(languagesWords(HELLO))).toBe('Words in English and Português (recorded)');
  expect(say(languagesWords({ ...HELLO, kind: 'place' }))).toBe('Their place and the expected wait, said by the page');
});

test('one moves by a place, and not out of the list', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
});
