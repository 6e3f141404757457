import { type Press, SHORTCUT_IDS, type ShortcutId, type Spot, shortcutFor } from './shortcuts.ts';

type Handler = () => void;
export interface ShortcutView {
  /** Whether letters alone count: the agent's own choice, kept in this browser. */
  letters: boolean;
  /** What can be done now. */
  active: ReadonlySet<ShortcutId>;
}
const KEY = 'tandem.shortcuts';

/** Who answers to which shortcut. Of several for one shortcut the youngest does: it is nearest to the agent. */
export class ShortcutStore {
  private readonly handlers = new Map<ShortcutId, Handler[]>();
  private readonly listeners = new Set<() => void>();
  private readonly mac: boolean;
  private view: ShortcutView;

  constructor(options: { mac?: boolean } = {}) {
    this.mac = options.mac ?? false;
    this.view = { letters: loadLetters(), active: new Set() };
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly get = () => this.view;

  /** Returns how to take it back. */
  answer(id: ShortcutId, handler: Handler): () => void {
    this.handlers.set(id, [...(this.handlers.get(id) ?? []), handler]);
    this.changed();
    return () => {
      const left = (this.handlers.get(id) ?? []).filter((each) => each !== handler);
      if (left.length === 0) this.handlers.delete(id);
      else this.handlers.set(id, left);
      this.changed();
    };
  }

  /** Whether the press was a shortcut, and was answered. */
  press(press: Press, spot: Spot): boolean {
    const id = shortcutFor(press, spot, { letters: this.view.letters, mac: this.mac, has: (one) => this.handlers.has(one) });
    const handler = id === null ? undefined : this.handlers.get(id)?.at(-1);
    handler?.();
    return handler !== undefined;
  }

  readonly setLetters = (letters: boolean): void => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ letters }));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    this.set({ ...this.view, letters });
  };

  private changed(): void {
    this.set({ ...this.view, active: new Set(SHORTCUT_IDS.filter((id) => this.handlers.has(id))) });
  }

  private set(view: ShortcutView): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }
}

/** Never throws: storage may be forbidden or hold anything. */
function loadLetters(): boolean {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return (stored as { letters?: unknown } | null)?.letters !== false;
  } catch {
    return true;
  }
}
