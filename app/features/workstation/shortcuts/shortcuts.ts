import { matchKeybindingPress, parseKeybinding } from 'tinykeys';

/**
 * Every shortcut of the workstation, in the order of the list that "?" shows. Components say what theirs does with
 * `useShortcut`; here is only which keys it has and when they count.
 *
 * - `letter`: the letter alone while nobody is typing, and Alt with it everywhere. The letters alone can be switched off
 *   (WCAG 2.1.4), and what can't be taken back has none.
 * - `key`: keys that type nothing, or have a meaning of their own.
 */
export const SHORTCUT_GROUPS = ['offer', 'call', 'customer', 'wrapup', 'page'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

type Keys =
  | { letter: string; alone: boolean }
  /**
   * In the notation of tinykeys. `calm`: not where somebody types or chooses, since the key means something there.
   * `sign`: the one that is typed by it, which counts as a letter does.
   */
  | { key: string; calm: boolean; sign?: string };
export type Shortcut = Keys & {
  group: ShortcutGroup;
  /** Brings something up over the page: not over something that is there already. */
  opens?: true;
};

export const SHORTCUTS = {
  accept: { group: 'offer', key: 'Enter', calm: true },
  decline: { group: 'offer', key: 'Escape', calm: true },

  mute: { group: 'call', letter: 'm', alone: true },
  hold: { group: 'call', letter: 'h', alone: true },
  transfer: { group: 'call', letter: 't', alone: true, opens: true },
  add: { group: 'call', letter: 'a', alone: true, opens: true },
  back: { group: 'call', letter: 'b', alone: true },
  'hand-over': { group: 'call', letter: 'v', alone: false },
  join: { group: 'call', letter: 'j', alone: false },
  'hang-up': { group: 'call', letter: 'x', alone: false },
  message: { group: 'call', letter: 'w', alone: true },
  'next-conversation': { group: 'call', letter: 'k', alone: true },
  'share-screen': { group: 'call', letter: 'p', alone: true },

  notes: { group: 'customer', letter: 'n', alone: true },
  'find-customer': { group: 'customer', letter: 'c', alone: true, opens: true },
  'edit-customer': { group: 'customer', letter: 'i', alone: true },

  disposition: { group: 'wrapup', letter: 'g', alone: true },
  'more-time': { group: 'wrapup', letter: 'e', alone: true },
  finish: { group: 'wrapup', key: '$mod+Enter', calm: false },

  status: { group: 'page', letter: 's', alone: true, opens: true },
  return: { group: 'page', letter: 'r', alone: true },
  'follow-ups': { group: 'page', letter: 'f', alone: true, opens: true },
  day: { group: 'page', letter: 'd', alone: true, opens: true },
  sound: { group: 'page', letter: 'o', alone: true, opens: true },
  'next-column': { group: 'page', key: 'F6', calm: false },
  'previous-column': { group: 'page', key: 'Shift+F6', calm: false },
  help: { group: 'page', key: '[Shift]+?', sign: '?', calm: true, opens: true },
} as const satisfies Record<string, Shortcut>;
export type ShortcutId = keyof typeof SHORTCUTS;
export const SHORTCUT_IDS = Object.keys(SHORTCUTS) as ShortcutId[];
const shortcutOf = (id: ShortcutId): Shortcut => SHORTCUTS[id];

/** Where the focus is when a key is pressed. */
export interface Spot {
  /** In something that takes text. */
  typing: boolean;
  /** In a dialog, a menu or a list that is open over the page. */
  over: boolean;
  /** On something that Enter presses by itself. */
  pressable: boolean;
}

/** What is read of a KeyboardEvent. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'getModifierState'>;

export interface Reading {
  /** Whether letters and signs alone count. */
  letters: boolean;
  /** On a Mac, Alt makes another sign of a letter: there the place of the key counts. */
  mac: boolean;
  /** Which shortcuts something on the page answers to now. */
  has: (id: ShortcutId) => boolean;
}

/** The shortcut that a press means here; null when it means none, and the page or the browser may have it. */
export function shortcutFor(press: Press, spot: Spot, { letters, mac, has }: Reading): ShortcutId | null {
  return SHORTCUT_IDS.find((id) => has(id) && means(shortcutOf(id), press, spot, letters, mac)) ?? null;
}

function means(shortcut: Shortcut, press: Press, spot: Spot, letters: boolean, mac: boolean): boolean {
  if (shortcut.opens && spot.over) return false;
  const calm = !spot.typing && !spot.over;
  if ('letter' in shortcut) {
    const { letter, alone } = shortcut;
    if (matches(press, mac ? `Alt+Key${letter.toUpperCase()}` : `Alt+${letter}`)) return true;
    return letters && alone && calm && matches(press, letter);
  }
  if (shortcut.calm && !calm) return false;
  if (shortcut.sign && !letters) return false;
  if (shortcut.key === 'Enter' && spot.pressable) return false;
  return matches(press, shortcut.key);
}

function matches(press: Press, binding: string): boolean {
  const [keys] = parseKeybinding(binding);
  return keys !== undefined && matchKeybindingPress(press as KeyboardEvent, keys);
}

/** One way to press it, as the keys are labelled: `['Alt', 'M']`. */
export type KeyLabels = readonly string[];
const LABELS: Record<string, string> = { Escape: 'Esc', $mod: 'Ctrl' };
const MAC_LABELS: Record<string, string> = { Alt: '⌥', $mod: '⌘', Shift: '⇧' };

/** How to press it now, the shortest way first; none for a sign while signs alone are switched off. */
export function keysOf(id: ShortcutId, { letters, mac }: Pick<Reading, 'letters' | 'mac'>): KeyLabels[] {
  const shortcut = shortcutOf(id);
  const label = (key: string) => (mac ? MAC_LABELS[key] : undefined) ?? LABELS[key] ?? key;
  if ('letter' in shortcut) {
    const letter = shortcut.letter.toUpperCase();
    return [...(letters && shortcut.alone ? [[letter]] : []), [label('Alt'), letter]];
  }
  if (shortcut.sign) return letters ? [[shortcut.sign]] : [];
  return [shortcut.key.split('+').map(label)];
}

/** For `aria-keyshortcuts`: all ways, as that attribute writes them. */
export function ariaKeysOf(id: ShortcutId, reading: Pick<Reading, 'letters' | 'mac'>): string | undefined {
  const words: Record<string, string> = { Esc: 'Escape', Ctrl: 'Control', '⌥': 'Alt', '⌘': 'Meta', '⇧': 'Shift' };
  const ways = keysOf(id, reading).map((keys) => keys.map((key) => words[key] ?? key).join('+'));
  return ways.length === 0 ? undefined : ways.join(' ');
}
