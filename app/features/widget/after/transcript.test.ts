import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallText } from '../../../../server/protocol/texts.ts';
import { asPage, asText, transcriptOf } from './transcript.ts';

const TEN = Date.UTC(2026, 10, 23, 10, 4, 5);
const text = (seq: number, from: CallText['from'], said: string, at = TEN + seq * 1000): CallText => ({
  ...{ seq, at, from, id: `text-${seq}` },
  name: from === 'caller' ? 'Maria' : 'Ana Martins',
  text: said,
});
const WORDS = {
  ...{ tag: 'en-GB', timeZone: 'Europe/Paris', you: 'You' },
  heading: (day: string) => `Messages of ${day}`,
  zone: (zone: string) => `Times are those of ${zone}.`,
};

test('a transcript has who said what, at the times of the caller’s own zone', () => {
  const transcript = transcriptOf([text(0, 'caller', 'Hello'), text(1, 'agent-7', 'Good morning\nHow are you?')], WORDS);
  expect(asText(transcript)).toBe(
    '\uFEFFMessages of 23 November 2026\r\nTimes are those of Europe/Paris.\r\n\r\n[11:04:05] You: Hello\r\n[11:04:06] Ana Martins: Good morning\n    How are you?\r\n',
  );
});

test('over midnight, by that clock, each line says its day', () => {
  const { lines } = transcriptOf([text(0, 'caller', 'a', TEN), text(1, 'caller', 'b', TEN + 13 * 3_600_000)], WORDS);
  expect(lines.map(({ time }) => time)).toEqual(
    ['23 November 2026, 11:04:05', '24 November 2026, 00:04:06'].map((time) => expect.stringMatching(time.slice(0, 16))),
  );
});

test('whatever was written, nothing of it is markup in the page', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'script', '/', 'a') }), (said) => {
      const page = asPage(transcriptOf([text(0, 'agent-7', said)], WORDS), 'en-GB');
      const inside = /<dd>([\s\S]*)<\/dd>/.exec(page)?.[1] ?? '<';
      expect(inside).not.toMatch(/[<>"']/);
      expect(
        inside.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
      ).toBe(said);
    }),
  );
});
