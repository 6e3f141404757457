import { expect, test } from 'vitest';
import { WireFailure } from '../../lib/failure.ts';
import { NotesSaver, PAUSE_MS } from './notes-saver.ts';

/** A desk with a hand-turned clock, and a server that answers when told to. */
function desk(kept = '', draft: string | null = null) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const sent: { notes: string; answer: (error?: Error) => Promise<void> }[] = [];
  const kit = { draft };
  const saver = new NotesSaver(
    kept,
    {
      save: (notes) =>
        new Promise<void>((resolve, reject) => {
          sent.push({
            notes,
            answer: async (error) => {
              if (error) reject(error);
              else resolve();
              await new Promise(setImmediate);
            },
          });
        }),
      draft: {
        read: () => kit.draft,
        write: (notes) => {
          kit.draft = notes;
        },
      },
      later: (run, ms) => {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((one) => one !== timer);
        };
      },
    },
    () => now,
  );
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const { run } of due) run();
  };
  return { saver, sent, pass, kit };
}
const unavailable = new WireFailure({ code: 'unavailable', message: 'away' });

test('notes are saved a pause after the last key, and then forgotten here', async () => {
  const { saver, sent, pass, kit } = desk();
  saver.type('Wants');
  pass(PAUSE_MS - 1);
  saver.type('Wants blue');
  pass(PAUSE_MS - 1);
  expect([sent.length, saver.get().state, kit.draft]).toEqual([0, 'waiting', 'Wants blue']);
  pass(1);
  expect([sent[0]?.notes, saver.get().state]).toEqual(['Wants blue', 'saving']);
  await sent[0]?.answer();
  expect([saver.get(), kit.draft]).toEqual([{ notes: 'Wants blue', state: 'saved' }, null]);
});

test('who types without a pause is saved every few seconds', () => {
  const { saver, sent, pass } = desk();
  for (let key = 0; key < 50; key += 1) {
    saver.type('x'.repeat(key + 1));
    pass(100);
  }
  expect(sent).toHaveLength(1);
});

test('what is typed while saving is saved after it, and stays in the browser till then', async () => {
  const { saver, sent, pass, kit } = desk();
  saver.type('a');
  pass(PAUSE_MS);
  saver.type('ab');
  pass(PAUSE_MS);
  expect(sent).toHaveLength(1);
  await sent[0]?.answer();
  expect([saver.get(), kit.draft]).toEqual([{ notes: 'ab', state: 'waiting' }, 'ab']);
  pass(PAUSE_MS);
  await sent[1]?.answer();
  expect([sent[1]?.notes, saver.get().state, kit.draft]).toEqual(['ab', 'saved', null]);
});

test('without a connection they are kept here, and saved as soon as it is back', async () => {
  const { saver, sent, pass, kit } = desk();
  saver.type('a');
  pass(PAUSE_MS);
  await sent[0]?.answer(unavailable);
  expect([saver.get().state, kit.draft]).toEqual(['unsaved', 'a']);
  saver.tryAgain();
  pass(0);
  await sent[1]?.answer();
  expect([saver.get().state, kit.draft]).toEqual(['saved', null]);
});

test('a refusal that stays is not asked again and again, and the notes stay in sight', async () => {
  const { saver, sent, pass } = desk();
  saver.type('a');
  pass(PAUSE_MS);
  await sent[0]?.answer(new WireFailure({ code: 'conflict', message: 'over' }));
  pass(60_000);
  expect([sent.length, saver.get()]).toEqual([1, { notes: 'a', state: 'unsaved' }]);
});

test('after a reload the draft counts more than what the server has, and is saved', async () => {
  const { saver, sent, pass } = desk('old', 'newer');
  expect(saver.get().notes).toBe('newer');
  pass(0);
  expect(sent[0]?.notes).toBe('newer');
});

test('after a reload without a draft the server’s notes are there', () => {
  const { saver, pass, sent } = desk('as kept');
  pass(60_000);
  expect([saver.get(), sent.length]).toEqual([{ notes: 'as kept', state: 'saved' }, 0]);
});

test('what the server says does not replace what is being typed', () => {
  const { saver } = desk('one');
  saver.said('from the other machine');
  expect(saver.get().notes).toBe('from the other machine');
  saver.type('mine');
  saver.said('theirs');
  expect(saver.get().notes).toBe('mine');
});

test('an echo of what was sent before does not take back what was sent since', async () => {
  const { saver, sent, pass } = desk();
  for (const notes of ['a', 'ab']) {
    saver.type(notes);
    pass(PAUSE_MS);
    await sent.at(-1)?.answer();
  }
  saver.said('a');
  expect(saver.get()).toEqual({ notes: 'ab', state: 'saved' });
});

test('a finished call leaves nothing behind', async () => {
  const { saver, sent, pass, kit } = desk();
  saver.type('a');
  saver.finish();
  pass(60_000);
  expect([sent.length, kit.draft]).toEqual([0, null]);
});
