import type { CallId } from '../protocol/common.ts';
import type { CallText } from '../protocol/texts.ts';
import type { RoutingState } from './core/state.ts';
import { TextDesk } from './text-desk.ts';
import { TextBook, type TextStore } from './texts.ts';

/** A store of texts in memory, for tests. */
export function memoryTextStore(stored = new Map<CallId, CallText[]>()): TextStore & { stored: Map<CallId, CallText[]> } {
  return {
    stored,
    load: async (ids) => new Map([...ids].flatMap((id) => (stored.has(id) ? [[id, [...(stored.get(id) ?? [])]]] : []))),
    add: async (id, text) => void stored.set(id, [...(stored.get(id) ?? []), text]),
  };
}

/** Texts over a routing state, with nothing behind them. */
export async function textsOver(state: Readonly<RoutingState>): Promise<{ book: TextBook; desk: TextDesk }> {
  const book = await TextBook.open({ store: memoryTextStore(), now: Date.now, log: { warn: () => {}, error: () => {} } }, []);
  return { book, desk: new TextDesk(state, book) };
}
