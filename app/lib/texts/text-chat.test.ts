import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallText, Say } from '../../../server/protocol/texts.ts';
import { WireFailure } from '../failure.ts';
import { TextChat } from './text-chat.ts';

/** A server that keeps texts, whose line can be cut. */
function opened() {
  const kept: CallText[] = [];
  const asked: number[] = [];
  let cut = false;
  const cutOff = () => new WireFailure({ code: 'unavailable', message: 'No connection' });
  const keep = ({ id, text }: Say, from = 'caller') => {
    const said = { seq: kept.length + 1, at: 1, from, name: from, text, id };
    kept.push(said);
    return said;
  };
  let ids = 0;
  const chat = new TextChat({
    you: 'caller',
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    wire: {
      say: async (message) => {
        if (cut) throw cutOff();
        return { text: kept.find(({ id }) => id === message.id) ?? keep(message) };
      },
      textsAfter: async (after) => {
        asked.push(after);
        if (cut) throw cutOff();
        return { texts: kept.slice(after) };
      },
    },
  });
  const words = () => chat.get().texts.map(({ text }) => text);
  return { chat, kept, asked, keep, words, setCut: (now: boolean) => (cut = now) };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was written before is read on coming, and what was missed on coming back', async () => {
  const { chat, keep, words, asked } = opened();
  keep({ id: 'a', text: 'one' }, 'agent-7');
  chat.online();
  await settle();
  expect(words()).toEqual(['one']);
  keep({ id: 'b', text: 'two' }, 'agent-7');
  chat.online();
  await settle();
  expect(words()).toEqual(['one', 'two']);
  expect(asked).toEqual([0, 1]);
});

test('a gap before a new text is closed', async () => {
  const { chat, keep, words } = opened();
  keep({ id: 'a', text: 'one' });
  keep({ id: 'b', text: 'two' });
  chat.hear([keep({ id: 'c', text: 'three' })]);
  await settle();
  expect(words()).toEqual(['one', 'two', 'three']);
});

test('while the server can’t be reached it is asked again, until the chat is closed', async () => {
  const { chat, keep, words, asked, setCut } = opened();
  keep({ id: 'a', text: 'one' });
  setCut(true);
  chat.online();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([0, 0]);
  setCut(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(words()).toEqual(['one']);
  setCut(true);
  chat.online();
  await settle();
  chat.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(4);
});

test('a message that was not sent is kept, and sent again under the same id', async () => {
  const { chat, kept, setCut } = opened();
  setCut(true);
  chat.send('  hello ');
  expect(chat.get().drafts).toEqual([{ id: 'id-1', text: 'hello', state: { kind: 'sending' } }]);
  await settle();
  expect(chat.get().drafts[0]?.state).toMatchObject({ kind: 'failed', failure: { code: 'unavailable' } });
  setCut(false);
  chat.retry('id-1');
  await settle();
  expect(chat.get().drafts).toEqual([]);
  expect(kept).toMatchObject([{ id: 'id-1', text: 'hello' }]);
});

test('a message whose answer was lost turns out to be sent', async () => {
  const { chat, keep, setCut } = opened();
  setCut(true);
  chat.send('hello');
  await settle();
  keep({ id: 'id-1', text: 'hello' });
  setCut(false);
  chat.online();
  await settle();
  expect([chat.get().drafts, chat.get().texts.length]).toEqual([[], 1]);
});
