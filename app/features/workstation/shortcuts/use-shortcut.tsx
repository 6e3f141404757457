'use client';

import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ShortcutStore, type ShortcutView } from './shortcut-store.ts';
import { ariaKeysOf, type KeyLabels, keysOf, type ShortcutId, type Spot } from './shortcuts.ts';

const isMac = () => typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);
const ShortcutContext = createContext<ShortcutStore>(new ShortcutStore());

/** Once around the page: it hears every key of the page, after whatever is in focus has had its turn. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => new ShortcutStore({ mac: isMac() }));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (store.press(event, spotOf(event.target))) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store]);
  return <ShortcutContext.Provider value={store}>{children}</ShortcutContext.Provider>;
}

function spotOf(target: EventTarget | null): Spot {
  const within = (selector: string) => target instanceof Element && target.closest(selector) !== null;
  return {
    typing: within(
      'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable="true"], [role="combobox"]',
    ),
    over: within('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'),
    pressable: within('button, a, summary, [role="button"]'),
  };
}

/**
 * What a shortcut does while this component is there: `useShortcut('hold', toggleHold, canHold)`. The newest function is
 * always the one that is called; while `enabled` is false the key does nothing, and the list does not offer it.
 */
export function useShortcut(id: ShortcutId, act: () => void, enabled = true): void {
  const store = useContext(ShortcutContext);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => (enabled ? store.answer(id, () => latest.current()) : undefined), [store, id, enabled]);
}

/** What the list shows, and the switch for letters alone. */
export function useShortcuts(): ShortcutView & { setLetters: (letters: boolean) => void; keys: (id: ShortcutId) => KeyLabels[] } {
  const store = useContext(ShortcutContext);
  const view = useSyncExternalStore(store.subscribe, store.get, store.get);
  return { ...view, setLetters: store.setLetters, keys: (id) => keysOf(id, { letters: view.letters, mac: isMac() }) };
}

/** For the button that does the same: `<Button {...useKeysOf('mute').aria}>`; `label` is the shortest way, for a tooltip or a `kbd`. */
export function useKeysOf(id: ShortcutId): { aria: { 'aria-keyshortcuts': string | undefined }; label: string | null } {
  const { letters, keys } = useShortcuts();
  return {
    aria: { 'aria-keyshortcuts': ariaKeysOf(id, { letters, mac: isMac() }) },
    label: keys(id)[0]?.join(' + ') ?? null,
  };
}
