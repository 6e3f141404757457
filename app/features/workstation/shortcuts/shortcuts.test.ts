import { afterEach, expect, test, vi } from 'vitest';
import { ShortcutStore } from './shortcut-store.ts';
import { ariaKeysOf, keysOf, type Press, type Reading, SHORTCUT_IDS, SHORTCUTS, type Spot, shortcutFor } from './shortcuts.ts';

const CALM: Spot = { typing: false, over: false, pressable: false };
const ALL: Reading = { letters: true, mac: false, has: () => true };

/** `press('Alt+m')`; the code of the key is that of an English keyboard. */
function press(keys: string, code = ''): Press {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  return { key, code: code || `Key${key.toUpperCase()}`, getModifierState: (modifier: string) => parts.includes(modifier) };
}

test.each<[keys: string, spot: Partial<Spot>, means: string | null]>([
  ['m', {}, 'mute'],
  ['M', {}, 'mute'], // caps lock
  ['m', { pressable: true }, 'mute'],
  ['m', { typing: true }, null],
  ['m', { over: true }, null],
  ['Alt+m', { typing: true }, 'mute'],
  ['Alt+m', { over: true }, 'mute'],
  ['Control+m', {}, null],
  ['Shift+m', {}, null],
  ['Alt+Shift+m', {}, null],
  ['x', {}, null], // hanging up takes two keys
  ['Alt+x', {}, 'hang-up'],
  ['t', {}, 'transfer'],
  ['Alt+t', { typing: true }, 'transfer'],
  ['Alt+t', { over: true }, null], // no dialog over a dialog
  ['Enter', {}, 'accept'],
  ['Enter', { pressable: true }, null],
  ['Enter', { typing: true }, null],
  ['Escape', {}, 'decline'],
  ['Escape', { pressable: true }, 'decline'],
  ['Escape', { over: true }, null],
  ['Control+Enter', { typing: true }, 'finish'],
  ['F6', { typing: true }, 'next-column'],
  ['Shift+F6', {}, 'previous-column'],
  ['Shift+?', {}, 'help'],
  ['?', {}, 'help'],
  ['?', { typing: true }, null],
  ['z', {}, null],
])('%s at %o means %s', (keys, spot, means) => {
  expect(shortcutFor(press(keys), { ...CALM, ...spot }, ALL)).toBe(means);
});

test('without letters alone, letters and signs do nothing and Alt still does', () => {
  const reading = { ...ALL, letters: false };
  expect(['m', 'h', '?', 'Shift+?'].map((keys) => shortcutFor(press(keys), CALM, reading))).toEqual([null, null, null, null]);
  expect(shortcutFor(press('Alt+m'), CALM, reading)).toBe('mute');
  expect(shortcutFor(press('Enter'), CALM, reading)).toBe('accept');
});

test('on a Mac, where Alt types another sign, the place of the key counts', () => {
  expect(shortcutFor(press('Alt+µ', 'KeyM'), CALM, { ...ALL, mac: true })).toBe('mute');
});

test('what nothing answers to is left to the browser', () => {
  expect(shortcutFor(press('m'), CALM, { ...ALL, has: (id) => id !== 'mute' })).toBeNull();
});

test('no two shortcuts share keys', () => {
  const keys = Object.values(SHORTCUTS).map((each) => ('letter' in each ? each.letter : each.key));
  expect(new Set(keys).size).toBe(keys.length);
});

test('keys are said as they are labelled', () => {
  const reading = { letters: true, mac: false };
  expect(keysOf('mute', reading)).toEqual([['M'], ['Alt', 'M']]);
  expect(keysOf('mute', { letters: false, mac: true })).toEqual([['⌥', 'M']]);
  expect(keysOf('hang-up', reading)).toEqual([['Alt', 'X']]);
  expect(keysOf('decline', reading)).toEqual([['Esc']]);
  expect(keysOf('finish', reading)).toEqual([['Ctrl', 'Enter']]);
  expect(keysOf('help', reading)).toEqual([['?']]);
  expect(keysOf('help', { letters: false, mac: false })).toEqual([]);
  expect(ariaKeysOf('mute', reading)).toBe('M Alt+M');
  expect(ariaKeysOf('finish', { letters: true, mac: true })).toBe('Meta+Enter');
  expect(ariaKeysOf('help', { letters: false, mac: false })).toBeUndefined();
  for (const id of SHORTCUT_IDS) expect(keysOf(id, reading)).not.toEqual([]);
});

afterEach(() => vi.unstubAllGlobals());

test('the youngest answers, and the one before again when it has gone', () => {
  const store = new ShortcutStore();
  const said: string[] = [];
  store.answer('mute', () => said.push('old'));
  const takeBack = store.answer('mute', () => said.push('young'));
  expect(store.press(press('m'), CALM)).toBe(true);
  takeBack();
  store.press(press('m'), CALM);
  expect(said).toEqual(['young', 'old']);
  expect([...store.get().active]).toEqual(['mute']);
  expect(store.press(press('h'), CALM)).toBe(false);
});

test.each([
  [null, true],
  ['{', true],
  ['{"letters":false}', false],
  ['{"letters":"no"}', true],
])('stored as %s, letters alone are %s', (stored, letters) => {
  vi.stubGlobal('localStorage', { getItem: () => stored, setItem: () => undefined });
  expect(new ShortcutStore().get().letters).toBe(letters);
});

test('the choice about letters is kept, also where storage is forbidden', () => {
  const setItem = vi.fn();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem });
  const store = new ShortcutStore();
  store.setLetters(false);
  expect(setItem).toHaveBeenCalledWith('tandem.shortcuts', '{"letters":false}');
  setItem.mockImplementation(() => {
    throw new Error('forbidden');
  });
  store.setLetters(true);
  expect(store.get().letters).toBe(true);
});
