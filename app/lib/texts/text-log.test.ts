import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallText } from '../../../server/protocol/texts.ts';
import { completeUpTo, emptyLog, hasGap, type TextEvent, textLog, unread } from './text-log.ts';

const text = (seq: number, from = 'agent-7'): CallText => ({ seq, at: seq, from, name: from, text: `text ${seq}`, id: `id-${seq}` });
const logOf = (...events: TextEvent[]) => events.reduce(textLog, emptyLog('caller'));
const received = (...texts: CallText[]): TextEvent => ({ type: 'received', texts });
const failure = { code: 'unavailable', message: 'No answer' } as const;

describe('received texts', () => {
  test('stand in the order of their numbers, each once, however they come', () => {
    const log = logOf(received(text(3)), received(text(1), text(3)), received(text(2), text(2)), received(text(1)));
    expect(log.texts.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(hasGap(log)).toBe(false);
  });

  test.each([
    [[], 0, false],
    [[1, 2], 2, false],
    [[2], 0, true],
    [[1, 2, 4, 5], 2, true],
  ])('of %j nothing is missing up to %i', (seqs, upTo, gap) => {
    const log = logOf(received(...seqs.map((seq) => text(seq))));
    expect([completeUpTo(log), hasGap(log)]).toEqual([upTo, gap]);
  });

  test('in any order, with any repetition and loss, end in the same list once what is missing is asked for', () => {
    const delivery = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), delivery, fc.array(fc.nat(11)), (count, deliveries, mine) => {
        const all = Array.from({ length: count }, (_, i) => text(i + 1, mine.includes(i) ? 'caller' : 'agent-7'));
        const drafts: TextEvent[] = mine.filter((i) => i < count).map((i) => ({ type: 'sent', id: `id-${i + 1}`, text: `text ${i + 1}` }));
        let log = [...drafts, ...deliveries.map((seqs) => received(...all.filter(({ seq }) => seqs.includes(seq))))].reduce(
          textLog,
          emptyLog('caller'),
        );
        // The last number may be unknown; what comes after what is complete closes every gap at once.
        log = textLog(log, received(...all.filter(({ seq }) => seq > completeUpTo(log))));
        expect(log.texts).toEqual(all);
        expect(log.drafts).toEqual([]);
        expect(hasGap(log)).toBe(false);
      }),
    );
  });
});

describe('drafts', () => {
  const sent: TextEvent = { type: 'sent', id: 'id-1', text: 'text 1' };

  test('are there at once, and give way to the text that they have become', () => {
    expect(logOf(sent).drafts).toEqual([{ id: 'id-1', text: 'text 1', state: { kind: 'sending' } }]);
    const arrived = logOf(sent, received(text(1, 'caller')));
    expect([arrived.drafts, arrived.texts.length]).toEqual([[], 1]);
  });

  test('are not taken for a text of somebody else under the same id', () => {
    expect(logOf(sent, received(text(1, 'agent-7'))).drafts).toHaveLength(1);
  });

  test('that were refused say so, and are sent again or given up', () => {
    const refused: TextEvent = { type: 'refused', id: 'id-1', failure };
    expect(logOf(sent, refused).drafts[0]?.state).toEqual({ kind: 'failed', failure });
    expect(logOf(sent, refused, { type: 'retried', id: 'id-1' }).drafts[0]?.state).toEqual({ kind: 'sending' });
    expect(logOf(sent, refused, { type: 'discarded', id: 'id-1' }).drafts).toEqual([]);
    // The answer was lost, but not the message.
    expect(logOf(sent, refused, received(text(1, 'caller'))).drafts).toEqual([]);
    expect(logOf(sent, received(text(1, 'caller')), refused).drafts).toEqual([]);
  });
});

test('unread are the texts of others that have not been in sight', () => {
  const some = [received(text(1), text(2, 'caller'), text(3))] as const;
  expect(unread(logOf(...some))).toBe(2);
  expect(unread(logOf(...some, { type: 'read' }))).toBe(0);
  expect(unread(logOf(...some, { type: 'read' }, received(text(4, 'caller'), text(5))))).toBe(1);
});
